using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>The way to every part of the page.</summary>
internal static class NavigationSection
{
    public static void Write(HtmlPage page)
    {
        page.Raw("<nav aria-label=\"Contents\">\n<details>\n<summary>Contents</summary>\n<div>\n<ul class=\"parts\">\n");
        if (page.Entries.Count > 0)
        {
            page.Format($"<li><a href=\"#found\">What was found</a> <span class=\"soft\">{page.Entries.Count}</span></li>\n");
        }

        page.Raw("<li><a href=\"#run\">The run</a></li>\n<li><a href=\"#image\">The image</a></li>\n<li><a href=\"#layers\">Layers</a></li>\n<li><a href=\"#rules\">Rules by guideline</a></li>\n</ul>\n<ol>\n");
        foreach (GuidelineVerdict guideline in GuidelineVerdict.Of(page))
        {
            page.Format($"<li><a href=\"#g{(int)guideline.Guideline:00}\">{(int)guideline.Guideline}. ").Raw(GuidelineTitles.Of(guideline.Guideline)).Raw("</a> ");
            page.Format($"<span class=\"{Verdicts.Name(guideline.Worst)}\">{guideline.Words}</span></li>\n");
        }

        page.Raw("</ol>\n</div>\n</details>\n</nav>\n");
    }
}
