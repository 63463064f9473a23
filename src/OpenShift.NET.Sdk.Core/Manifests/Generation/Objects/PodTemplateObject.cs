using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The pod template (Kubernetes API, core/v1) of a Deployment, a Job or a CronJob.</summary>
internal static class PodTemplateObject
{
    public static YamlMapping Make(WorkloadPlan workload, ManifestValues values) => new MappingBuilder
    {
        {
            "metadata", new MappingBuilder
            {
                { "labels", Metadata.Labels(workload, values) },
                { "annotations", PodAnnotations(workload) },
            }
        },
        { "spec", PodSpec(workload, values) },
    };

    private static YamlMapping? PodAnnotations(WorkloadPlan workload) => workload.SettingsChecksum is not { } checksum
        ? null
        : new MappingBuilder
        {
            { "checksum/settings", checksum, "Of the settings' defaults: new ones roll out. After changing the ConfigMap by hand: oc rollout restart." },
        };

    private static YamlMapping PodSpec(WorkloadPlan workload, ManifestValues values) => new MappingBuilder
    {
        { "restartPolicy", workload.IsJob ? "OnFailure" : null },
        { "serviceAccountName", workload.Wishes.ServiceAccount ?? values.Name, "OpenShiftServiceAccount" },
        { "automountServiceAccountToken", false },
        // Variables named after the namespace's Services would be configuration to .NET.
        { "enableServiceLinks", false },
        {
            "securityContext", new MappingBuilder
            {
                { "runAsNonRoot", true },
                { "seccompProfile", new MappingBuilder { { "type", "RuntimeDefault" } } },
            },
            "No user, group or fsGroup here: OpenShift gives each namespace its own (restricted-v2) and refuses others."
            + (values.AnyCluster && workload.Mounts.Any(m => m.IsClaim) ? "\nOther clusters may need an fsGroup for the claim to be writable; add it there." : "")
        },
        { "terminationGracePeriodSeconds", workload.GracePeriodSeconds, workload.GracePeriodReason },
        { "topologySpreadConstraints", workload.RunsSeveral ? [Spread(workload, values, "topology.kubernetes.io/zone"), Spread(workload, values, "kubernetes.io/hostname")] : (IEnumerable<YamlNode>)[] },
        { "containers", [ContainerObject.Make(workload, values)] },
        { "volumes", workload.Mounts.Select(m => Volume(m, values)) },
    };

    private static YamlMapping Spread(WorkloadPlan workload, ManifestValues values, string key) => new MappingBuilder
    {
        { "maxSkew", 1 },
        { "topologyKey", key },
        { "whenUnsatisfiable", "ScheduleAnyway" },
        { "labelSelector", new MappingBuilder { { "matchLabels", Metadata.Selector(workload, values) } } },
    };

    private static YamlMapping Volume(WorkloadMount mount, ManifestValues values) => mount.IsClaim
        ? new MappingBuilder
        {
            { "name", mount.Name },
            { "persistentVolumeClaim", new MappingBuilder { { "claimName", values.ClaimName(mount) } } },
        }
        : new MappingBuilder
        {
            { "name", mount.Name },
            { "emptyDir", new MappingBuilder { { "sizeLimit", mount.Size } } },
        };
}
