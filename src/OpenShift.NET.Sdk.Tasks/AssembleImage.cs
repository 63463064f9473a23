using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Assembles the image of a facts file as OCI layout beside it.</summary>
public sealed class AssembleImage : StageTask
{
    /// <summary>Full path of the facts file.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <summary>Whether the digest behind the base image's tag is written to the lock file.</summary>
    public bool UpdateLock { get; set; }

    /// <summary>Whether the solution that an earlier call has named was restored since, with or without success.</summary>
    public bool LibrariesAreRestored { get; set; }

    /// <summary>Full path of a solution with the common libraries, when it has to be restored before an image can be made; this task is to be called again then. Empty when the image is made.</summary>
    [Output]
    public string LibrarySolution { get; set; } = "";

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Assemble, Facts = [Facts], Update = UpdateLock, LibrariesAreRestored = LibrariesAreRestored };

    /// <inheritdoc/>
    protected override void Take(StageResult result) => LibrarySolution = result.Names.Count > 0 ? result.Names[0] : "";
}
