using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;

namespace OpenShift.NET.Sdk.Guidelines.Baselines;

/// <summary>
/// The findings a project lives with since it took up the rules. What is in it stays quiet, what is not speaks, and what is gone is said to be fixed.
/// Findings in one scope (one file, one port, one label) count as one.
/// </summary>
public sealed class Baseline
{
    private const int MostNamed = 5;
    private readonly HashSet<BaselineEntry> _entries;

    /// <summary>A baseline of some findings; equal ones count once.</summary>
    public Baseline(IEnumerable<BaselineEntry> entries)
    {
        _entries = [.. entries];
        Entries = [.. _entries.OrderBy(static e => e.RuleId, StringComparer.Ordinal).ThenBy(static e => e.Scope, StringComparer.Ordinal)];
    }

    /// <summary>The findings, ordered by rule, then by scope.</summary>
    public ImmutableArray<BaselineEntry> Entries { get; }

    /// <summary>
    /// The baseline that makes a report quiet. Entries of rules that came to no result stay as they are: nobody knows whether they still hold.
    /// What is suppressed or in <c>NoWarn</c> needs no entry.
    /// </summary>
    /// <param name="report">A report without a baseline applied, or with one.</param>
    /// <param name="before">The baseline there was.</param>
    public static Baseline Of(Report report, Baseline? before)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new Baseline(report.Findings
            .Where(static f => f is { Outcome: Outcome.Violation, SilencedByNoWarn: false, SuppressedBy: null })
            .Select(static f => EntryOf(f))
            .Concat(before is null ? [] : before.Entries.Where(e => !HasResult(report, e.RuleId))));
    }

    /// <summary>Holds a report against the baseline.</summary>
    /// <param name="report">The report.</param>
    /// <param name="settings">The settings the report was made with; they hold for what is said of the baseline too.</param>
    /// <param name="place">The baseline file.</param>
    public Report ApplyTo(Report report, SeveritySettings settings, SourceLocation? place)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(settings);
        var seen = new HashSet<BaselineEntry>();
        var findings = ImmutableArray.CreateBuilder<ReportedFinding>(report.Findings.Length);
        foreach (ReportedFinding finding in report.Findings)
        {
            BaselineEntry entry = EntryOf(finding);
            bool known = finding.Outcome == Outcome.Violation && _entries.Contains(entry);
            if (known)
            {
                seen.Add(entry);
            }

            findings.Add(finding with { Baseline = known ? BaselineState.Unchanged : BaselineState.New });
        }

        ImmutableArray<BaselineEntry> gone = [.. Entries.Where(e => !seen.Contains(e) && HasResult(report, e.RuleId))];
        Severity severity = settings.AdjustTool(ToolCodes.BaselineFixed, Severity.Info);
        return report with
        {
            HasBaseline = true,
            Findings = SharedCauses.Relate(findings.MoveToImmutable()),
            Fixed = gone,
            Diagnostics = gone.IsEmpty || severity == Severity.None ? report.Diagnostics : report.Diagnostics.Add(new ToolDiagnostic(ToolCodes.BaselineFixed, severity, FixedMessage(gone), place)),
        };
    }

    private static string FixedMessage(ImmutableArray<BaselineEntry> gone)
    {
        string names = string.Join(", ", gone.Take(MostNamed)) + (gone.Length > MostNamed ? ", …" : "");
        return FormattableString.Invariant($"{gone.Length} {(gone.Length == 1 ? "finding" : "findings")} of the baseline {(gone.Length == 1 ? "is" : "are")} fixed ({names}). Publish once with -p:OpenShiftBaselineUpdate=true, so that {(gone.Length == 1 ? "it" : "they")} cannot come back unnoticed.");
    }

    private static BaselineEntry EntryOf(ReportedFinding finding) => new(finding.RuleId, finding.FingerprintScope);

    private static bool HasResult(Report report, string ruleId) => report.Rules.Any(r => r.RuleId == ruleId && r.IsSettled);
}
