namespace OpenShift.NET.Sdk.Projects.Manifests;

/// <summary>Which probe (Kubernetes, Pod lifecycle, container probes).</summary>
public enum ProbeKind
{
    /// <summary>Whether the container is to be restarted.</summary>
    Liveness,

    /// <summary>Whether it gets requests.</summary>
    Readiness,

    /// <summary>Whether it has started; the other two wait for it.</summary>
    Startup,
}
