using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1305_FilesAreReadable;

/// <summary>OSC1305.</summary>
[Rule(
    "OSC1305",
    "The application's files can be read by any user of group 0",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Give the file group 0 and mode 0644.")]
public sealed class FilesAreReadable : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var blocked = new SortedDictionary<string, int>(StringComparer.Ordinal);
        FileVersion? firstUnknown = null;
        int unknown = 0;
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file is not { Origin: Origin.App, File.Kind: FileKind.File })
            {
                continue;
            }

            EffectiveAccess access = ArbitraryUser.AccessTo(publication.Files, file.Path);
            if (access.BlockedBy is { } folder)
            {
                blocked[folder] = blocked.GetValueOrDefault(folder) + 1;
            }
            else if (access.Unknown)
            {
                firstUnknown ??= file;
                unknown++;
            }
            else if (!access.Read)
            {
                yield return Finding.Violation(Location.OfFile(publication.Files, file), $"has {PermissionText.Of(file.File)}, which does not let a user of group 0 read it");
            }
        }

        if (firstUnknown is not null)
        {
            string others = unknown == 1 ? "is" : FormattableString.Invariant($"and {unknown - 1} more are");
            yield return Finding.CouldNotTell(Location.OfFile(publication.Files, firstUnknown), $"{others} governed by an access control list, which decides who may read");
        }

        // One closed folder makes any number of files unreadable; it is the folder that wants mending.
        foreach ((string path, int count) in blocked)
        {
            if (publication.Files.Find(path) is { } folder)
            {
                string files = count == 1 ? "1 file of the application" : FormattableString.Invariant($"{count} files of the application");
                yield return Finding.Violation(
                    Location.OfFile(publication.Files, folder) with { Origin = Origin.App },
                    $"is a folder with {PermissionText.Of(folder.File)}, which keeps a user of group 0 from {files}") with
                {
                    Fix = "Give the folder group 0 and mode 0755, or put the files elsewhere.",
                };
            }
        }
    }
}
