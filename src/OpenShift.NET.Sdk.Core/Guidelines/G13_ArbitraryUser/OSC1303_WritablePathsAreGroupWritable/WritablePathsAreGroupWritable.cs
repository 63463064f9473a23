using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Users;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1303_WritablePathsAreGroupWritable;

/// <summary>OSC1303.</summary>
[Rule(
    "OSC1303",
    "What the application writes can be written by any user of group 0",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Declare the folder as <OpenShiftWritablePath Include=\"…\" />, which makes it group 0 and mode 0775.",
    ImageFix = "Give the folder to group 0 with its owner's rights in the Dockerfile: RUN chgrp -R 0 DIR && chmod -R g=u DIR.")]
public sealed class WritablePathsAreGroupWritable : Rule
{
    private const int OwnerWrite = 0b010_000_000;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);

        // Volumes are OSC1107's, but for those the project declares itself.
        var volumes = new HashSet<string>((publication.Config.Config.Volumes?.Keys ?? []).Select(ImagePath.Normalize), StringComparer.Ordinal);
        var judged = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string path, Location where, Severity? atMost) in IntendedPaths.Of(publication))
        {
            if (judged.Add(path))
            {
                bool declared = publication.Project?.Image.WritablePaths.Any(w => ImagePath.Normalize(w.Path) == path) == true;
                foreach (Finding finding in Judge(publication.Files, path, where, atMost))
                {
                    yield return finding.Fix is not null || finding.Outcome != Outcome.Violation ? finding : finding with
                    {
                        Fix = declared
                            ? "Leave the folder to this SDK, which makes it group 0 and mode 0775, and remove what else lays it down."
                            : $"Declare the folder as <OpenShiftWritablePath Include=\"{path}\" />, which makes it group 0 and mode 0775, or name one below /tmp.",
                        ImageFix = $"Give the folder to group 0 with its owner's rights (RUN mkdir -p {path} && chgrp -R 0 {path} && chmod -R g=u {path} in the Dockerfile), or name one below /tmp.",
                    };
                }
            }
        }

        judged.UnionWith(volumes);
        if (OwnedByImageUser(publication, judged) is { } owned)
        {
            yield return owned;
        }
    }

    private static IEnumerable<Finding> Judge(FileTree files, string path, Location where, Severity? atMost)
    {
        EffectiveAccess access = ArbitraryUser.AccessTo(files, path);
        if (access.Exists)
        {
            files.TryResolve(path, out FileVersion? target);
            bool folder = target?.File.Kind == FileKind.Directory;
            if (access.Unknown)
            {
                yield return Finding.CouldNotTell(where, "is governed by an access control list, which decides who may write there");
            }
            else if (!access.Write || !access.Read || (folder && !access.Execute))
            {
                string seen = access.BlockedBy is { } above ? $"cannot be reached by a user of group 0, because of {above}{Permissions(files, above)}" : $"cannot be written by a user of group 0{Permissions(files, target?.Path ?? path)}";
                yield return Finding.Violation(where, seen) with { AtMost = atMost, Fix = access.BlockedBy is null ? null : "Name a folder that everybody can reach, such as /data." };
            }
            else if (folder && atMost is null && Below(files, target!.Path) is { } below)
            {
                yield return Finding.Violation(where, below) with { AtMost = Severity.Warning, Fix = "Give what is in the folder group 0 and mode 0664 (folders 0775), or create it when the application starts." };
            }
        }
        else if (files.Find(path) is null && NearestFolder(files, path) is var parent && ArbitraryUser.AccessTo(files, parent) is { Unknown: false, Write: false })
        {
            yield return Finding.Violation(where, $"does not exist, and a user of group 0 cannot create it in {parent}{Permissions(files, parent)}") with { AtMost = atMost };
        }
    }

    /// <summary>What in a writable folder is not writable itself, such as a database that came with the application.</summary>
    private static string? Below(FileTree files, string folder)
    {
        ImmutableArray<FileVersion> unwritable =
        [
            .. files.Descendants(folder).Where(f => f.File.Kind is FileKind.File or FileKind.Directory
                && ArbitraryUser.AccessTo(files, f.Path) is { Exists: true, Unknown: false, Write: false }),
        ];
        return unwritable.IsEmpty ? null : $"can be written, but not {Count(unwritable.Length)} in it, for example {unwritable[0].Path} ({PermissionText.Of(unwritable[0].File)})";
    }

    /// <summary>Files that an author gave to the image's user: they were meant to be written, and the arbitrary user is another one.</summary>
    private static Finding? OwnedByImageUser(Publication publication, HashSet<string> judged)
    {
        if (UserResolver.Resolve(publication.Config.Config, publication.Files) is not { UserId: > 0 and { } owner })
        {
            return null;
        }

        ImmutableArray<FileVersion> owned =
        [
            .. publication.Files.Visible.Where(f => f is { Origin: Origin.App, File.Kind: FileKind.File or FileKind.Directory }
                && f.File.UserId == owner
                && (f.File.Mode & OwnerWrite) != 0
                && !judged.Contains(f.Path)
                && ArbitraryUser.AccessTo(publication.Files, f.Path) is { Unknown: false, Write: false }),
        ];
        return owned.IsEmpty ? null : Finding.Violation(
            Location.OfFile(publication.Files, owned[0]),
            $"{(owned.Length == 1 ? "belongs" : $"and {Count(owned.Length - 1)} more belong")} to the image's user ({PermissionText.Of(owned[0].File)}), which cannot write there in OpenShift, where the user id is an arbitrary one") with
        {
            AtMost = Severity.Warning,
            Fix = "Declare what is written as <OpenShiftWritablePath Include=\"…\" />; give the rest to user 0.",
            ImageFix = "Copy what is only read without --chown, so that it belongs to user 0, and give what is written to group 0: RUN chgrp -R 0 DIR && chmod -R g=u DIR.",
        };
    }

    private static string NearestFolder(FileTree files, string path)
    {
        string folder = ImagePath.Parent(path);
        while (folder != ImagePath.Root && !files.TryResolve(folder, out _))
        {
            folder = ImagePath.Parent(folder);
        }

        return folder;
    }

    private static string Permissions(FileTree files, string path) => files.Find(path) is { } file ? $" ({PermissionText.Of(file.File)})" : "";

    private static string Count(int count) => count == 1 ? "1 entry" : FormattableString.Invariant($"{count} entries");
}
