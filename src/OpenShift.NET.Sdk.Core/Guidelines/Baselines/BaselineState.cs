namespace OpenShift.NET.Sdk.Guidelines.Baselines;

/// <summary>How a finding stands to the baseline (SARIF 2.1.0, 3.27.24).</summary>
public enum BaselineState
{
    /// <summary>There is no baseline.</summary>
    None,

    /// <summary>The baseline does not have it.</summary>
    New,

    /// <summary>The baseline has it, so it is not shown.</summary>
    Unchanged,
}
