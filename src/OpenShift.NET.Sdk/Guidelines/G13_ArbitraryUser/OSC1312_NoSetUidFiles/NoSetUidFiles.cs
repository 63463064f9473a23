using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser;

/// <summary>OSC1312.</summary>
[Rule(
    "OSC1312",
    "No file gives its caller another user, group or capability",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Remove the set-uid and set-gid bits and the capabilities; they have no effect under restricted-v2, which forbids gaining privileges.")]
public sealed class NoSetUidFiles : Rule
{
    private const int SetUid = 0b100_000_000_000;
    private const int SetGid = 0b010_000_000_000;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        FileVersion? firstOfBase = null;
        int ofBase = 0;
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (What(file.File) is not { } what)
            {
                continue;
            }

            if (file.Origin == Origin.App)
            {
                yield return Finding.Violation(Location.OfFile(publication.Files, file), what);
            }
            else
            {
                firstOfBase ??= file;
                ofBase++;
            }
        }

        // Every general-purpose base has a handful (su, mount, passwd): one line says it.
        if (firstOfBase is not null)
        {
            string files = ofBase == 1 ? "1 file that is set-uid, set-gid or has capabilities" : FormattableString.Invariant($"{ofBase} files that are set-uid, set-gid or have capabilities");
            var where = new Location($"Base image {publication.Base?.Name}".TrimEnd(), "base", publication.Project?.PlaceOf("ContainerBaseImage"), Origin.Base);
            yield return Finding.Violation(where, $"has {files}, for example {firstOfBase.Path} ({PermissionText.Of(firstOfBase.File)})") with
            {
                AtMost = Severity.Info,
                Fix = "Nothing needs to be done under restricted-v2, where they have no effect; a smaller base image, for example a chiselled one, has none.",
            };
        }
    }

    // On a folder set-gid only passes the group on to new files.
    private static string? What(LayerFile file) => file switch
    {
        { Kind: not FileKind.File } => null,
        _ when (file.Mode & (SetUid | SetGid)) != 0 => $"is {((file.Mode & SetUid) != 0 ? "set-uid" : "set-gid")} ({PermissionText.Of(file)})",
        { HasCapabilities: true } => "has file capabilities",
        _ => null,
    };
}
