using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The values themselves. A secret has none.</summary>
internal sealed class PlainValues(WorkloadPlan workload) : ManifestValues
{
    public override bool AnyCluster => true;

    public override string Name => workload.Name;

    public override string Image => workload.Image;

    public override YamlScalar Replicas => workload.Wishes.Replicas;

    public override YamlScalar MaxReplicas => workload.Wishes.MaxReplicas ?? workload.Wishes.Replicas;

    public override string Schedule => workload.Wishes.Schedule ?? "";

    public override string MemoryRequest => workload.MemoryRequest;

    public override string MemoryLimit => workload.MemoryLimit;

    public override string CpuRequest => workload.CpuRequest;

    public override string? CpuLimit => workload.Wishes.CpuLimit;

    public override string? Host => workload.Wishes.Host;

    public override string StorageSize(WorkloadMount mount) => mount.Size ?? MountPlanner.DefaultClaimSize;

    public override string? Setting(WorkloadSetting setting) => setting.IsSecret ? null : setting.Fact.Default;
}
