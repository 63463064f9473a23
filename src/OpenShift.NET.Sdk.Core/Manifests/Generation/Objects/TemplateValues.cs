using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>References to the parameters of a Template: <c>${NAME}</c> is put in as text, <c>${{NAME}}</c> as what it is.</summary>
internal sealed class TemplateValues(WorkloadPlan workload) : ManifestValues
{
    public override bool AnyCluster => false;

    public override string Name => Text(ParameterNames.Name);

    public override string Image => Text(ParameterNames.Image);

    public override YamlScalar Replicas => Bare(ParameterNames.Replicas);

    public override YamlScalar MaxReplicas => Bare(ParameterNames.MaxReplicas);

    public override string Schedule => Text(ParameterNames.Schedule);

    public override string MemoryRequest => Text(ParameterNames.MemoryRequest);

    public override string MemoryLimit => Text(ParameterNames.MemoryLimit);

    public override string CpuRequest => Text(ParameterNames.CpuRequest);

    public override string? CpuLimit => workload.Wishes.CpuLimit is null ? null : Text(ParameterNames.CpuLimit);

    public override string? Host => Text(ParameterNames.RouteHost);

    public override string StorageSize(WorkloadMount mount) => Text(ParameterNames.StorageSize(mount));

    public override string? Setting(WorkloadSetting setting) => setting.Parameter is { } parameter ? Text(parameter) : null;

    private static string Text(string parameter) => $"${{{parameter}}}";

    private static string Bare(string parameter) => $"${{{{{parameter}}}}}";
}
