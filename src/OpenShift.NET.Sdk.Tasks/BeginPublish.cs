using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Makes the project's folders this publish's own, or all of a solution; waits while another publish of it runs.</summary>
public sealed class BeginPublish : StageTask
{
    /// <summary>Full path of the file that is locked.</summary>
    [Required]
    public string LockFile { get; set; } = "";

    /// <summary>What tells this publish from others in the same build.</summary>
    [Required]
    public string Owner { get; set; } = "";

    /// <summary>Whether the lock is for filling the publish folder only.</summary>
    public bool OnlyCopies { get; set; }

    /// <summary>Whether the lock is one of a solution's publish, which holds several.</summary>
    public bool KeepsAlive { get; set; }

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Begin, Facts = [], LockFile = LockFile, Owner = Owner, OnlyCopies = OnlyCopies, KeepsAlive = KeepsAlive, BuildProcess = Environment.ProcessId };
}
