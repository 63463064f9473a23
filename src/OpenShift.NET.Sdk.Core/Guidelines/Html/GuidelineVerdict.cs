using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>How the rules of one guideline stand.</summary>
/// <param name="Guideline">The guideline.</param>
/// <param name="Rules">Its rules with how each stands, in the order of their ids.</param>
internal sealed record GuidelineVerdict(Guideline Guideline, ImmutableArray<(RuleResult Result, RuleDescription Rule, Verdict Verdict)> Rules)
{
    /// <summary>The worst that one of its rules came to; <see cref="Verdict.Off"/> where it has none.</summary>
    public Verdict Worst => Rules.Select(static r => r.Verdict).DefaultIfEmpty(Verdict.Off).Min();

    /// <summary>The worst in words.</summary>
    public string Words => Rules.IsEmpty ? "no rules" : ReportSummary.WasNotRun(Rules.Select(static r => r.Result)) ? "not run" : Verdicts.Count(Rules.Count(r => r.Verdict == Worst), Worst);

    /// <summary>Every guideline there is.</summary>
    public static IEnumerable<GuidelineVerdict> Of(HtmlPage page)
    {
        ILookup<string, ReportedFinding> findings = page.Report.Findings.ToLookup(static f => f.RuleId, StringComparer.Ordinal);
        var rules = page.Report.Rules
            .Select(r => page.Catalog.TryGet(r.RuleId, out CatalogedRule? rule) ? (Result: r, Rule: rule.Description, Verdict: Verdicts.Of(r, findings[r.RuleId])) : default)
            .Where(static r => r.Rule is not null)
            .ToLookup(static r => r.Rule.Guideline);
        return Enum.GetValues<Guideline>().Select(g => new GuidelineVerdict(g, [.. rules[g]]));
    }
}
