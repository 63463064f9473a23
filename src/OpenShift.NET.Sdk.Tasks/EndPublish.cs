using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Frees the project's folders for the next publish.</summary>
public sealed class EndPublish : StageTask
{
    /// <summary>Full path of the file that is locked.</summary>
    [Required]
    public string LockFile { get; set; } = "";

    /// <summary>What tells this publish from others in the same build.</summary>
    [Required]
    public string Owner { get; set; } = "";

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.End, Facts = [], LockFile = LockFile, Owner = Owner };
}
