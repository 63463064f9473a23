using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Html.Sections;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>
/// Writes a report as one HTML file for people: no script but its own, nothing loaded from anywhere, readable without scripts too.
/// Equal reports give equal bytes: no time, no path of this machine.
/// </summary>
public static class HtmlReportWriter
{
    /// <summary>Writes the report.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="report">The report.</param>
    /// <param name="publication">What was judged.</param>
    /// <param name="catalog">The rules the report was made with.</param>
    /// <param name="options">What it says besides.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public static async Task WriteAsync(Stream output, Report report, Publication publication, RuleCatalog catalog, HtmlOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        var page = new HtmlPage(report, publication, catalog, options);
        WriteDocument(page);
        await output.WriteAsync(Encoding.UTF8.GetBytes(page.Html.ToString()), cancellationToken).ConfigureAwait(false);
    }

    private static void WriteDocument(HtmlPage page)
    {
        string style = Resource("report.css");
        string script = Resource("report.js");
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Format($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{HashOf(style)}'; script-src '{HashOf(script)}'; base-uri 'none'; form-action 'none'\">\n");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>Image report: ");
        page.Html.AppendText(page.Options.Subject).Append("</title>\n<style>").Append(style).Append("</style>\n</head>\n<body>\n");
        page.Raw("<a class=\"skip\" href=\"#main\">Skip to the results</a>\n<header>\n<div>\n<p class=\"kind\">Image report</p>\n<h1>");
        WriteSubject(page);
        page.Raw("</h1>\n</div>\n");
        page.Raw("<p class=\"controls\" hidden><button type=\"button\" id=\"theme\" aria-pressed=\"false\">Dark colours</button></p>\n</header>\n");
        NavigationSection.Write(page);
        page.Raw("<main id=\"main\" tabindex=\"-1\">\n");
        SummarySection.Write(page);
        FindingsSection.Write(page);
        DiagnosticsSection.Write(page);
        RunSection.Write(page);
        ImageSection.Write(page);
        LayersSection.Write(page);
        RulesSection.Write(page);
        FixedSection.Write(page);
        page.Raw("</main>\n<footer><p class=\"soft\">Written by OpenShift.NET.Sdk ");
        page.Html.AppendText(page.Options.ToolVersion).Append(". Red Hat's guidelines for creating images are the measure.</p></footer>\n");
        page.Raw("<script>").Raw(script).Raw("</script>\n</body>\n</html>\n");
    }

    // A long reference breaks behind its slashes before it breaks anywhere.
    private static void WriteSubject(HtmlPage page)
    {
        page.Raw("<bdi>");
        string[] parts = page.Options.Subject.Split('/');
        for (int i = 0; i < parts.Length; i++)
        {
            page.Raw(i == 0 ? "" : "/<wbr>").Html.AppendText(parts[i]);
        }

        page.Raw("</bdi>");
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlReportWriter).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r", "", StringComparison.Ordinal);
    }
}
