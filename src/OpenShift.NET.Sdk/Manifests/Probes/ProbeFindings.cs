using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Manifests.Probes;

/// <summary>What the compiled code says about probing and ending the application.</summary>
public sealed record ProbeFindings
{
    /// <summary>Nothing found.</summary>
    public static ProbeFindings None { get; } = new();

    /// <summary>The health endpoints, in the order they are mapped; the first of a kind counts.</summary>
    public ImmutableArray<HealthEndpoint> Endpoints { get; init; } = [];

    /// <summary>Those that a setting or the environment leaves out, which a probe must not ask.</summary>
    public ImmutableArray<AbsentEndpoint> Absent { get; init; } = [];

    /// <summary>Whether the application speaks HTTP/2 without negotiation only (cleartext gRPC), which no HTTP probe does.</summary>
    public bool Http2Only { get; init; }

    /// <summary>Whether it answers the gRPC health protocol (<c>grpc.health.v1</c>).</summary>
    public bool GrpcHealth { get; init; }

    /// <summary>From where the application's host takes where to listen.</summary>
    public ListeningSources Listening { get; init; } = ListeningSources.All;

    /// <summary>The host's shutdown timeout in seconds; <see langword="null"/> for the framework's default of 30.</summary>
    public int? ShutdownTimeoutSeconds { get; init; }
}
