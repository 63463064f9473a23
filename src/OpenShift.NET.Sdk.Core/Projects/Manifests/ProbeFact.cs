using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Manifests;

/// <summary>One <c>OpenShiftProbe</c> item. A member that is <see langword="null"/> is left to this SDK.</summary>
/// <param name="Kind">Which probe.</param>
public sealed record ProbeFact(ProbeKind Kind)
{
    /// <summary>How it asks.</summary>
    public ProbeAction Action { get; init; }

    /// <summary>Path of an HTTP probe, for example <c>/healthz</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Port; <see langword="null"/> for the first the application listens on.</summary>
    public int? Port { get; init; }

    /// <summary>Whether an HTTP probe asks over TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>Name of the gRPC health service; <see langword="null"/> for the server as a whole.</summary>
    public string? Service { get; init; }

    /// <summary>Command of an exec probe; for a file probe the file's path alone.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Seconds before the first probe.</summary>
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Seconds between probes.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>Seconds until a probe counts as failed; for a file probe the greatest age of the file.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Failures in a row until the probe fails.</summary>
    public int? FailureThreshold { get; init; }
}
