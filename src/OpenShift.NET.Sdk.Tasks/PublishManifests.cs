using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Delivery;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Puts manifests that have passed Check into the user's folder; those of several platforms name the index over the images.</summary>
public sealed class PublishManifests : StageTask
{
    /// <summary>Facts files of the images, one a platform.</summary>
    [Required]
    public ITaskItem[] Facts { get; set; } = [];

    /// <summary>Folder of the outer build's intermediate files when the images go under one index; empty for one image by itself.</summary>
    public string IndexFolder { get; set; } = "";

    /// <summary>Full path of the user's folder.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>Full paths of the files.</summary>
    [Output]
    public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override async System.Threading.Tasks.Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (Facts.Length == 0)
        {
            return;
        }

        var stage = new ManifestStage();
        ProjectFacts[] facts = [.. Facts.Select(f => ReadFacts(f.ItemSpec))];
        StageFolder folder = IndexFolder.Length == 0 ? StageFolder.OfFacts(Facts[0].ItemSpec) : new StageFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(IndexFolder)));
        if (IndexFolder.Length > 0)
        {
            var images = ImmutableArray.CreateBuilder<DeliverableImage>();
            for (int i = 0; i < facts.Length; i++)
            {
                images.Add(await DeliverableImage.OpenAsync(facts[i], StageFolder.OfFacts(Facts[i].ItemSpec), cancellationToken).ConfigureAwait(false));
            }

            await stage.RunSeveralAsync(images.ToImmutable(), folder, cancellationToken).ConfigureAwait(false);
        }

        ImmutableArray<string> files = await stage.CopyAsync(folder, Directory, cancellationToken).ConfigureAwait(false);
        Files = [.. files.Select(static f => new TaskItem(f))];
        if (!files.IsEmpty)
        {
            Log.LogMessage(MessageImportance.High, "OpenShift: manifests in {0} ({1})", Directory, Summary(facts[0]));
        }
    }

    private static string Summary(ProjectFacts facts) => facts.Manifests switch
    {
        { Template: true, Kubernetes: true } => "template.yaml, kubernetes/, SETTINGS.md",
        { Template: true } => "template.yaml, SETTINGS.md",
        _ => "kubernetes/, SETTINGS.md",
    };
}
