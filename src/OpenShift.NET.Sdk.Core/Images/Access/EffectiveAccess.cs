namespace OpenShift.NET.Sdk.Images.Access;

/// <summary>What a process may do with a path.</summary>
/// <param name="Exists">Whether there is anything.</param>
/// <param name="Read">May read it (list it, for a folder).</param>
/// <param name="Write">May write it (create and delete in it, for a folder).</param>
/// <param name="Execute">May execute it (pass through it, for a folder).</param>
/// <param name="Unknown">An access control list decides, which the mode bits do not describe: rules must not report.</param>
/// <param name="BlockedBy">The folder above that cannot be passed, when that is the reason.</param>
public sealed record EffectiveAccess(bool Exists, bool Read, bool Write, bool Execute, bool Unknown = false, string? BlockedBy = null)
{
    /// <summary>Nothing is at the path.</summary>
    public static EffectiveAccess Missing { get; } = new(false, false, false, false);
}
