using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G06_LayerOrder;

/// <summary>What of the publish output one layer holds.</summary>
internal sealed class AppLayer
{
    private readonly long[] _bytes = new long[(int)FileOrigin.App + 1];

    private AppLayer(int index) => Index = index;

    /// <summary>Index of the layer in the image, the lowest 0.</summary>
    public int Index { get; }

    /// <summary>What changes most often of what the layer holds.</summary>
    public FileOrigin MostVolatile { get; private set; }

    /// <summary>Size of the files of an origin in bytes.</summary>
    public long BytesOf(FileOrigin origin) => _bytes[(int)origin];

    /// <summary>The layer as the place of a finding.</summary>
    public Location Where(Publication publication) =>
        Location.OfImage(publication) with { Text = FormattableString.Invariant($"Layer {Index + 1} of {publication.Files.Layers.Length}"), Scope = "layer:" + MostVolatile };

    /// <summary>The layers above the base that hold publish output, the lowest first.</summary>
    public static List<AppLayer> Of(Publication publication, ProjectFacts project)
    {
        var origins = new Dictionary<string, FileOrigin>(StringComparer.Ordinal);
        foreach (PublishFile file in project.Files)
        {
            if (file.LeftOutBecause is null)
            {
                origins[ImagePath.Combine(project.Image.WorkingDirectory, file.Path)] = file.Origin;
            }
        }

        List<AppLayer> layers = [];
        for (int i = publication.Files.BaseLayerCount; i < publication.Files.Layers.Length; i++)
        {
            AppLayer? layer = null;
            foreach (LayerFile file in publication.Files.Layers[i].Files)
            {
                if (file.Kind == FileKind.File && origins.TryGetValue(file.Path, out FileOrigin origin))
                {
                    layer ??= new AppLayer(i);
                    layer._bytes[(int)origin] += file.Size;
                    layer.MostVolatile = origin > layer.MostVolatile ? origin : layer.MostVolatile;
                }
            }

            if (layer is not null)
            {
                layers.Add(layer);
            }
        }

        return layers;
    }
}
