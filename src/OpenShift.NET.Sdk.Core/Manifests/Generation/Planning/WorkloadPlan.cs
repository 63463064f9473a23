using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>Every decision about one deployment, taken; the objects only write it down.</summary>
internal sealed record WorkloadPlan
{
    /// <summary>The variable that has ASP.NET Core believe <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>.</summary>
    public const string ForwardedHeaders = "ASPNETCORE_FORWARDEDHEADERS_ENABLED";

    public required ProjectFacts Facts { get; init; }

    public required ExecutionConfig Config { get; init; }

    /// <summary>Name of the application, a DNS label.</summary>
    public required string Name { get; init; }

    /// <summary>Image reference the pods use.</summary>
    public required string Image { get; init; }

    /// <summary>What runs the pods: Deployment, Job or CronJob.</summary>
    public required WorkloadKind Kind { get; init; }

    /// <summary>Whether the pods run to their end.</summary>
    public bool IsJob => Kind is WorkloadKind.Job or WorkloadKind.CronJob;

    public required ImmutableArray<WorkloadPort> Ports { get; init; }

    public required ImmutableArray<WorkloadMount> Mounts { get; init; }

    public required ImmutableArray<WorkloadSetting> Settings { get; init; }

    /// <summary>The variables that the code asks for and the platform gives.</summary>
    public ImmutableArray<GivenVariable> Given { get; init; } = [];

    /// <summary>The applications that are known to call this one.</summary>
    public ImmutableArray<ServiceCaller> Callers { get; init; } = [];

    public required ProbePlan Probes { get; init; }

    /// <summary>Labels of every object besides the selector's, ordered as written.</summary>
    public required ImmutableArray<NamedValue> Labels { get; init; }

    public required string MemoryRequest { get; init; }

    public required string MemoryLimit { get; init; }

    public required string CpuRequest { get; init; }

    /// <summary>Seconds between leaving the Service and the signal to end; 0 for what serves nobody.</summary>
    public required int DrainSeconds { get; init; }

    /// <summary>Seconds from that on until the kernel kills the process.</summary>
    public required int GracePeriodSeconds { get; init; }

    /// <summary>Why the grace period is what it is.</summary>
    public required string GracePeriodReason { get; init; }

    /// <summary>Digest of the settings' defaults, so that new ones roll out; <see langword="null"/> without settings.</summary>
    public required string? SettingsChecksum { get; init; }

    public ManifestFacts Wishes => Facts.Manifests;

    /// <summary>The port Route and Ingress lead to; <see langword="null"/> when nothing is reachable from outside.</summary>
    public WorkloadPort? PublicPort => Wishes.Route ? Ports.FirstOrDefault(p => p.AppProtocol == "http") ?? Ports.FirstOrDefault(p => p.AppProtocol is not null && !p.IsTls) ?? Ports.FirstOrDefault(p => p.IsTls) : null;

    /// <summary>The host name HTTP probes ask for; <see langword="null"/> when the application answers to every one.</summary>
    public string? ProbeHost
    {
        get
        {
            ImmutableArray<string> hosts = Wishes.AllowedHosts.IsDefault ? [] : Wishes.AllowedHosts;
            string? host = hosts.Any(h => h is "*" or "+" or "0.0.0.0" or "[::]") ? null : hosts.FirstOrDefault(h => !h.Contains('*', StringComparison.Ordinal)) ?? hosts.FirstOrDefault();
            return host is ['*', '.', ..] ? string.Concat("probe", host.AsSpan(1)) : host;
        }
    }

    /// <summary>Whether a router in front ends TLS, so that only headers tell the application how it was called.</summary>
    public bool IsBehindProxy => PublicPort is { IsTls: false } && Config.EnvironmentVariable(ForwardedHeaders) is null && !Settings.Any(s => s.Name == ForwardedHeaders);

    public bool Autoscales => !IsJob && Wishes.MaxReplicas > Wishes.Replicas;

    public bool RunsSeveral => !IsJob && (Wishes.Replicas > 1 || Autoscales);

    /// <summary>Whether a claim can be mounted by one node only, so that the old pod must go before the new one comes.</summary>
    public bool MustRecreate => Mounts.Any(m => m.IsExclusive);

    /// <summary>Whether the root file system is read-only: always, unless a folder of the image itself is to be written.</summary>
    public bool ReadOnlyRoot => !Facts.Image.WritablePaths.Any(p => p.Volume == VolumeKind.None);

    public IEnumerable<WorkloadSetting> Values => Settings.Where(s => !s.IsSecret && !s.IsLeftOut);

    public IEnumerable<WorkloadSetting> Secrets => Settings.Where(s => s.IsSecret);

    /// <summary>A label of the image; <see langword="null"/> when it has none.</summary>
    public string? ImageLabel(string name) => Config.Labels?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Name of the application for people.</summary>
    public string DisplayName => ImageLabel("io.k8s.display-name") ?? Facts.Identity.Name;
}
