using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Publishing.Sessions;

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
    protected override StageRequest? CreateRequest() => Facts.Length == 0
        ? null
        : new StageRequest { Stage = Stage.PublishManifests, Facts = [.. Facts.Select(static f => f.ItemSpec)], IndexFolder = IndexFolder, Directory = Directory };

    /// <inheritdoc/>
    protected override void Take(StageResult result) => Files = [.. result.Names.Select(static n => new TaskItem(n))];
}
