namespace OpenShift.NET.Sdk.Guidelines.Findings;

/// <summary>What a finding says.</summary>
public enum Outcome
{
    /// <summary>The desired state does not hold.</summary>
    Violation,

    /// <summary>The rule has no subject here.</summary>
    NotApplicable,

    /// <summary>The rule could not tell; shown, never a silent pass.</summary>
    CouldNotTell,
}
