using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The HorizontalPodAutoscaler (Kubernetes API, autoscaling/v2). It looks at CPU: .NET's heap does not shrink with the load.</summary>
internal static class AutoscalerObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values) => !workload.Autoscales
        ? null
        : new MappingBuilder
        {
            { "apiVersion", "autoscaling/v2" },
            { "kind", "HorizontalPodAutoscaler" },
            { "metadata", Metadata.Of(workload, values, values.Name) },
            {
                "spec", new MappingBuilder
                {
                    { "scaleTargetRef", new MappingBuilder { { "apiVersion", "apps/v1" }, { "kind", "Deployment" }, { "name", values.Name } } },
                    { "minReplicas", values.Replicas, "OpenShiftReplicas" },
                    { "maxReplicas", values.MaxReplicas, "OpenShiftMaxReplicas" },
                    {
                        "metrics",
                        [
                            new MappingBuilder
                            {
                                { "type", "Resource" },
                                {
                                    "resource", new MappingBuilder
                                    {
                                        { "name", "cpu" },
                                        { "target", new MappingBuilder { { "type", "Utilization" }, { "averageUtilization", 75, "Percent of the CPU request." } } },
                                    }
                                },
                            }.Build(),
                        ]
                    },
                }
            },
        };
}
