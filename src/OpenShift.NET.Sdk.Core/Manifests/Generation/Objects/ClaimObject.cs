using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>A PersistentVolumeClaim (Kubernetes API, core/v1).</summary>
internal static class ClaimObject
{
    public static YamlMapping Make(WorkloadPlan workload, ManifestValues values, WorkloadMount mount) => new MappingBuilder
    {
        { "apiVersion", "v1" },
        { "kind", "PersistentVolumeClaim" },
        { "metadata", Metadata.Of(workload, values, values.ClaimName(mount)) },
        {
            "spec", new MappingBuilder
            {
                { "accessModes", [new YamlScalar(mount.AccessMode)], $"{mount.Reason} AccessMode" },
                { "storageClassName", workload.Wishes.StorageClass, "OpenShiftStorageClass" },
                {
                    "resources", new MappingBuilder
                    {
                        { "requests", new MappingBuilder { { "storage", values.StorageSize(mount), $"{mount.Reason} Size; a claim can grow, never shrink." } } },
                    }
                },
            }
        },
    };
}
