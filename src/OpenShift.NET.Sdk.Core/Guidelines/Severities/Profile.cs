namespace OpenShift.NET.Sdk.Guidelines.Severities;

/// <summary>A set of severities to start from (<c>OpenShiftProfile</c>).</summary>
public enum Profile
{
    /// <summary>What keeps an image from running on OpenShift, and little else.</summary>
    Basic,

    /// <summary>The default.</summary>
    Recommended,

    /// <summary>Everything the guidelines ask for.</summary>
    Strict,
}
