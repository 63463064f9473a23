using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>What a reader came for: each cause once, what was seen and what to do, whole. Everything else follows guideline by guideline.</summary>
internal static class FindingsSection
{
    private const int MostPlaces = 5;

    public static void Write(HtmlPage page)
    {
        if (page.Entries.Count == 0)
        {
            return;
        }

        page.Raw("<section aria-labelledby=\"found\">\n<h2 id=\"found\">What was found, the worst first</h2>\n");
        foreach (FindingEntry entry in page.Entries)
        {
            WriteEntry(page, entry);
        }

        page.Raw("</section>\n");
    }

    private static void WriteEntry(HtmlPage page, FindingEntry entry)
    {
        ReportedFinding first = entry.First;
        Verdict verdict = Verdicts.Of(first);
        page.Format($"<article class=\"entry {Verdicts.Name(verdict)}\" id=\"{entry.Anchor}\" aria-labelledby=\"{entry.Anchor}-what\">\n<p class=\"head\">").Badge(verdict).Raw(" ");
        WriteRules(page, entry);
        page.Place(first.Where.Source is { Line: > 0 } source ? source : null).Raw("</p>\n");
        page.Format($"<h3 id=\"{entry.Anchor}-what\">");
        WriteSeen(page, first);
        page.Raw("</h3>\n");
        WriteExcerpt(page, first.Where);
        WriteRemedy(page, first.Remedy);
        WritePlaces(page, entry);
        WriteGoal(page, first);
        WriteAlso(page, first);
        WriteSilencer(page, entry);
        page.Raw("</article>\n");
    }

    private static void WriteRules(HtmlPage page, FindingEntry entry)
    {
        foreach (string rule in entry.Rules)
        {
            page.Raw("<a class=\"rule\" href=\"#").Raw(rule).Raw("\">").Raw(rule).Raw("</a> ");
        }
    }

    private static void WriteSeen(HtmlPage page, ReportedFinding finding)
    {
        page.Raw("<span class=\"where\">").Text(finding.Where.Text).Raw("</span> ");
        page.Text(finding.Outcome == Outcome.CouldNotTell ? "could not be judged: it " + finding.Seen : finding.Seen).Raw(".");
    }

    private static void WriteExcerpt(HtmlPage page, Location where)
    {
        if (ScriptExcerpt.Of(page.Publication, where) is not { } excerpt)
        {
            return;
        }

        page.Raw("<pre class=\"excerpt\" tabindex=\"0\" role=\"region\" aria-label=\"Lines of the script\"><code>");
        foreach ((int number, string text) in excerpt.Lines)
        {
            page.Format($"<span class=\"{(number == excerpt.Line ? "line meant" : "line")}\"><span class=\"number\">{number}</span> ");
            page.Html.AppendText(text).Append("</span>");
        }

        page.Raw("</code></pre>\n");
    }

    private static void WriteRemedy(HtmlPage page, string remedy)
    {
        if (remedy.Length == 0)
        {
            return;
        }

        var text = RemedyText.Of(remedy);
        page.Raw("<p class=\"remedy\"><strong>To do</strong> <bdi>");
        foreach ((string part, bool isCode) in text.Parts)
        {
            page.Html.Append(isCode ? "<code>" : "").AppendText(isCode && part[0] == '\'' ? part[1..^1] : part).Append(isCode ? "</code>" : "");
        }

        page.Raw("</bdi></p>\n");
        foreach (string snippet in text.Snippets)
        {
            page.Snippet(snippet, "To copy");
        }
    }

    private static void WritePlaces(HtmlPage page, FindingEntry entry)
    {
        (string Text, string Seen)[] others = [.. entry.Findings.SelectMany(static f => f.Places.Select(p => (p.Text, f.Seen))).Skip(1)];
        int untold = entry.Places - 1 - others.Length;
        if (others.Length == 0)
        {
            return;
        }

        bool alike = entry.Findings.All(f => f.Seen == entry.First.Seen);
        string count = others.Length + untold == 1 ? "one more place" : FormattableString.Invariant($"{others.Length + untold} more places");
        page.Raw("<p class=\"more\">").Raw(alike ? "The same in " : "Likewise in ").Raw(count).Raw(":</p>\n<ul>\n");
        WriteItems(others.Take(MostPlaces));
        page.Raw("</ul>\n");
        if (others.Length > MostPlaces)
        {
            page.Format($"<details class=\"quiet\"><summary>{others.Length - MostPlaces} more</summary>\n<ul>\n");
            WriteItems(others.Skip(MostPlaces));
            page.Raw("</ul>\n</details>\n");
        }

        if (untold > 0)
        {
            page.Format($"<p class=\"soft\">{untold} more {(untold == 1 ? "is" : "are")} not listed.</p>\n");
        }

        void WriteItems(IEnumerable<(string Text, string Seen)> items)
        {
            foreach ((string text, string seen) in items)
            {
                page.Raw("<li>").Text(alike ? text : $"{text} {seen}").Raw("</li>\n");
            }
        }
    }

    private static void WriteAlso(HtmlPage page, ReportedFinding finding)
    {
        if (finding.Also.IsEmpty)
        {
            return;
        }

        string[] rules = [.. finding.Also.Select(static a => a.RuleId).Distinct(StringComparer.Ordinal)];
        page.Raw("<details class=\"quiet\"><summary>").Raw(finding.Outcome == Outcome.CouldNotTell ? "For the same reason open: " : "Seen too by ").Raw(string.Join(", ", rules)).Raw("</summary>\n<ul>\n");
        foreach (ReportedFinding other in finding.Also)
        {
            page.Raw("<li><a class=\"rule\" href=\"#").Raw(other.RuleId).Raw("\">").Raw(other.RuleId).Raw("</a> ");
            if (finding.Outcome == Outcome.CouldNotTell)
            {
                page.Raw(TitleOf(page, other.RuleId));
            }
            else
            {
                page.Text(other.Message);
            }

            page.Raw("</li>\n");
        }

        page.Raw("</ul>\n</details>\n");
    }

    private static void WriteGoal(HtmlPage page, ReportedFinding finding) =>
        page.Raw("<p class=\"goal soft\">What should be: ").Raw(TitleOf(page, finding.RuleId)).Raw(".</p>\n");

    private static string TitleOf(HtmlPage page, string rule) =>
        page.Catalog.TryGet(rule, out CatalogedRule? known) ? new System.Text.StringBuilder().AppendText(known.Description.Title).ToString() : rule;

    // Offered with what is no error: an error is mended.
    private static void WriteSilencer(HtmlPage page, FindingEntry entry)
    {
        if (page.Publication.Project is null || entry.First.Outcome == Outcome.CouldNotTell)
        {
            return;
        }

        string where = entry.Places == 1 ? $" Where=\"{Escaped(entry.First.Where.Scope)}\"" : "";
        page.Raw("<details class=\"quiet\"><summary>If it is meant to be so</summary>\n<p>Say why in the project; the finding is silent then.</p>\n");
        page.Snippet(string.Join('\n', entry.Rules.Select(rule => string.Create(CultureInfo.InvariantCulture, $"<OpenShiftSuppress Include=\"{rule}\"{where} Justification=\"…\" />"))), "To copy");
        page.Raw("</details>\n");
    }

    // As an attribute of XML, and as a value MSBuild takes literally.
    private static string Escaped(string scope) => scope
        .Replace("%", "%25", StringComparison.Ordinal).Replace("$", "%24", StringComparison.Ordinal).Replace("@", "%40", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
