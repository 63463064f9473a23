using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Manifests.Probes;

/// <summary>What the compiled code says about probing and ending the application.</summary>
public sealed record ProbeFindings
{
    /// <summary>Nothing found.</summary>
    public static ProbeFindings None { get; } = new();

    /// <summary>The health endpoints, in the order they are mapped; the first of a kind counts.</summary>
    public ImmutableArray<ProbeEndpoint> Endpoints { get; init; } = [];

    /// <summary>Those that a setting or the environment leaves out, which a probe must not ask.</summary>
    public ImmutableArray<AbsentEndpoint> Absent { get; init; } = [];

    /// <summary>Whether the application speaks HTTP/2 without negotiation only (cleartext gRPC), which no HTTP probe does.</summary>
    public bool Http2Only { get; init; }

    /// <summary>Whether it answers the gRPC health protocol (<c>grpc.health.v1</c>).</summary>
    public bool GrpcHealth { get; init; }

    /// <summary>Whom that protocol's service asks before it answers.</summary>
    public HealthScope GrpcScope { get; init; }

    /// <summary>What the code says about listening.</summary>
    public ListeningCode Listening { get; init; } = ListeningCode.None;

    /// <summary>The ports that speak HTTP/2 without TLS only, where others speak more.</summary>
    public ImmutableArray<int> Http2Ports { get; init; } = [];

    /// <summary>Whether the program comes to its end by itself.</summary>
    public ProgramEnd End { get; init; }

    /// <summary>The host's shutdown timeout in seconds; <see langword="null"/> for the framework's default of 30.</summary>
    public int? ShutdownTimeoutSeconds { get; init; }
}
