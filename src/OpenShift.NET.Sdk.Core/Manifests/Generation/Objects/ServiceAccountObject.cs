using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The ServiceAccount (Kubernetes API, core/v1), one of the application's own without a token in its pods.</summary>
internal static class ServiceAccountObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values) => workload.Wishes.ServiceAccount is not null
        ? null
        : new MappingBuilder
        {
            { "apiVersion", "v1" },
            { "kind", "ServiceAccount" },
            { "metadata", Metadata.Of(workload, values, values.Name) },
            { "automountServiceAccountToken", false },
        };
}
