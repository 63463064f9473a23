using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>What the engine says of the check itself.</summary>
internal static class DiagnosticsSection
{
    public static void Write(HtmlPage page)
    {
        if (page.Report.Diagnostics.IsEmpty)
        {
            return;
        }

        page.Raw("<section aria-labelledby=\"tool\">\n<h2 id=\"tool\">Said by the tool itself</h2>\n<ul class=\"plain\">\n");
        foreach (ToolDiagnostic diagnostic in page.Report.Diagnostics)
        {
            page.Raw("<li>").Badge(Verdicts.Of(diagnostic.Severity)).Raw(" ").Raw(diagnostic.Code).Raw(": ").Text(diagnostic.Message).Raw(" ").Place(diagnostic.Place).Raw("</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }
}
