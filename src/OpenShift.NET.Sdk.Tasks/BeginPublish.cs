using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Makes the project's folders this publish's own; waits while another publish of the project runs.</summary>
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

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Begin, Facts = [], LockFile = LockFile, Owner = Owner, OnlyCopies = OnlyCopies };
}
