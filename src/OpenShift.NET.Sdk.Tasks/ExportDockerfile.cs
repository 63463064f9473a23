using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Writes the Dockerfile and the build context that give the checked image, one folder a platform where there are several.</summary>
public sealed class ExportDockerfile : StageTask
{
    /// <summary>Facts files of the images, one a platform.</summary>
    [Required]
    public ITaskItem[] Facts { get; set; } = [];

    /// <summary>Whether the images are of several platforms.</summary>
    public bool SeveralPlatforms { get; set; }

    /// <summary>Full path of the user's folder.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>Full paths of the Dockerfiles.</summary>
    [Output]
    public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override StageRequest? CreateRequest() => Facts.Length == 0
        ? null
        : new StageRequest { Stage = Stage.Export, Facts = [.. Facts.Select(static f => f.ItemSpec)], SeveralPlatforms = SeveralPlatforms, Directory = Directory };

    /// <inheritdoc/>
    protected override void Take(StageResult result) => Files = [.. result.Names.Select(static n => new TaskItem(n))];
}
