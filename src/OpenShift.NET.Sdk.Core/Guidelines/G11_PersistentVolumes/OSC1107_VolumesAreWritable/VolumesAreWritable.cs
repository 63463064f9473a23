using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1107_VolumesAreWritable;

/// <summary>OSC1107.</summary>
[Rule(
    "OSC1107",
    "The folder of a volume can be written by any user of group 0",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Declare it as <OpenShiftWritablePath Include=\"…\" />, which makes it group 0 and mode 0775 and mounts a volume there; in a Dockerfile, 'chgrp 0' and 'chmod g=u' it.",
    ImageFix = "Before VOLUME in the Dockerfile, RUN chgrp 0 and chmod g=u on the folder.")]
public sealed class VolumesAreWritable : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (string volume in publication.Config.Config.Volumes?.Keys ?? [])
        {
            string path = ImagePath.Normalize(volume);
            if (!volume.StartsWith('/') || IsDeclared(publication, path) || !publication.Files.TryResolve(path, out FileVersion? folder))
            {
                // What the project declares is judged with it (OSC1303). A folder that is not there is made by the container runtime.
                continue;
            }

            bool inherited = publication.Base?.Config.Config.Volumes?.ContainsKey(volume) == true;
            var where = new Location($"Volume {volume}", "volume:" + path, publication.Project?.PlaceOf("OpenShiftWritablePath"), inherited ? Origin.Base : Origin.App);
            EffectiveAccess access = ArbitraryUser.AccessTo(publication.Files, path);
            if (access.Unknown)
            {
                yield return Finding.CouldNotTell(where, "is governed by an access control list, which decides who may write there");
            }
            else if (access.BlockedBy is { } above)
            {
                yield return Finding.Violation(where, $"cannot be reached by a user of group 0, because of {above}{Permissions(publication.Files.Find(above))}") with
                {
                    Fix = "Use a folder that everybody can reach, for example <OpenShiftWritablePath Include=\"/data\" />.",
                    ImageFix = "Use a folder that everybody can reach, for example RUN mkdir -p /data && chgrp 0 /data && chmod g=u /data in the Dockerfile, then VOLUME /data.",
                };
            }
            else if (!access.Write || !access.Read || (folder.File.Kind == FileKind.Directory && !access.Execute))
            {
                yield return Finding.Violation(where, $"cannot be written by a user of group 0{Permissions(folder)} where no volume is mounted") with { AtMost = IsMounted(publication, path) ? Severity.Warning : null };
            }
        }
    }

    // A mounted emptyDir or claim brings owners and modes of its own; whoever runs the image without the manifests meets the folder.
    private static bool IsMounted(Publication publication, string path) =>
        PublishedContainers.Of(publication) is { IsEmpty: false } containers && containers.All(c => c.Mounts.Any(m => !m.IsReadOnly && m.Holds(path)));

    private static bool IsDeclared(Publication publication, string path) => publication.Project?.Image.WritablePaths.Any(w => ImagePath.Normalize(w.Path) == path) ?? false;

    private static string Permissions(FileVersion? file) => file is null ? "" : $" ({PermissionText.Of(file.File)})";
}
