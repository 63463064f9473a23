using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Documents;
using OpenShift.NET.Sdk.Publishing.Sessions;

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

    /// <summary>The configuration of the last image, as JSON; environment variables are in it.</summary>
    [Output]
    public string Configuration { get; set; } = "";

    /// <summary>The names the images have at their destination.</summary>
    [Output]
    public ITaskItem[] Names { get; set; } = [];

    /// <summary>Everything that can be named by its digest now, the index of several platforms last: metadata Digest, MediaType, RuntimeIdentifier.</summary>
    [Output]
    public ITaskItem[] Manifests { get; set; } = [];

    /// <summary>Bill of materials and provenance of the images: metadata Kind, Image, ImageDigest, ArtifactDigest.</summary>
    [Output]
    public ITaskItem[] Documents { get; set; } = [];

    /// <summary>Full path of the archive or layout folder; empty when the images went elsewhere.</summary>
    [Output]
    public string ArchivePath { get; set; } = "";

    /// <summary>What a summary over several projects tells of this delivery: metadata Image, Digest, BytesSent (-1 elsewhere than in a registry), Milliseconds.</summary>
    [Output]
    public ITaskItem[] Outcome { get; set; } = [];

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Deliver, Facts = [.. Facts.Select(static f => f.ItemSpec)], SeveralPlatforms = SeveralPlatforms };

    /// <inheritdoc/>
    protected override void Take(StageResult result)
    {
        Delivered = [.. result.Images.Select(Describe)];
        Configuration = result.Images is [.., { } last] ? last.Configuration : "";
        Names = [.. result.Names.Select(static n => new TaskItem(n))];
        Manifests = [.. result.Manifests.Select(Describe)];
        Documents = [.. result.Documents.Select(Describe)];
        ArchivePath = result.ArchivePath;
        var outcome = new TaskItem("Outcome");
        outcome.SetMetadata("Image", result.Names is [{ } name, ..] ? name : result.ArchivePath);
        outcome.SetMetadata("Digest", result.Digest);
        outcome.SetMetadata("BytesSent", result.BytesSent.ToString(CultureInfo.InvariantCulture));
        outcome.SetMetadata("Milliseconds", ((long)result.Elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        Outcome = [outcome];
    }

    private static TaskItem Describe(DeliveredManifest manifest)
    {
        var item = new TaskItem(manifest.Name);
        item.SetMetadata("Digest", manifest.Digest.ToString());
        item.SetMetadata("MediaType", manifest.MediaType);
        item.SetMetadata("RuntimeIdentifier", manifest.RuntimeIdentifier);
        return item;
    }

    private static TaskItem Describe(DeliveredDocument document)
    {
        var item = new TaskItem(document.Path);
        item.SetMetadata("Kind", document.Kind);
        item.SetMetadata("Image", document.Image);
        item.SetMetadata("ImageDigest", document.ImageDigest.ToString());
        item.SetMetadata("ArtifactDigest", document.Artifact);
        return item;
    }

    private static TaskItem Describe(GeneratedImage image)
    {
        var item = new TaskItem("GeneratedContainer");
        item.SetMetadata("Manifest", image.Manifest);
        item.SetMetadata("Configuration", image.Configuration);
        item.SetMetadata("ManifestDigest", image.Digest.ToString());
        item.SetMetadata("ManifestMediaType", image.MediaType);
        return item;
    }
}
