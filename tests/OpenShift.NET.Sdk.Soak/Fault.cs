namespace OpenShift.NET.Sdk.Soak;

/// <summary>What the proxy does to one exchange.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection is reset before the registry hears of the request.</summary>
    ResetBefore,

    /// <summary>The registry does what it was asked for, and the connection is reset instead of its answer.</summary>
    ResetAfter,

    /// <summary>Half of the request's body reaches the registry, then both connections are reset.</summary>
    HalfRequest,

    /// <summary>The answer breaks off within its body.</summary>
    HalfAnswer,

    /// <summary>The answer's body has one other byte.</summary>
    WrongByte,

    /// <summary>The answer names another digest.</summary>
    WrongDigest,

    /// <summary>500, 502 or 503 instead of an answer.</summary>
    ServerError,

    /// <summary>429 with <c>Retry-After: 1</c>.</summary>
    TooMany,

    /// <summary>503 before the body of the request was read, and the connection is closed.</summary>
    EarlyAnswer,

    /// <summary>200 with a page of HTML, as a login page answers.</summary>
    LoginPage,

    /// <summary>403.</summary>
    Denied,

    /// <summary>The answer comes late.</summary>
    Stall,
}
