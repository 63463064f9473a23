using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1312_NoSetUidFiles;

/// <summary>OSC1312.</summary>
[Rule(
    "OSC1312",
    "No file gives its caller another user, group or capability",
    Basic = Severity.None,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Remove the set-uid and set-gid bits and the capabilities; they have no effect under restricted-v2, which forbids gaining privileges.")]
public sealed class NoSetUidFiles : Rule
{
    private const int SetUid = 0b100_000_000_000;
    private const int SetGid = 0b010_000_000_000;
    private const string Capabilities = "has file capabilities";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        HashSet<string> started = [.. StartedWithCapabilities.Of(publication).Select(static f => f.Path)];
        foreach (FileVersion file in publication.Files.Visible)
        {
            // What the container starts is OSC0408's.
            if (What(file.File) is { } what && !(what == Capabilities && started.Contains(file.Path)))
            {
                // Every general-purpose base has a handful (su, mount, passwd). Said in the same words, they are reported as one.
                yield return Finding.Violation(Location.OfFile(publication.Files, file), file.Origin == Origin.Base ? what : $"{what} ({PermissionText.Of(file.File)})") with
                {
                    Fix = what == Capabilities && file.File.HasEffectiveCapabilities ? "Remove the capabilities (setcap -r); under restricted-v2, which drops them all, Linux refuses to execute the file." : null,
                };
            }
        }
    }

    // On a folder set-gid only passes the group on to new files.
    private static string? What(LayerFile file) => file switch
    {
        { Kind: not FileKind.File } => null,
        _ when (file.Mode & SetUid) != 0 => "is set-uid",
        _ when (file.Mode & SetGid) != 0 => "is set-gid",
        { HasCapabilities: true } => Capabilities,
        _ => null,
    };
}
