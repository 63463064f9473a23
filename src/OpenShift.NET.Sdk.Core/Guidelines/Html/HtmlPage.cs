using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>The page as it is written, and what every section needs of the report.</summary>
internal sealed class HtmlPage
{
    public HtmlPage(Report report, Publication publication, RuleCatalog catalog, HtmlOptions options)
    {
        Report = report;
        Publication = publication;
        Catalog = catalog;
        Options = options;
        Entries = [.. FindingEntry.Of(report)];
    }

    public StringBuilder Html { get; } = new(64 * 1024);

    public Report Report { get; }

    public Publication Publication { get; }

    public RuleCatalog Catalog { get; }

    public HtmlOptions Options { get; }

    /// <summary>What was found, the worst first, one entry a cause.</summary>
    public IReadOnlyList<FindingEntry> Entries { get; }

    /// <summary>Text of an image or a project, in an element that keeps its direction of writing to itself.</summary>
    public HtmlPage Text(string? text)
    {
        Html.Append("<bdi>").AppendText(text).Append("</bdi>");
        return this;
    }

    /// <summary>Markup of the page's own.</summary>
    public HtmlPage Raw(string markup)
    {
        Html.Append(markup);
        return this;
    }

    /// <summary>Markup of the page's own with numbers or names of it in it; text from outside has no place here.</summary>
    public HtmlPage Format(FormattableString markup)
    {
        Html.Append(markup.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public HtmlPage Badge(Verdict verdict, string? words = null) =>
        Raw("<span class=\"badge ").Raw(Verdicts.Name(verdict)).Raw("\">").Raw(words ?? Verdicts.Words(verdict)).Raw("</span>");

    /// <summary>Text to take over, with a button that copies it where scripts run.</summary>
    public HtmlPage Snippet(string text, string label)
    {
        Html.Append("<div class=\"snippet\"><pre tabindex=\"0\" role=\"region\" aria-label=\"").AppendText(label).Append("\"><code>").AppendText(text);
        Html.Append("</code></pre><button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n");
        return this;
    }

    /// <summary>A place in the user's sources; nothing when there is none.</summary>
    public HtmlPage Place(SourceLocation? place)
    {
        if (place is null)
        {
            return this;
        }

        string file = SourcePath.Of(Options.SourceRoot, place.File) ?? Path.GetFileName(place.File);
        Html.Append("<code class=\"place\">").AppendText(file);
        if (place.Line > 0)
        {
            Html.Append(CultureInfo.InvariantCulture, $":{place.Line}");
        }

        Html.Append("</code>");
        return this;
    }
}
