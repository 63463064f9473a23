using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The PodDisruptionBudget (Kubernetes API, policy/v1): nodes are drained one pod at a time and are never held up, not even by pods that do not work.</summary>
internal static class DisruptionBudgetObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values) => !workload.RunsSeveral
        ? null
        : new MappingBuilder
        {
            { "apiVersion", "policy/v1" },
            { "kind", "PodDisruptionBudget" },
            { "metadata", Metadata.Of(workload, values, values.Name) },
            {
                "spec", new MappingBuilder
                {
                    { "maxUnavailable", 1, "With minAvailable equal to the replicas no node could ever be drained." },
                    { "unhealthyPodEvictionPolicy", "AlwaysAllow" },
                    { "selector", new MappingBuilder { { "matchLabels", Metadata.Selector(workload, values) } } },
                }
            },
        };
}
