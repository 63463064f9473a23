using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>The files of an image over all its layers: what a container sees, and what the layers below hide.</summary>
public sealed class FileTree
{
    private readonly Dictionary<string, ImmutableArray<FileVersion>> _versions;

    private FileTree(ImmutableArray<LayerScan> layers, int baseLayerCount, Dictionary<string, ImmutableArray<FileVersion>> versions)
    {
        Layers = layers;
        BaseLayerCount = baseLayerCount;
        _versions = versions;
        Visible = [.. versions.Values.Select(v => v[^1]).Where(v => v.IsVisible).OrderBy(v => v.Path, StringComparer.Ordinal)];
    }

    /// <summary>The layers, the lowest first.</summary>
    public ImmutableArray<LayerScan> Layers { get; }

    /// <summary>How many of the layers are the base image's.</summary>
    public int BaseLayerCount { get; }

    /// <summary>What a container sees, ordered by path.</summary>
    public ImmutableArray<FileVersion> Visible { get; }

    /// <summary>Every entry of every layer, hidden ones included, ordered by path, then by layer.</summary>
    public IEnumerable<FileVersion> All => _versions.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value);

    /// <summary>Applies the layers to each other.</summary>
    public static FileTree Build(IEnumerable<LayerScan> layers, int baseLayerCount)
    {
        // To be replaced by the file tree work; see FileTree tests.
        ImmutableArray<LayerScan> all = [.. layers];
        var versions = new Dictionary<string, ImmutableArray<FileVersion>>(StringComparer.Ordinal);
        for (int i = 0; i < all.Length; i++)
        {
            Origin origin = i < baseLayerCount ? Origin.Base : Origin.App;
            foreach (LayerFile file in all[i].Files)
            {
                ImmutableArray<FileVersion> earlier = versions.GetValueOrDefault(file.Path, []);
                versions[file.Path] = [.. earlier.Select(v => v.IsVisible ? v with { HiddenInLayer = i } : v), new FileVersion(file, i, origin, null)];
            }
        }

        return new FileTree(all, baseLayerCount, versions);
    }

    /// <summary>What a container sees at a path, links not followed; <see langword="null"/> when there is nothing.</summary>
    public FileVersion? Find(string path) =>
        _versions.TryGetValue(path, out ImmutableArray<FileVersion> versions) && versions[^1].IsVisible ? versions[^1] : null;

    /// <summary>All versions of a path, the lowest layer first.</summary>
    public ImmutableArray<FileVersion> Versions(string path) => _versions.GetValueOrDefault(path, []);

    /// <summary>What a container sees at a path, symbolic links followed inside the image, at most 40 of them (Linux' own limit, path_resolution(7)).</summary>
    public bool TryResolve(string path, [NotNullWhen(true)] out FileVersion? target)
    {
        target = Find(path);
        return target is not null;
    }
}
