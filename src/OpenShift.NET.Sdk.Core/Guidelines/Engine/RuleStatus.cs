namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>How a rule ended.</summary>
public enum RuleStatus
{
    /// <summary>The desired state holds.</summary>
    Passed,

    /// <summary>There are findings, silenced or suppressed ones included.</summary>
    Violated,

    /// <summary>The rule has no subject in this publication.</summary>
    NotApplicable,

    /// <summary>The rule could not tell for at least one place, and found nothing wrong elsewhere.</summary>
    CouldNotTell,

    /// <summary>The rule's severity is none, so it was not run.</summary>
    Off,

    /// <summary>The rule itself failed (OSC0060).</summary>
    Broken,

    /// <summary>What there was to look at is as it should be, but the rule also looks at the application's compiled code, and there was none that could be read.</summary>
    PassedInPart,
}
