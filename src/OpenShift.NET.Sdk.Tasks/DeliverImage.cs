using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Publishing.Delivery;
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

    /// <summary>Full path of the archive or layout folder; empty when the images went elsewhere.</summary>
    [Output]
    public string ArchivePath { get; set; } = "";

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Deliver, Facts = [.. Facts.Select(static f => f.ItemSpec)], SeveralPlatforms = SeveralPlatforms };

    /// <inheritdoc/>
    protected override void Take(StageResult result)
    {
        Delivered = [.. result.Images.Select(Describe)];
        Configuration = result.Images is [.., { } last] ? last.Configuration : "";
        Names = [.. result.Names.Select(static n => new TaskItem(n))];
        ArchivePath = result.ArchivePath;
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
