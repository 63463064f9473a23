using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1104_RootFileSystemIsReadOnly;

/// <summary>OSC1104.</summary>
[Rule(
    "OSC1104",
    "Containers run with a read-only root file system",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Set 'readOnlyRootFilesystem: true' in the container's securityContext and mount an emptyDir at /tmp.")]
public sealed class RootFileSystemIsReadOnly : ManifestRule
{
    // A wish, and nothing that goes wrong with them.
    internal override bool JudgesRepositoryFiles => false;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            if ((container.Root.At("securityContext", "readOnlyRootFilesystem") as YamlScalar)?.AsBoolean() != true)
            {
                yield return Finding.Violation(
                    Location.OfContainer(container, container.Root.At("securityContext", "readOnlyRootFilesystem")?.Mark ?? container.Root.At("securityContext")?.Mark ?? default, scope: "readOnlyRootFilesystem"),
                    "may write anywhere in its root file system that the image's permissions allow");
            }
            else if (!container.Mounts.Any(static m => m.Holds("/tmp") && !m.IsReadOnly))
            {
                yield return Finding.Violation(
                    Location.OfContainer(container, container.Root.EntryOf("volumeMounts")?.Mark ?? default, scope: "volumeMounts/tmp"),
                    "has a read-only root file system and no volume at /tmp, where .NET puts form uploads, temporary files and the sockets of its diagnostics") with
                {
                    Fix = "Add '{ name: tmp, mountPath: /tmp }' to volumeMounts and '{ name: tmp, emptyDir: {} }' to volumes.",
                };
            }
        }
    }
}
