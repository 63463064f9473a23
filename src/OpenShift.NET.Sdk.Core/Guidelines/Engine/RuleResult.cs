using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>How one rule ended.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Severity">Its severity after profile and .editorconfig.</param>
/// <param name="Reason">Why it is not applicable, or passed in part only; <see langword="null"/> otherwise.</param>
/// <param name="Where">Where it is not applicable; <see langword="null"/> otherwise.</param>
public sealed record RuleResult(string RuleId, RuleStatus Status, Severity Severity, string? Reason = null, Location? Where = null)
{
    /// <summary>Whether what the rule did not find is not there. Not so where it was off, broke, had no code or no run to look at, or could not tell for some place.</summary>
    public bool IsSettled { get; init; }
}
