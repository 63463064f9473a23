using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>A finding and how severe it is.</summary>
/// <param name="Finding">What the rule says.</param>
/// <param name="Severity">What the settings make of it.</param>
internal sealed record WeighedFinding(Finding Finding, FindingSeverity Severity)
{
    /// <summary>Whether it is told at all.</summary>
    public bool IsSaid => Severity.Own != Guidelines.Severity.None;
}
