using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Suppressions;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Severities;

/// <summary>
/// What decides how severe a finding is: the steps of docs/reference/rules.md, a line each, every one on what the ones before it left. The eighth,
/// <c>OpenShiftBaseline</c>, is <see cref="Baselines.Baseline.ApplyTo"/>, for it wants to know all findings.
/// </summary>
/// <param name="settings">Steps 1, 2 and 4 to 6.</param>
/// <param name="silencer">Step 7.</param>
internal sealed class SeverityChain(SeveritySettings settings, Silencer silencer)
{
    /// <summary>A rule's severity; it is run unless this is <see cref="Severity.None"/>.</summary>
    public Severity Of(RuleDescription rule)
    {
        Severity severity = rule.In(settings.Profile); // 1
        return settings.Replaced(rule.Id, severity); // 2
    }

    /// <summary>The severity of what a rule has found.</summary>
    public FindingSeverity Of(RuleDescription rule, Finding finding)
    {
        Severity own = LimitedBy(finding, Of(rule)); // 3
        if (finding.Outcome == Outcome.NotApplicable || own == Severity.None)
        {
            return FindingSeverity.Unsaid;
        }

        bool isSilenced = settings.IsSilenced(rule.Id, own); // 4
        Severity told = isSilenced ? own : settings.Raised(rule.Id, own); // 5, 6
        SuppressionFact? suppression = silencer.Match(rule.Id, finding.Where.Scope); // 7
        return new FindingSeverity(own, told, isSilenced, suppression);
    }

    private static Severity LimitedBy(Finding finding, Severity rule)
    {
        if (finding.Outcome == Outcome.CouldNotTell)
        {
            return Severity.Info;
        }

        Severity severity = finding.AtMost is { } limit && limit < rule ? limit : rule;
        return finding.Where.Origin == Origin.Base && severity > Severity.Info ? severity - 1 : severity;
    }
}
