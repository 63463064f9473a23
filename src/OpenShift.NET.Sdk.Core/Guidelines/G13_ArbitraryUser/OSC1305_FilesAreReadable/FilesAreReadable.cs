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
    Fix = "Give the file to group 0 and let the group read it, in the step that adds it: chgrp 0 FILE && chmod g+r FILE.")]
public sealed class FilesAreReadable : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var application = new ApplicationFiles(publication);
        var blocked = new SortedDictionary<string, (int Count, bool Application)>(StringComparer.Ordinal);
        var unreadable = new Dictionary<(string Permissions, int Layer, string Top, bool Application, bool IsKey), List<FileVersion>>();
        FileVersion? firstUnknown = null;
        int unknown = 0;
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file is not { Origin: Origin.App, File.Kind: FileKind.File } || !(application.Has(file) is var isOwn && (isOwn || ApplicationFiles.MayWant(file))))
            {
                continue;
            }

            EffectiveAccess access = ArbitraryUser.AccessTo(publication.Files, file.Path);
            if (access.BlockedBy is { } folder)
            {
                (int Count, bool Application) known = blocked.GetValueOrDefault(folder);
                blocked[folder] = (known.Count + 1, known.Application || isOwn);
            }
            else if (access.Unknown)
            {
                firstUnknown ??= file;
                unknown++;
            }
            else if (!access.Read)
            {
                var key = (PermissionText.Of(file.File), file.LayerIndex, FilesOfOneCause.TopOf(file.Path), isOwn, CredentialDetection.Classify(file) is not null);
                (unreadable.TryGetValue(key, out List<FileVersion>? files) ? files : unreadable[key] = []).Add(file);
            }
        }

        foreach (((string permissions, _, _, bool isOwn, bool isKey), List<FileVersion> files) in unreadable.OrderBy(static g => g.Value[0].Path, StringComparer.Ordinal))
        {
            var cause = new FilesOfOneCause(files);
            yield return Finding.Violation(
                cause.Where(publication.Files),
                $"{(cause.AreMany ? "have" : "has")} {permissions}, which does not let a user of group 0 read {(cause.AreMany ? "them" : "it")}") with
            {
                AtMost = isOwn ? null : Severity.Warning,

                // Who closed a key did so on purpose, and to open it is no remedy.
                Fix = isKey ? "Leave it out of the image and mount it from a Secret, which the pod's user can read." : FixOf(cause.Target, cause.AreMany),
            };
        }

        if (firstUnknown is not null)
        {
            string others = unknown == 1 ? "is" : FormattableString.Invariant($"and {unknown - 1} more are");
            yield return Finding.CouldNotTell(Location.OfFile(publication.Files, firstUnknown), $"{others} governed by an access control list, which decides who may read");
        }

        // One closed folder makes any number of files unreadable; it is the folder that wants mending.
        foreach ((string path, (int count, bool isOwn)) in blocked)
        {
            if (publication.Files.Find(path) is { } folder)
            {
                string files = count == 1 ? "1 file of the application" : FormattableString.Invariant($"{count} files of the application");
                yield return Finding.Violation(
                    Location.OfFile(publication.Files, folder) with { Origin = Origin.App },
                    $"is a folder with {PermissionText.Of(folder.File)}, which keeps a user of group 0 from {files}") with
                {
                    AtMost = isOwn ? null : Severity.Warning,
                    Fix = folder.Origin == Origin.Base
                        ? "Put the files into a folder that everybody can pass, such as /app; what the base image closed stays closed."
                        : FixOf(path, many: true),
                };
            }
        }
    }

    // Opening a folder alone would only bring the files in it to light.
    private static string FixOf(string path, bool many) => many
        ? $"Give the folder and all below it to group 0 and let the group read, in the step that adds them: chgrp -R 0 {path} && chmod -R g+rX {path}."
        : $"Give the file to group 0 and let the group read it, in the step that adds it: chgrp 0 {path} && chmod g+r {path}.";
}
