using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>Whether the image may be delivered, and the numbers.</summary>
internal static class SummarySection
{
    public static void Write(HtmlPage page)
    {
        Report report = page.Report;
        string verdict = page.Publication.Project is null
            ? report.Passes ? "No errors" : "There are errors"
            : report.Passes ? "May be delivered" : "Must not be delivered";
        page.Format($"<section class=\"summary {(report.Passes ? "passed" : "error")}\" aria-labelledby=\"summary\">\n<h2 id=\"summary\">{verdict}</h2>\n");
        page.Raw("<p>").Raw(Sentence(report)).Raw("</p>\n<dl class=\"numbers\">\n");
        Number(report.Errors, Verdict.Error, "error", "errors");
        Number(report.Warnings, Verdict.Warning, "warning", "warnings");
        Number(report.Infos, Verdict.Message, "message", "messages");
        Number(report.CouldNotTell, Verdict.CouldNotTell, "could not tell", "could not tell");
        Number(report.CountOf(RuleStatus.Broken), Verdict.Failed, "failed itself", "failed themselves");
        Number(report.CountOf(RuleStatus.Passed), Verdict.Passed, "rule passed", "rules passed");
        Number(report.CountOf(RuleStatus.PassedInPart), Verdict.PassedInPart, "passed in part", "passed in part");
        Number(report.CountOf(RuleStatus.NotApplicable), Verdict.NotApplicable, "not applicable", "not applicable");
        Number(report.CountOf(RuleStatus.Off), Verdict.Off, "off", "off");
        Number(report.Suppressed, Verdict.Silenced, "suppressed", "suppressed");
        Number(report.InBaseline, Verdict.Silenced, "in the baseline", "in the baseline");
        page.Raw("</dl>\n</section>\n");

        void Number(int count, Verdict verdict, string one, string many)
        {
            if (count > 0 || verdict is Verdict.Error or Verdict.Warning or Verdict.Passed)
            {
                page.Format($"<div class=\"{(count > 0 ? Verdicts.Name(verdict) : "off")}\"><dt>{(count == 1 ? one : many)}</dt><dd>{count}</dd></div>\n");
            }
        }
    }

    private static string Sentence(Report report) => report switch
    {
        { Passes: false } => "Errors come first below.",
        { Warnings: > 0 } => "No rule calls for an error; what is below deserves a look.",
        { Infos: > 0 } or { CouldNotTell: > 0 } => "Nothing stands against it; there are remarks below.",
        _ => "Nothing stands against it.",
    };
}
