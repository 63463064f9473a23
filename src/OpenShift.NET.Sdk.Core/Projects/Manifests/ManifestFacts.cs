using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Manifests;

/// <summary>What the project wants of its manifests.</summary>
public sealed record ManifestFacts
{
    /// <summary><c>OpenShiftManifests</c>: whether an OpenShift Template is written.</summary>
    public bool Template { get; init; } = true;

    /// <summary><c>OpenShiftManifests</c>: whether plain Kubernetes files are written.</summary>
    public bool Kubernetes { get; init; } = true;

    /// <summary><c>OpenShiftManifests</c>: whether a Helm chart is written.</summary>
    public bool Helm { get; init; }

    /// <summary>Whether any manifests are written.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWanted => Template || Kubernetes || Helm;

    /// <summary><c>OpenShiftManifestDirectory</c>: full path of the folder that gets a copy of the files.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Full paths of hand-written files (the project's folder <c>openshift</c>), ordered.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary><c>OpenShiftName</c>: name of the objects, a DNS label (RFC 1123).</summary>
    public string Name { get; init; } = "";

    /// <summary><c>OpenShiftPartOf</c>, for <c>app.kubernetes.io/part-of</c>.</summary>
    public string? PartOf { get; init; }

    /// <summary><c>OpenShiftManifestImage</c>: image reference the pods use; <see langword="null"/> for the one just built, by digest.</summary>
    public string? Image { get; init; }

    /// <summary><c>OpenShiftWorkload</c>: what runs the pods.</summary>
    public WorkloadKind Workload { get; init; }

    /// <summary><c>OpenShiftSchedule</c>: when a CronJob runs the application; <see langword="null"/> for none.</summary>
    public string? Schedule { get; init; }

    /// <summary><c>OpenShiftReplicas</c>.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary><c>OpenShiftMaxReplicas</c>: above <see cref="Replicas"/> a HorizontalPodAutoscaler is written; <see langword="null"/> for none.</summary>
    public int? MaxReplicas { get; init; }

    /// <summary><c>OpenShiftMemoryRequest</c>, a Kubernetes quantity.</summary>
    public string MemoryRequest { get; init; } = "128Mi";

    /// <summary><c>OpenShiftMemoryLimit</c>, a Kubernetes quantity.</summary>
    public string MemoryLimit { get; init; } = "256Mi";

    /// <summary><c>OpenShiftCpuRequest</c>, a Kubernetes quantity.</summary>
    public string CpuRequest { get; init; } = "100m";

    /// <summary><c>OpenShiftCpuLimit</c>, a Kubernetes quantity; <see langword="null"/> for none, which lets a pod use what is free.</summary>
    public string? CpuLimit { get; init; }

    /// <summary><c>OpenShiftRoute</c>: whether the port is reachable from outside the cluster (Route, Ingress).</summary>
    public bool Route { get; init; } = true;

    /// <summary><c>OpenShiftHost</c>: host name of Route and Ingress; <see langword="null"/> lets the Route's router choose.</summary>
    public string? Host { get; init; }

    /// <summary><c>OpenShiftImageStream</c>: whether an ImageStream is written and the Deployment follows it.</summary>
    public bool ImageStream { get; init; }

    /// <summary><c>OpenShiftNetworkPolicy</c>: whether a NetworkPolicy is written.</summary>
    public bool NetworkPolicy { get; init; } = true;

    /// <summary><c>OpenShiftServiceAccount</c>: an existing ServiceAccount; <see langword="null"/> for one of its own.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary><c>OpenShiftStorageClass</c>; <see langword="null"/> for the cluster's default.</summary>
    public string? StorageClass { get; init; }

    /// <summary><c>OpenShiftTerminationGracePeriod</c>, seconds; <see langword="null"/> to derive it from the host's shutdown timeout.</summary>
    public int? TerminationGracePeriodSeconds { get; init; }

    /// <summary>The settings that may be changed from outside, ordered by name.</summary>
    public ImmutableArray<SettingFact> Settings { get; init; } = [];

    /// <summary>The host names that ASP.NET Core's host filtering answers to (<c>AllowedHosts</c> of the settings files, split at <c>;</c>); none or <c>*</c> for every one. HTTP probes have to name one of them.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary><c>OpenShiftProbe</c> items.</summary>
    public ImmutableArray<ProbeFact> Probes { get; init; } = [];
}
