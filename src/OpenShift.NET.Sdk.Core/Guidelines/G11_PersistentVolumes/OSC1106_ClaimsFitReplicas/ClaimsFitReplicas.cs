using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1106_ClaimsFitReplicas;

/// <summary>OSC1106.</summary>
[Rule(
    "OSC1106",
    "A volume for one node is not shared by several pods",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Use the access mode ReadWriteMany (AccessMode of OpenShiftWritablePath), a StatefulSet with volumeClaimTemplates, or one replica.",
    ImageFix = "Use the access mode ReadWriteMany, a StatefulSet with volumeClaimTemplates, or one replica.")]
public sealed class ClaimsFitReplicas : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (Workload workload in workloads.Workloads.Where(static w => w.Kind is "Deployment" or "ReplicaSet" or "DeploymentConfig" or "DaemonSet" or "ReplicationController"))
        {
            foreach (YamlMapping volume in workload.PodSpec.ItemsAt("volumes").OfType<YamlMapping>())
            {
                if (volume.TextAt("persistentVolumeClaim", "claimName") is { } name && Judge(workload, volume, name, workloads) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Finding? Judge(Workload workload, YamlMapping volume, string name, WorkloadSet workloads)
    {
        var where = Location.OfManifest(workload.Object, volume.Mark, $"volume {volume.TextAt("name")}", $"volumes/{volume.TextAt("name")}");
        long pods = workloads.MostPods(workload);
        bool several = pods > 1 || workload.Kind == "DaemonSet";
        if (workloads.Find(workload.Object, "PersistentVolumeClaim", name) is not { } claim)
        {
            return several && (volume.At("persistentVolumeClaim", "readOnly") as YamlScalar)?.AsBoolean() != true
                ? Finding.CouldNotTell(where, $"is the claim '{name}', which is not in the manifests, so whether several pods can share it is not known")
                : null;
        }

        string[] modes = [.. claim.Root.ItemsAt("spec", "accessModes").OfType<YamlScalar>().Select(static m => m.Text)];
        if (modes.Length == 0 || modes.Any(static m => m is not ("ReadWriteOnce" or "ReadWriteOncePod")))
        {
            return null;
        }

        if (several)
        {
            string count = workload.Kind == "DaemonSet" ? "a pod on every node" : FormattableString.Invariant($"up to {pods} pods");
            return Finding.Violation(where, $"is the claim '{name}' with the access mode {modes[0]}, and {workload.Kind}/{workload.Object.Name} has {count}; those on another node do not start");
        }

        string? strategy = workload.Object.Root.TextAt("spec", "strategy", "type");
        return workload.Kind is "Deployment" or "DeploymentConfig" && strategy != "Recreate"
            ? Finding.Violation(where, $"is the claim '{name}' with the access mode {modes[0]}, and the strategy is {strategy ?? "the default, a rolling one"}: a rollout waits for a new pod on another node, which waits for the volume") with
            {
                AtMost = Severity.Warning,
                Fix = "Set 'strategy: { type: Recreate }'.",
            }
            : null;
    }
}
