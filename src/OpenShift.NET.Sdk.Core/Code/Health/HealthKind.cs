namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>What a health endpoint answers, as its path or its checks' tags name it.</summary>
public enum HealthKind
{
    /// <summary>The health of the application as a whole; nothing says which of the others.</summary>
    General,

    /// <summary>Whether the process has to be started again (<c>/livez</c>, <c>/alive</c>, tag <c>live</c>).</summary>
    Liveness,

    /// <summary>Whether it can take requests (<c>/readyz</c>, tag <c>ready</c>).</summary>
    Readiness,

    /// <summary>Whether it has started (<c>/startup</c>).</summary>
    Startup,
}
