using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>How the finished image is run on this machine before it is delivered.</summary>
public sealed record ProveFacts
{
    /// <summary><c>OpenShiftProve</c>.</summary>
    public ProveWhen When { get; init; }

    /// <summary>Whether the image is to be run on this machine, where it can.</summary>
    public bool IsWanted() => When != ProveWhen.Never;

    /// <summary><c>OpenShiftProveEngine</c>: <c>Auto</c>, <c>Sandbox</c>, <c>Podman</c>, <c>Docker</c>, <c>InPlace</c>.</summary>
    public string Engine { get; init; } = "Auto";

    /// <summary><c>OpenShiftProveTimeoutSeconds</c>: how long the application may take until it is ready.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary><c>OpenShiftProveSetting</c> items: variables of the run alone. The values may be secrets.</summary>
    public ImmutableArray<NamedValue> Settings { get; init; } = [];

    /// <summary><c>OpenShiftProveService</c> items, ordered by name.</summary>
    public ImmutableArray<ProveService> Services { get; init; } = [];
}
