namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>How a finding is reported, the mildest first.</summary>
public enum Severity
{
    /// <summary>Not reported; the rule is not run.</summary>
    None,

    /// <summary>A message.</summary>
    Info,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error: nothing is delivered.</summary>
    Error,
}
