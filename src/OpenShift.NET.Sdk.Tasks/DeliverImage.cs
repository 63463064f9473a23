using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
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
        var stage = new DeliverStage(new ProcessEnvironment());
        ProjectFacts[] facts = [.. Facts.Select(f => ReadFacts(f.ItemSpec))];
        StageFolder[] folders = [.. Facts.Select(f => StageFolder.OfFacts(f.ItemSpec))];
        using DeliveryLookahead? ahead = TakeOver<DeliveryLookahead>(Facts[0].ItemSpec);
        DeliveryResult result = (SeveralPlatforms ? null : await stage.TryLeaveAsync(facts[0], folders[0], ahead, cancellationToken).ConfigureAwait(false))
            ?? await DeliverAsync(stage, facts, folders, cancellationToken).ConfigureAwait(false);
        Delivered = [.. folders.Select(f => Describe(GeneratedImage.Read(f)))];
        Names = [.. result.Names.Select(n => new TaskItem(n))];
        ArchivePath = result.ArchivePath ?? "";
        Log.LogMessage(MessageImportance.High, "{0}", result.Message);
    }

    private async System.Threading.Tasks.Task<DeliveryResult> DeliverAsync(DeliverStage stage, ProjectFacts[] facts, StageFolder[] folders, CancellationToken cancellationToken)
    {
        var images = ImmutableArray.CreateBuilder<DeliverableImage>();
        for (int i = 0; i < facts.Length; i++)
        {
            images.Add(await DeliverableImage.OpenAsync(facts[i], folders[i], cancellationToken).ConfigureAwait(false));
        }

        PlatformIndex? index = SeveralPlatforms ? PlatformIndex.Of(images.Select(i => i.Image)) : null;
        return await stage.RunAsync(images.ToImmutable(), index, cancellationToken).ConfigureAwait(false);
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
