using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1103_DeclaredVolumesAreMounted;

/// <summary>OSC1103.</summary>
[Rule(
    "OSC1103",
    "Folders for data are mounted in the manifests",
    Basic = Severity.Warning,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Mount a volume there: add it to volumeMounts, for what must survive the pod with a persistentVolumeClaim (ReadWriteMany, else with 'strategy: { type: Recreate }').")]
public sealed class DeclaredVolumesAreMounted : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            foreach ((string path, VolumeKind kind, string source) in Declared(publication))
            {
                ContainerMount? mount = container.Mounts.Where(m => m.Holds(path)).MaxBy(static m => m.Path.Length);
                string? seen = mount is null ? $"has no volume at {path} ({source}), so what is written there is lost with the container, or cannot be written under a read-only root"
                    : mount.IsReadOnly ? $"mounts {path} ({source}) read-only, so nothing can be written there"
                    : kind == VolumeKind.Claim && mount.IsEmptyDir ? $"mounts an emptyDir at {path} ({source}), so its data is lost with the pod"
                    : null;
                if (seen is not null)
                {
                    yield return Finding.Violation(Location.OfContainer(container, mount?.Root.Mark ?? default, scope: "volumeMounts" + path), seen) with { AtMost = mount is null ? Severity.Warning : null };
                }
            }
        }
    }

    private static IEnumerable<(string Path, VolumeKind Kind, string Source)> Declared(Publication publication)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (WritablePath writable in publication.Project?.Image.WritablePaths ?? [])
        {
            string path = ImagePath.Normalize(writable.Path);
            if (writable.Volume != VolumeKind.None && paths.Add(path))
            {
                yield return (path, writable.Volume, $"OpenShiftWritablePath, Volume={writable.Volume}");
            }
        }

        foreach (string volume in publication.Config.Config.Volumes?.Keys ?? [])
        {
            string path = ImagePath.Normalize(volume);
            if (paths.Add(path))
            {
                yield return (path, VolumeKind.EmptyDir, "volume of the image");
            }
        }
    }
}
