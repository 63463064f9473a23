using OpenShift.NET.Sdk.Guidelines.Baselines;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>What the baseline has and the image no longer does.</summary>
internal static class FixedSection
{
    public static void Write(HtmlPage page)
    {
        if (page.Report.Fixed.IsEmpty)
        {
            return;
        }

        page.Raw("<section aria-labelledby=\"fixed\">\n<h2 id=\"fixed\">Fixed since the baseline was written</h2>\n<ul class=\"plain\">\n");
        foreach (BaselineEntry entry in page.Report.Fixed)
        {
            page.Raw("<li>").Text(entry.ToString()).Raw("</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }
}
