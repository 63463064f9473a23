using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>Every rule, guideline by guideline. What is not applicable or off is folded away.</summary>
internal static class RulesSection
{
    public static void Write(HtmlPage page)
    {
        GuidelineVerdict[] guidelines = [.. GuidelineVerdict.Of(page)];
        WriteFilter(page, guidelines);
        foreach (GuidelineVerdict guideline in guidelines)
        {
            WriteGuideline(page, guideline);
        }
    }

    private static void WriteFilter(HtmlPage page, GuidelineVerdict[] guidelines)
    {
        page.Raw("<section aria-labelledby=\"rules\">\n<h2 id=\"rules\">Rules by guideline</h2>\n<p class=\"soft\">A rule's title says what should be.</p>\n<div class=\"controls\" hidden>\n<fieldset>\n<legend>Show rules that are</legend>\n");
        foreach (Verdict verdict in Verdicts.All)
        {
            int count = guidelines.Sum(g => g.Rules.Count(r => r.Verdict == verdict));
            if (count > 0)
            {
                page.Format($"<label><input type=\"checkbox\" name=\"outcome\" value=\"{Verdicts.Name(verdict)}\" checked> {Verdicts.BehindTitle(verdict)} ({count})</label>\n");
            }
        }

        page.Raw("</fieldset>\n<p><button type=\"button\" id=\"open-all\">Open all</button> <button type=\"button\" id=\"close-all\">Close all</button> <span id=\"shown\" role=\"status\" aria-live=\"polite\"></span></p>\n</div>\n</section>\n");
    }

    private static void WriteGuideline(HtmlPage page, GuidelineVerdict guideline)
    {
        int number = (int)guideline.Guideline;
        page.Format($"<section class=\"guideline\" data-guideline=\"{number}\" aria-labelledby=\"g{number:00}\">\n<h3 id=\"g{number:00}\">{number}. ").Raw(GuidelineTitles.Of(guideline.Guideline)).Raw("</h3>\n");
        if (guideline.Rules.IsEmpty)
        {
            page.Raw("<p class=\"soft\">No rule of this version judges this guideline.</p>\n</section>\n");
            return;
        }

        page.Raw("<p class=\"chips\">");
        foreach (IGrouping<Verdict, Verdict> verdict in guideline.Rules.Select(static r => r.Verdict).Order().GroupBy(static v => v))
        {
            page.Badge(verdict.Key, Verdicts.Count(verdict.Count(), verdict.Key)).Raw(" ");
        }

        page.Raw("</p>\n");
        foreach ((RuleResult result, RuleDescription rule, Verdict verdict) in guideline.Rules.Where(static r => r.Verdict is not (Verdict.NotApplicable or Verdict.Off)))
        {
            WriteRule(page, result, rule, verdict);
        }

        WriteFolded(page, guideline, Verdict.NotApplicable, "not applicable");
        WriteFolded(page, guideline, Verdict.Off, "off");
        page.Raw("<p class=\"none soft\" hidden>No rule of this guideline has one of the chosen outcomes.</p>\n</section>\n");
    }

    private static void WriteFolded(HtmlPage page, GuidelineVerdict guideline, Verdict which, string words)
    {
        var rules = guideline.Rules.Where(r => r.Verdict == which).ToArray();
        if (rules.Length == 0)
        {
            return;
        }

        page.Format($"<details class=\"folded\"><summary>{rules.Length} {(rules.Length == 1 ? "rule is" : "rules are")} {words}</summary>\n<div>\n");
        foreach ((RuleResult result, RuleDescription rule, Verdict verdict) in rules)
        {
            WriteRule(page, result, rule, verdict);
        }

        page.Raw("</div>\n</details>\n");
    }

    private static void WriteRule(HtmlPage page, RuleResult result, RuleDescription rule, Verdict verdict)
    {
        string name = Verdicts.Name(verdict);
        page.Format($"<details class=\"rule\" data-outcome=\"{name}\" id=\"{rule.Id}\">\n<summary><h4>{rule.Id} ");
        page.Html.AppendText(rule.Title).Append("</h4> ");
        page.Badge(verdict, Verdicts.BehindTitle(verdict)).Raw("</summary>\n<div>\n");
        WriteFindings(page, rule);
        if (result.Reason is { } reason)
        {
            page.Raw("<p>").Text(reason).Raw("</p>\n");
        }

        page.Raw("<p class=\"soft\">");
        page.Html.AppendText(verdict switch
        {
            Verdict.Passed => "It is so.",
            Verdict.Off => "The rule is off in this profile, or was turned off.",
            Verdict.Failed => "The rule itself failed and says nothing of the image.",
            _ => "To do, in general: " + rule.FixFor(page.Publication.Project is not null),
        }).Append("</p>\n</div>\n</details>\n");
    }

    // What is shown stands above, whole; what is silenced stands only here.
    private static void WriteFindings(HtmlPage page, RuleDescription rule)
    {
        ReportedFinding[] silenced = [.. page.Report.Findings.Where(f => f.RuleId == rule.Id && f.IsSilenced)];
        FindingEntry[] entries = [.. page.Entries.Where(e => e.Rules.Contains(rule.Id))];
        if (silenced.Length + entries.Length == 0)
        {
            return;
        }

        page.Raw("<ul>\n");
        foreach (FindingEntry entry in entries)
        {
            page.Format($"<li>").Badge(Verdicts.Of(entry.First)).Format($" <a href=\"#{entry.Anchor}\">").Text(entry.First.Where.Text).Raw("</a>");
            page.Raw(entry.Places > 1 ? FormattableString.Invariant($" and {entry.Places - 1} more") : "").Raw("</li>\n");
        }

        foreach (ReportedFinding finding in silenced)
        {
            page.Raw("<li>").Badge(Verdicts.Of(finding)).Raw(" ").Text(finding.Message).Raw(" ").Place(finding.Where.Source);
            WriteSilence(page, finding);
            page.Raw("</li>\n");
        }

        page.Raw("</ul>\n");
    }

    private static void WriteSilence(HtmlPage page, ReportedFinding finding)
    {
        page.Raw(" <span class=\"soft\">");
        if (finding.SuppressedBy is { } suppression)
        {
            page.Raw("Suppressed: ").Text(suppression.Justification);
            if (suppression.Expires is { Length: > 0 } last)
            {
                page.Raw(" (until ").Text(last).Raw(")");
            }
        }
        else if (finding.SilencedByNoWarn)
        {
            page.Raw("Silenced by NoWarn.");
        }
        else if (finding.Baseline == BaselineState.Unchanged)
        {
            page.Raw("In the baseline.");
        }

        page.Raw("</span>");
    }
}
