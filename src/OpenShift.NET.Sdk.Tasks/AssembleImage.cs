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

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Assemble, Facts = [Facts], Update = UpdateLock };
}
