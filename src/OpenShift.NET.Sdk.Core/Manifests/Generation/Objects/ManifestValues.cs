using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The values of the objects that people change: in a Template its parameters, in plain files the values themselves.</summary>
internal abstract class ManifestValues
{
    /// <summary>Whether the objects are for any Kubernetes cluster, not for OpenShift alone.</summary>
    public abstract bool AnyCluster { get; }

    /// <summary>Name of the deployment and beginning of every object's name.</summary>
    public abstract string Name { get; }

    public abstract string Image { get; }

    public abstract YamlScalar Replicas { get; }

    public abstract YamlScalar MaxReplicas { get; }

    /// <summary>When a CronJob runs.</summary>
    public abstract string Schedule { get; }

    public abstract string MemoryRequest { get; }

    public abstract string MemoryLimit { get; }

    public abstract string CpuRequest { get; }

    /// <summary>CPU limit; <see langword="null"/> for none.</summary>
    public abstract string? CpuLimit { get; }

    /// <summary>Host name of Route and Ingress; <see langword="null"/> for none.</summary>
    public abstract string? Host { get; }

    public abstract string StorageSize(WorkloadMount mount);

    /// <summary>A setting's value; <see langword="null"/> when there is none.</summary>
    public abstract string? Setting(WorkloadSetting setting);

    public string SettingsName => $"{Name}-settings";

    public string SecretName => $"{Name}-secrets";

    public string ClaimName(WorkloadMount mount) => $"{Name}-{mount.Name}";
}
