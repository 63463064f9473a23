using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Probes;

/// <summary>One probe as the manifests get it. <see cref="ProbeAction.File"/> has become a command.</summary>
/// <param name="Kind">Which probe.</param>
/// <param name="Action">How it asks: HttpGet, TcpSocket, Grpc or Exec.</param>
/// <param name="Reason">Why it is so, for the reader of the YAML.</param>
internal sealed record PlannedProbe(ProbeKind Kind, ProbeAction Action, string Reason)
{
    public string? Path { get; init; }

    public int Port { get; init; }

    public bool Tls { get; init; }

    public string? Service { get; init; }

    public ImmutableArray<string> Command { get; init; } = [];

    public int? InitialDelaySeconds { get; init; }

    public int PeriodSeconds { get; init; }

    public int TimeoutSeconds { get; init; }

    public int FailureThreshold { get; init; }
}
