using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Runs;

/// <summary>A probe of the manifest, asked as the kubelet asks it (Kubernetes, "Configure Liveness, Readiness and Startup Probes").</summary>
public sealed record ProbeRun
{
    /// <summary><c>livenessProbe</c>, <c>readinessProbe</c> or <c>startupProbe</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>httpGet</c>, <c>tcpSocket</c>, <c>grpc</c> or <c>exec</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>What is asked, for people: <c>http://:8080/healthz</c>, <c>tcp :8080</c>, <c>grpc :8080</c>, <c>exec cat /tmp/ready</c>.</summary>
    public string Target { get; init; } = "";

    /// <summary>The port; <see langword="null"/> for exec or when its name is not declared.</summary>
    public int? Port { get; init; }

    /// <summary>The attempts that say something: the first of each outcome and the last.</summary>
    public ImmutableArray<ProbeAttempt> Attempts { get; init; } = [];

    /// <summary>Why it was not asked, one sentence without a full stop: what it asks is not the container; <see langword="null"/> when it was.</summary>
    public string? NotAsked { get; init; }

    /// <summary>When it first succeeded, milliseconds since the start; <see langword="null"/> when it never did.</summary>
    public double? SucceededAfter { get; init; }

    /// <summary>The longest answer after the first success, in milliseconds.</summary>
    public double? SlowestAnswer { get; init; }

    /// <summary>Whether it answered while the container was about to be stopped (<c>preStop</c>); <see langword="null"/> when it was not asked then.</summary>
    public bool? SucceededBeforeStop { get; init; }

    /// <summary><c>timeoutSeconds</c> in milliseconds.</summary>
    public double Timeout { get; init; } = 1000;
}
