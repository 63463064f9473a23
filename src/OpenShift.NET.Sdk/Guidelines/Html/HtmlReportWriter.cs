using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>
/// Writes a report as one HTML file for people: no script but its own, nothing loaded from anywhere, readable without scripts too.
/// Equal reports give equal bytes: no time, no path of this machine.
/// </summary>
public sealed class HtmlReportWriter
{
    private readonly StringBuilder _html = new(64 * 1024);
    private readonly Report _report;
    private bool _hasProject;
    private readonly RuleCatalog _catalog;
    private readonly HtmlOptions _options;

    private HtmlReportWriter(Report report, RuleCatalog catalog, HtmlOptions options)
    {
        _report = report;
        _catalog = catalog;
        _options = options;
    }

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
        var writer = new HtmlReportWriter(report, catalog, options);
        writer.WriteDocument(publication);
        await output.WriteAsync(Encoding.UTF8.GetBytes(writer._html.ToString()), cancellationToken).ConfigureAwait(false);
    }

    private void WriteDocument(Publication publication)
    {
        _hasProject = publication.Project is not null;
        string style = Resource("report.css");
        string script = Resource("report.js");
        _html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        _html.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{HashOf(style)}'; script-src '{HashOf(script)}'; base-uri 'none'; form-action 'none'\">\n");
        _html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>Image report: ").AppendText(_options.Subject).Append("</title>\n");
        _html.Append("<style>").Append(style).Append("</style>\n</head>\n<body>\n");
        _html.Append("<a class=\"skip\" href=\"#main\">Skip to the results</a>\n<header>\n<h1>Image report: <bdi>").AppendText(_options.Subject).Append("</bdi></h1>\n");
        _html.Append("<p class=\"controls\" hidden><button type=\"button\" id=\"theme\" aria-pressed=\"false\">Dark colours</button></p>\n</header>\n");
        WriteNavigation();
        _html.Append("<main id=\"main\" tabindex=\"-1\">\n");
        WriteSummary(publication);
        WriteWorst();
        WriteLayers(publication);
        WriteDiagnostics();
        WriteFilter();
        foreach (Guideline guideline in Enum.GetValues<Guideline>())
        {
            WriteGuideline(guideline);
        }

        WriteFixed();
        _html.Append("</main>\n<footer><p class=\"soft\">Written by OpenShift.NET.Sdk ").AppendText(_options.ToolVersion).Append(". Red Hat's guidelines for creating images are the measure.</p></footer>\n");
        _html.Append("<script>").Append(script).Append("</script>\n</body>\n</html>\n");
    }

    private void WriteNavigation()
    {
        _html.Append("<nav aria-label=\"Guidelines\">\n<details>\n<summary>Guidelines</summary>\n<div>\n<ol>\n");
        foreach (Guideline guideline in Enum.GetValues<Guideline>())
        {
            string outcome = OutcomeOf(guideline);
            _html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#g{(int)guideline:00}\">{(int)guideline}. ").AppendText(GuidelineTitles.Of(guideline)).Append(CultureInfo.InvariantCulture, $"</a> <span class=\"{outcome}\">{Words(outcome)}</span></li>\n");
        }

        _html.Append("</ol>\n</div>\n</details>\n</nav>\n");
    }

    private void WriteSummary(Publication publication)
    {
        string verdict = _report.Passes ? "passed" : "violated";
        _html.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n<p><span class=\"badge {verdict}\">{(_report.Passes ? "May be delivered" : "Must not be delivered")}</span> {ReportSummary.Of(_report)}.</p>\n");
        _html.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The image, table\">\n<table>\n<caption>The image</caption>\n<tbody>\n");
        Row("Digest", _options.Digest);
        Row("Platform", publication.Config.Platform.ToString());
        Row("Base image", publication.Base is { } b ? $"{b.Name} ({b.Digest})" : "not known");
        Row("User", publication.Config.Config.User is { Length: > 0 } user ? user : "not set");
        Row("Ports", publication.Config.Config.ExposedPorts is { Count: > 0 } ports ? string.Join(", ", ports.Keys) : "none");
        Row("Profile", _report.Profile.ToString().ToLowerInvariant());
        _html.Append("</tbody>\n</table>\n</div>\n</section>\n");

        void Row(string name, string value)
        {
            if (value.Length > 0)
            {
                _html.Append("<tr><th scope=\"row\">").Append(name).Append("</th><td><bdi>").AppendText(value).Append("</bdi></td></tr>\n");
            }
        }
    }

    // What a reader came for; everything else follows guideline by guideline.
    private void WriteWorst()
    {
        ReportedFinding[] shown = [.. _report.Findings.Where(static f => f.IsShown).OrderByDescending(static f => f.Severity).ThenBy(static f => f.Outcome).ThenBy(static f => f.RuleId, StringComparer.Ordinal)];
        if (shown.Length == 0)
        {
            return;
        }

        _html.Append("<section aria-labelledby=\"worst\">\n<h2 id=\"worst\">What was found, the worst first</h2>\n<ol class=\"worst\">\n");
        foreach (IGrouping<(string RuleId, Severity Severity, Outcome Outcome), ReportedFinding> rule in shown.GroupBy(static f => (f.RuleId, f.Severity, f.Outcome)))
        {
            ReportedFinding[] findings = [.. rule];
            _html.Append("<li>");
            WriteOutcome(findings[0]);
            _html.Append(CultureInfo.InvariantCulture, $" <a href=\"#{rule.Key.RuleId}\">{rule.Key.RuleId}</a> <bdi>").AppendText(findings[0].Where.Text).Append("</bdi>");
            if (findings.Length > 1)
            {
                _html.Append(CultureInfo.InvariantCulture, $" and {findings.Length - 1} more");
            }

            WritePlace(findings[0].Where.Source);
            if (_catalog.TryGet(rule.Key.RuleId, out CatalogedRule? known))
            {
                _html.Append("<br><span class=\"soft\">").AppendText(known.Description.Title).Append("</span>");
            }

            _html.Append("</li>\n");
        }

        _html.Append("</ol>\n</section>\n");
    }

    private void WriteLayers(Publication publication)
    {
        _html.Append("<section aria-labelledby=\"layers\">\n<h2 id=\"layers\">Layers</h2>\n");
        LayerDrawing.Append(_html, LayerUsage.Of(publication.Files));
        _html.Append("</section>\n");
    }

    private void WriteDiagnostics()
    {
        if (_report.Diagnostics.IsEmpty)
        {
            return;
        }

        _html.Append("<section aria-labelledby=\"tool\">\n<h2 id=\"tool\">Said of the check itself</h2>\n<ul>\n");
        foreach (ToolDiagnostic diagnostic in _report.Diagnostics)
        {
            _html.Append("<li class=\"finding\">");
            WriteSeverity(diagnostic.Severity);
            _html.Append(' ').AppendText(diagnostic.Code).Append(": <bdi>").AppendText(diagnostic.Message).Append("</bdi>");
            WritePlace(diagnostic.Place);
            _html.Append("</li>\n");
        }

        _html.Append("</ul>\n</section>\n");
    }

    private void WriteFilter()
    {
        _html.Append("<section aria-labelledby=\"rules\">\n<h2 id=\"rules\">Rules by guideline</h2>\n<div class=\"controls\" hidden>\n<fieldset>\n<legend>Show rules that are</legend>\n");
        foreach (RuleStatus status in (ReadOnlySpan<RuleStatus>)[RuleStatus.Violated, RuleStatus.CouldNotTell, RuleStatus.Passed, RuleStatus.NotApplicable, RuleStatus.Off, RuleStatus.Broken])
        {
            int count = _report.CountOf(status);
            string name = NameOf(status);
            if (count > 0 || status is not (RuleStatus.Off or RuleStatus.Broken))
            {
                _html.Append(CultureInfo.InvariantCulture, $"<label><input type=\"checkbox\" name=\"outcome\" value=\"{name}\" checked> {Words(name)} ({count})</label>\n");
            }
        }

        _html.Append("</fieldset>\n<p><button type=\"button\" id=\"open-all\">Open all</button> <button type=\"button\" id=\"close-all\">Close all</button> <span id=\"shown\" role=\"status\" aria-live=\"polite\"></span></p>\n</div>\n</section>\n");
    }

    private void WriteGuideline(Guideline guideline)
    {
        string outcome = OutcomeOf(guideline);
        _html.Append(CultureInfo.InvariantCulture, $"<section data-guideline=\"{(int)guideline}\" aria-labelledby=\"g{(int)guideline:00}\">\n<h2 id=\"g{(int)guideline:00}\">{(int)guideline}. ");
        _html.AppendText(GuidelineTitles.Of(guideline)).Append(CultureInfo.InvariantCulture, $" <span class=\"badge {outcome}\">{Words(outcome)}</span></h2>\n");
        bool any = false;
        foreach (RuleResult result in _report.Rules)
        {
            if (_catalog.TryGet(result.RuleId, out CatalogedRule? rule) && rule.Description.Guideline == guideline)
            {
                WriteRule(result, rule.Description);
                any = true;
            }
        }

        _html.Append(any ? "<p class=\"none soft\" hidden>No rule of this guideline has one of the chosen outcomes.</p>\n" : "<p class=\"soft\">No rule of this version judges this guideline.</p>\n");
        _html.Append("</section>\n");
    }

    private void WriteRule(RuleResult result, RuleDescription rule)
    {
        string name = NameOf(result.Status);
        ImmutableArray<ReportedFinding> findings = [.. _report.Findings.Where(f => f.RuleId == rule.Id)];
        bool open = findings.Any(static f => f.IsShown);
        _html.Append(CultureInfo.InvariantCulture, $"<details data-outcome=\"{name}\" id=\"{rule.Id}\"{(open ? " open" : "")}>\n<summary><h3>{rule.Id} ").AppendText(rule.Title);
        _html.Append(CultureInfo.InvariantCulture, $"</h3> <span class=\"badge {name}\">{Words(name)}</span></summary>\n<div>\n");
        if (!findings.IsEmpty)
        {
            _html.Append("<ul>\n");
            foreach (ReportedFinding finding in findings)
            {
                WriteFinding(finding);
            }

            _html.Append("</ul>\n");
        }

        if (result.Reason is { } reason)
        {
            _html.Append("<p><bdi>").AppendText(reason).Append("</bdi></p>\n");
        }

        _html.Append("<p class=\"soft\">").AppendText(result.Status switch
        {
            RuleStatus.Passed => "Holds.",
            RuleStatus.Off => "Is off in this profile, or was turned off.",
            RuleStatus.Broken => "The rule itself failed and says nothing of the image.",
            _ => "To do, in general: " + rule.FixFor(_hasProject),
        }).Append("</p>\n</div>\n</details>\n");
    }

    private void WriteFinding(ReportedFinding finding)
    {
        _html.Append("<li class=\"finding\">");
        WriteOutcome(finding);
        _html.Append(" <bdi>").AppendText(finding.Message).Append("</bdi>");
        WritePlace(finding.Where.Source);
        if (finding.SuppressedBy is { } suppression)
        {
            _html.Append(" <span class=\"soft\">Suppressed: <bdi>").AppendText(suppression.Justification).Append("</bdi>");
            if (suppression.Expires is { Length: > 0 } last)
            {
                _html.Append(" (until ").AppendText(last).Append(')');
            }

            _html.Append("</span>");
        }
        else if (finding.SilencedByNoWarn)
        {
            _html.Append(" <span class=\"soft\">Silenced by NoWarn.</span>");
        }
        else if (finding.Baseline == BaselineState.Unchanged)
        {
            _html.Append(" <span class=\"soft\">In the baseline.</span>");
        }

        _html.Append("</li>\n");
    }

    private void WriteFixed()
    {
        if (_report.Fixed.IsEmpty)
        {
            return;
        }

        _html.Append("<section aria-labelledby=\"fixed\">\n<h2 id=\"fixed\">Fixed since the baseline was written</h2>\n<ul>\n");
        foreach (BaselineEntry entry in _report.Fixed)
        {
            _html.Append("<li class=\"finding\"><bdi>").AppendText(entry.ToString()).Append("</bdi></li>\n");
        }

        _html.Append("</ul>\n</section>\n");
    }

    private void WriteOutcome(ReportedFinding finding)
    {
        if (finding.Outcome == Outcome.CouldNotTell)
        {
            _html.Append("<span class=\"badge could-not-tell\">could not tell</span>");
        }
        else
        {
            WriteSeverity(finding.Severity);
        }
    }

    private void WriteSeverity(Severity severity)
    {
        string name = severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "info",
        };
        _html.Append(CultureInfo.InvariantCulture, $"<span class=\"badge {name}\">{(name == "info" ? "message" : name)}</span>");
    }

    private void WritePlace(SourceLocation? place)
    {
        if (place is null)
        {
            return;
        }

        string file = Path.GetFileName(place.File);
        if (_options.SourceRoot is { Length: > 0 } root && Path.IsPathFullyQualified(place.File))
        {
            // Another drive gives a full path back, which would name this machine.
            string relative = Path.GetRelativePath(root, place.File);
            file = Path.IsPathRooted(relative) ? file : relative.Replace(Path.DirectorySeparatorChar, '/');
        }

        _html.Append(" <code>").AppendText(file);
        if (place.Line > 0)
        {
            _html.Append(CultureInfo.InvariantCulture, $":{place.Line}");
        }

        _html.Append("</code>");
    }

    // The worst that one of its rules came to.
    private string OutcomeOf(Guideline guideline)
    {
        string worst = "none";
        int rank = -1;
        foreach (RuleResult result in _report.Rules)
        {
            if (_catalog.TryGet(result.RuleId, out CatalogedRule? rule) && rule.Description.Guideline == guideline)
            {
                int own = result.Status switch
                {
                    RuleStatus.Violated => 5,
                    RuleStatus.Broken => 4,
                    RuleStatus.CouldNotTell => 3,
                    RuleStatus.Passed => 2,
                    RuleStatus.NotApplicable => 1,
                    _ => 0,
                };
                if (own > rank)
                {
                    rank = own;
                    worst = NameOf(result.Status);
                }
            }
        }

        return worst == "none" ? "off" : worst;
    }

    private static string NameOf(RuleStatus status) => status switch
    {
        RuleStatus.Passed => "passed",
        RuleStatus.Violated => "violated",
        RuleStatus.CouldNotTell => "could-not-tell",
        RuleStatus.NotApplicable => "not-applicable",
        RuleStatus.Broken => "broken",
        _ => "off",
    };

    private static string Words(string name) => name switch
    {
        "off" => "not judged",
        "broken" => "failed themselves",
        _ => name.Replace('-', ' '),
    };

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlReportWriter).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r", "", StringComparison.Ordinal);
    }
}
