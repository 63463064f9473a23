using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>What the page tells once: findings of one rule with one remedy, and what other rules see of the same cause.</summary>
/// <param name="Number">Its number on the page, the worst 1.</param>
/// <param name="Findings">The findings, at least one.</param>
internal sealed record FindingEntry(int Number, ImmutableArray<ReportedFinding> Findings)
{
    /// <summary>The first finding, which stands for all.</summary>
    public ReportedFinding First => Findings[0];

    /// <summary>The anchor on the page.</summary>
    public string Anchor => FormattableString.Invariant($"f{Number}");

    /// <summary>The rules that see it, the one that tells first.</summary>
    public IEnumerable<string> Rules => Findings.SelectMany(static f => f.Also).Select(static a => a.RuleId).Prepend(First.RuleId).Distinct(StringComparer.Ordinal);

    /// <summary>How many places it has.</summary>
    public int Places => Findings.Sum(static f => f.Count);

    /// <summary>What is shown of a report, the worst first.</summary>
    public static IEnumerable<FindingEntry> Of(Report report) => report.Findings
        .Where(static f => f.IsShown)
        .GroupBy(static f => (f.RuleId, Verdict: Verdicts.Of(f), f.Remedy, Also: string.Join(' ', f.Also.Select(static a => a.RuleId))))
        .OrderBy(static g => g.Key.Verdict)
        .ThenBy(static g => g.Key.RuleId, StringComparer.Ordinal)
        .Select(static (g, i) => new FindingEntry(i + 1, [.. g]));
}
