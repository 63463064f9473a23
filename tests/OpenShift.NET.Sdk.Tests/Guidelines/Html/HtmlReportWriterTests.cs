using System.Text;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Html;

[TestClass]
public sealed partial class HtmlReportWriterTests
{
    private const string Hostile = "</script><script>alert(1)</script>\"' onload=alert(2) <img src=x onerror=alert(3)> &amp; \u202Egnp.exe \u0007 \ud800";

    [TestMethod]
    public async Task Every_guideline_has_a_section_and_every_rule_its_outcome()
    {
        string html = await HtmlAsync(Report());

        Assert.HasCount(22, Section().Matches(html));
        Assert.AreEqual("OSC0191 violated, OSC0592 broken, OSC1391 not-applicable", string.Join(", ", Rule().Matches(html).Select(m => $"{m.Groups[2].Value} {m.Groups[1].Value}")));
        Assert.Contains("No rule of this version judges this guideline.", html);
    }

    [TestMethod]
    public async Task What_was_found_comes_first_the_worst_of_it_at_the_top()
    {
        Report report = Run.Of(
            [new AlwaysViolated(Run.Seen("thing:mild") with { AtMost = Severity.Info }, Run.Seen("thing:bad"), Run.Seen("thing:worse", source: new SourceLocation("/src/Shop.csproj", 7))), new OtherViolated(Run.Seen("thing:silent"))],
            null,
            new SuppressionFact("OSC0191", null, "Legacy.", null));
        string html = await HtmlAsync(report);
        string worst = html[html.IndexOf("<h2 id=\"worst\">", StringComparison.Ordinal)..html.IndexOf("<h2 id=\"layers\">", StringComparison.Ordinal)];

        Assert.AreEqual("warning Thing bad, info Thing mild", string.Join(", ", Regex.Matches(worst, "badge (\\w+)\">.*?</a> <bdi>(.*?)</bdi>").Select(static m => m.Groups[1].Value + " " + m.Groups[2].Value)));
        Assert.Contains("and 1 more", worst);
        Assert.DoesNotContain("Thing silent", worst);
        Assert.DoesNotContain("id=\"worst\"", await HtmlAsync(Run.Of(new OtherViolated())));
    }

    [TestMethod]
    public async Task Nothing_of_an_image_or_a_project_is_markup()
    {
        Report report = Run.Of(new OtherViolated(Finding.Violation(new Location(Hostile, Hostile, new SourceLocation("/src/" + Hostile, 3)), Hostile) with { Fix = Hostile }), null, new SuppressionFact("OSC0191", null, Hostile, null));
        var baseline = new Baseline([new("OSC0191", Hostile + "2")]);
        string html = await HtmlAsync(baseline.ApplyTo(report, new SeveritySettings(), null), new HtmlOptions { Subject = Hostile, ToolVersion = Hostile, Digest = Hostile }, $"config:\n  User: {System.Text.Json.JsonSerializer.Serialize(Hostile.Replace("\ud800", "", StringComparison.Ordinal))}");

        Assert.HasCount(1, Regex.Matches(html, "<script"));
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("\" onload", html);
        Assert.DoesNotContain("\u202E", html);
        Assert.DoesNotContain("\u0007", html);
        Assert.Contains("[U+202E]gnp.exe [U+0007] \uFFFD", html);
        // Names of tags and attributes are only those the report itself has.
        Assert.AreEqual("", string.Join(' ', Tag().Matches(WithoutScript(html)).Select(m => m.Groups[1].Value).Distinct().Except(s_tags)));
    }

