using System.Collections.Immutable;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Delivers images that have passed Check.</summary>
public sealed class DeliverImage : StageTask
{
    /// <summary>Facts files of the images, one a platform.</summary>
    [Required]
    public ITaskItem[] Facts { get; set; } = [];

    /// <summary>Whether the images go under one index although there may be only one.</summary>
    public bool SeveralPlatforms { get; set; }

    /// <summary>The images as the .NET SDK describes them: metadata Manifest, Configuration, ManifestDigest, ManifestMediaType.</summary>
    [Output]
    public ITaskItem[] Delivered { get; set; } = [];

    /// <summary>The names the images have at their destination.</summary>
    [Output]
    public ITaskItem[] Names { get; set; } = [];

    /// <summary>Full path of the archive or layout folder; empty when the images went elsewhere.</summary>
    [Output]
    public string ArchivePath { get; set; } = "";

    /// <inheritdoc/>
    protected override async System.Threading.Tasks.Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var images = ImmutableArray.CreateBuilder<DeliverableImage>();
        foreach (ITaskItem item in Facts)
        {
            string file = item.ItemSpec;
            images.Add(await DeliverableImage.OpenAsync(await ReadFactsAsync(file, cancellationToken).ConfigureAwait(false), StageFolder.OfFacts(file), cancellationToken).ConfigureAwait(false));
        }

        PlatformIndex? index = SeveralPlatforms ? PlatformIndex.Of(images.Select(i => i.Image)) : null;
        DeliveryResult result = await new DeliverStage(new ProcessEnvironment()).RunAsync(images.ToImmutable(), index, cancellationToken).ConfigureAwait(false);
        Delivered = [.. images.Select(Describe)];
        Names = [.. result.Names.Select(n => new TaskItem(n))];
        ArchivePath = result.ArchivePath ?? "";
        Log.LogMessage(MessageImportance.High, "{0}", result.Message);
    }

    private static TaskItem Describe(DeliverableImage image)
    {
        var item = new TaskItem("GeneratedContainer");
        item.SetMetadata("Manifest", Encoding.UTF8.GetString(image.Image.ManifestBytes.Span));
        item.SetMetadata("Configuration", Encoding.UTF8.GetString(image.Image.ConfigBytes.Span));
        item.SetMetadata("ManifestDigest", image.Image.Digest.ToString());
        item.SetMetadata("ManifestMediaType", image.Image.Descriptor.MediaType);
        return item;
    }
}
