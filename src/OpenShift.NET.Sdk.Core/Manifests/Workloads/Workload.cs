using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Workloads;

/// <summary>An object that makes pods: Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob, DeploymentConfig, or a Pod itself.</summary>
public sealed class Workload
{
    private Workload(ManifestObject manifest, YamlMapping pod)
    {
        Object = manifest;
        Pod = pod;
        PodSpec = pod.MappingAt("spec");
        Containers =
        [
            .. PodSpec.ItemsAt("initContainers").OfType<YamlMapping>().Select(c => new WorkloadContainer(this, c, IsInit: true)),
            .. PodSpec.ItemsAt("containers").OfType<YamlMapping>().Select(c => new WorkloadContainer(this, c, IsInit: false)),
        ];
    }

    /// <summary>The object.</summary>
    public ManifestObject Object { get; }

    /// <summary>The pod template, or the Pod itself.</summary>
    public YamlMapping Pod { get; }

    /// <summary>The pods' <c>spec</c>.</summary>
    public YamlMapping PodSpec { get; }

    /// <summary>The containers, init containers first.</summary>
    public ImmutableArray<WorkloadContainer> Containers { get; }

    /// <summary>Kind of the object.</summary>
    public string Kind => Object.Kind;

    /// <summary>The pods' labels.</summary>
    public YamlMapping PodLabels => Pod.MappingAt("metadata", "labels");

    /// <summary>Whether its pods are meant to run until they are stopped.</summary>
    public bool RunsOn => Kind is not ("Job" or "CronJob") && !(Kind == "Pod" && PodSpec.TextAt("restartPolicy") is "Never" or "OnFailure");

    /// <summary>Whether a workload of a kind makes new pods when its pod template is changed; a Job's cannot be, and a Pod is as it was made.</summary>
    public static bool CanBeChanged(string kind) => kind is not ("Job" or "Pod");

    /// <summary>Whether it keeps a number of equal pods that a person or an autoscaler chooses.</summary>
    public bool IsScalable => Kind is "Deployment" or "StatefulSet" or "ReplicaSet" or "ReplicationController" or "DeploymentConfig";

    /// <summary><c>spec.replicas</c>, 1 when it is left out or is no number.</summary>
    public long Replicas => IsScalable ? (Object.Root.At("spec", "replicas") as YamlScalar)?.AsInteger() ?? 1 : 1;

    /// <summary>Name of the service account of the pods.</summary>
    public string ServiceAccount => PodSpec.TextAt("serviceAccountName") ?? PodSpec.TextAt("serviceAccount") ?? "default";

    /// <summary>Reads an object as a workload.</summary>
    public static bool TryRead(ManifestObject manifest, [NotNullWhen(true)] out Workload? workload)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        string group = manifest.ApiVersion.LastIndexOf('/') is var slash and >= 0 ? manifest.ApiVersion[..slash] : "";
        YamlMapping? pod = (manifest.Kind, group) switch
        {
            ("Pod", "") => manifest.Root,
            ("CronJob", "batch") => manifest.Root.MappingAt("spec", "jobTemplate", "spec", "template"),
            ("Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet", "apps" or "extensions") or ("Job", "batch") or ("ReplicationController", "")
                or ("DeploymentConfig", "" or "apps.openshift.io") => manifest.Root.MappingAt("spec", "template"),
            _ => null,
        };
        workload = pod is null ? null : new Workload(manifest, pod);
        return workload is not null;
    }

    /// <summary>The pod's volume of a name; for a StatefulSet's claim template a volume with that claim.</summary>
    public YamlMapping? VolumeOf(string name)
    {
        foreach (YamlNode node in PodSpec.ItemsAt("volumes"))
        {
            if (node is YamlMapping volume && volume.TextAt("name") == name)
            {
                return volume;
            }
        }

        foreach (YamlNode node in Object.Root.ItemsAt("spec", "volumeClaimTemplates"))
        {
            if (node is YamlMapping claim && claim.TextAt("metadata", "name") == name)
            {
                return new YamlMapping([new YamlEntry("volumeClaimTemplate", claim)]) { Mark = claim.Mark };
            }
        }

        return null;
    }
}
