namespace OpenShift.NET.Sdk.Manifests.Probes;

/// <summary>What a health endpoint tells.</summary>
public enum HealthEndpointKind
{
    /// <summary>Everything in one answer, dependencies included (<c>/health</c>, <c>/healthz</c> without a filter).</summary>
    General,

    /// <summary>Whether the process works (<c>/livez</c>, <c>/alive</c>).</summary>
    Liveness,

    /// <summary>Whether requests can be served (<c>/readyz</c>).</summary>
    Readiness,

    /// <summary>Whether the start is over (<c>/startupz</c>).</summary>
    Startup,
}
