namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>How a rule or a guideline stands, the worst first.</summary>
internal enum Verdict
{
    /// <summary>An error is shown.</summary>
    Error,

    /// <summary>A warning is shown.</summary>
    Warning,

    /// <summary>The rule itself failed.</summary>
    Failed,

    /// <summary>A message is shown.</summary>
    Message,

    /// <summary>The rule could not tell.</summary>
    CouldNotTell,

    /// <summary>What was found is silenced.</summary>
    Silenced,

    /// <summary>The rule passed, but one of its subjects was missing.</summary>
    PassedInPart,

    /// <summary>The desired state holds.</summary>
    Passed,

    /// <summary>The rule has no subject here.</summary>
    NotApplicable,

    /// <summary>The rule was not run.</summary>
    Off,
}