    [TestMethod]
    public async Task Nothing_is_loaded_and_no_other_script_may_run()
    {
        string html = await HtmlAsync(Report());
        string style = Regex.Match(html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        string script = Regex.Match(html, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;

        Assert.Contains($"content=\"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'\"", html);
        Assert.IsFalse(Regex.IsMatch(html, "(src|srcset|data|action)=\"|url\\(|@import|href=\"(?!#)| style=\"| on[a-z]+=\""), "something is loaded or inline");
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Equal_reports_have_equal_bytes_and_name_nothing_of_this_machine()
    {
        string one = await HtmlAsync(Report());

        Assert.AreEqual(one, await HtmlAsync(Report()));
        Assert.DoesNotContain("/src/", one);
        Assert.DoesNotContain("secret-text", one);
        Assert.Contains("<code>Props/a.props:3</code>", one);
    }

    [TestMethod]
    public async Task Headings_tables_and_controls_are_named()
    {
        string html = await HtmlAsync(Report());

        Assert.HasCount(1, Regex.Matches(html, "<h1"));
        Assert.HasCount(1, Regex.Matches(html, "<main "));
        Assert.Contains("<html lang=\"en\">", html);
        Assert.AreEqual(Regex.Count(html, "<table>"), Regex.Count(html, "<caption>"));
        Assert.IsFalse(Regex.IsMatch(html, "<th>"), "a header without scope");
        Assert.Contains("role=\"img\" aria-labelledby=\"layers-title layers-text\"", html);
        Assert.Contains("role=\"status\" aria-live=\"polite\"", html);
        string[] ids = [.. Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
        Assert.HasCount(ids.Length, ids.Distinct().ToArray());
        Assert.IsEmpty(Regex.Matches(html, "(?:href=\"#|labelledby=\")([^\"]+)\"").SelectMany(m => m.Groups[1].Value.Split(' ')).Except(ids));
    }

    [TestMethod]
    public async Task Silenced_findings_say_why()
    {
        Report suppressed = Run.Of(new OtherViolated(Run.Seen()), null, new SuppressionFact("OSC0191", null, "Because it is old.", "2030-01-01"));

        Assert.Contains("Suppressed: <bdi>Because it is old.</bdi> (until 2030-01-01)", await HtmlAsync(suppressed));
        Assert.Contains("Silenced by NoWarn.", await HtmlAsync(Run.Of(new AlwaysViolated(Run.Seen()), new SeveritySettings { NoWarn = ["OSC1391"] })));
        Assert.Contains("In the baseline.", await HtmlAsync(new Baseline([new("OSC0191", "thing:a")]).ApplyTo(Run.Of(new OtherViolated(Run.Seen())), new SeveritySettings(), null)));
    }

    [TestMethod]
    public void Wasted_bytes_are_those_of_files_that_a_higher_layer_hides()
    {
        Publication publication = RuleCase.Parse("""
            layers:
              - { origin: base, files: [ { path: /a, size: 1000 }, { path: /b, size: 500 }, { path: /c, size: 7, hardlink: /a } ] }
              - { origin: app, files: [ { path: /a, size: 20 } ], whiteouts: [ /b ] }
            """).Build();

        Assert.AreEqual("1 Base 1500, 2 App 0", string.Join(", ", LayerUsage.Of(publication.Files).Select(l => $"{l.Number} {l.Origin} {l.WastedBytes}")));
        Assert.AreEqual("1500 20", string.Join(' ', LayerUsage.Of(publication.Files).Select(l => l.FileBytes)));
    }

    private static readonly string[] s_tags =
    [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "bdi", "p", "button", "nav", "details", "summary", "div", "ol", "li", "span", "main",
        "section", "h2", "table", "caption", "tbody", "tr", "th", "td", "figure", "svg", "desc", "text", "rect", "figcaption", "thead", "tfoot", "fieldset", "legend", "label",
        "input", "h3", "ul", "br", "code", "footer", "script",
    ];

    private static Report Report() => Run.Of(
    [
        new OtherViolated(Run.Seen("thing:a", source: new SourceLocation("/src/WebApi/Props/a.props", 3, 7)), Finding.CouldNotTell(new Location("x", "file:/x"), "is odd")),
        new Throwing(),
        new AlwaysViolated(Finding.NotApplicable(new Location("The image", "image"), "has no package database")),
    ]);

    private static async Task<string> HtmlAsync(Report report, HtmlOptions? options = null, string publication = "")
    {
        using var stream = new MemoryStream();
        await HtmlReportWriter.WriteAsync(
            stream,
            report,
            RuleCase.Parse(publication).Build(),
            new RuleCatalog([new OtherViolated(), new Throwing(), new AlwaysViolated()]),
            options ?? new HtmlOptions { Subject = "WebApi 1.4.2", ToolVersion = "1.2.3", Digest = "sha256:00", SourceRoot = "/src/WebApi" },
            CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string WithoutScript(string html) => html.Remove(html.IndexOf("<script>", StringComparison.Ordinal));

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("<section data-guideline=")]
    private static partial Regex Section();

    [GeneratedRegex("<details data-outcome=\"([^\"]+)\" id=\"([^\"]+)\"")]
    private static partial Regex Rule();

    [GeneratedRegex("<([!a-zA-Z][a-zA-Z0-9]*)")]
    private static partial Regex Tag();
}
