namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>Whether a health endpoint is there in a pod.</summary>
public enum EndpointPresence
{
    /// <summary>It is mapped.</summary>
    Mapped,

    /// <summary>It is mapped in other environments only.</summary>
    OtherEnvironment,

    /// <summary>The pod's settings leave it out.</summary>
    SwitchedOff,

    /// <summary>Settings decide it, in a way that cannot be told.</summary>
    Undecided,
}
