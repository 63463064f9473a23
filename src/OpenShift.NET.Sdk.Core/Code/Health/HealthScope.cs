namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>Whom a health endpoint asks before it answers.</summary>
public enum HealthScope
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>This process only.</summary>
    ThisProcess,

    /// <summary>Other services too: a database, a broker, another address.</summary>
    Others,
}
