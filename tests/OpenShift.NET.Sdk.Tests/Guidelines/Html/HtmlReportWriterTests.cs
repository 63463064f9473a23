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
    private static string Yaml => System.Text.Json.JsonSerializer.Serialize(Hostile.Replace("\ud800", "", StringComparison.Ordinal));

    private const string Hostile = "</script><script>alert(1)</script>\"' onload=alert(2) <img src=x onerror=alert(3)> &amp; \u202Egnp.exe \u0007 \ud800";

    [TestMethod]
    public async Task Every_guideline_has_a_section_and_every_rule_its_outcome()
    {
        string html = await HtmlAsync(Report());

        Assert.HasCount(22, Section().Matches(html));
        Assert.AreEqual("OSC0191 error, OSC0592 failed, OSC1391 not-applicable", string.Join(", ", Rule().Matches(html).Select(m => $"{m.Groups[2].Value} {m.Groups[1].Value}")));
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
        string found = Part(html, "found");

        Assert.AreEqual("warning Thing bad is wrong, message Thing mild is wrong", string.Join(", ", Entry().Matches(found).Select(static m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}")));
        Assert.Contains("The same in one more place:", found);
        Assert.Contains("<li><bdi>Thing worse</bdi></li>", found);
        Assert.DoesNotContain("Thing silent", found);
        Assert.DoesNotContain("id=\"found\"", await HtmlAsync(Run.Of(new OtherViolated())));
    }

    [TestMethod]
    public async Task An_entry_says_what_was_seen_and_what_to_do_and_calls_the_goal_a_goal()
    {
        string found = Part(await HtmlAsync(Run.Of(new AlwaysViolated(Run.Seen("thing:bad") with { Fix = "Set <ContainerUser>1654</ContainerUser> or call builder.Services.AddHealthChecks(); in 'Program.cs'." }))), "found");

        Assert.Contains("<span class=\"where\"><bdi>Thing bad</bdi></span> <bdi>is wrong</bdi>.</h3>", found);
        Assert.Contains("<strong>To do</strong> <bdi>Set <code>&lt;ContainerUser&gt;1654&lt;/ContainerUser&gt;</code> or call <code>builder.Services.AddHealthChecks();</code> in <code>Program.cs</code>.</bdi>", found);
        Assert.Contains("What should be: Nothing is found.", found);
        Assert.AreEqual(
            "&lt;ContainerUser&gt;1654&lt;/ContainerUser&gt; | builder.Services.AddHealthChecks(); | &lt;OpenShiftSuppress Include=&quot;OSC1391&quot; Where=&quot;thing:bad&quot; Justification=&quot;…&quot; /&gt;",
            string.Join(" | ", Regex.Matches(found, "<div class=\"snippet\"><pre[^>]*><code>(.*?)</code></pre><button type=\"button\" class=\"copy\" hidden>Copy</button>").Select(static m => m.Groups[1].Value)));
    }

    [TestMethod]
    public async Task A_message_makes_no_guideline_red_and_passed_is_said_only_of_rules_that_could_run()
    {
        string message = await HtmlAsync(Run.Of(new AlwaysViolated(Run.Seen() with { AtMost = Severity.Info })));
        string section = message[message.IndexOf("data-guideline=\"13\"", StringComparison.Ordinal)..message.IndexOf("data-guideline=\"14\"", StringComparison.Ordinal)];
        Assert.Contains("<span class=\"badge message\">1 message</span>", section);
        Assert.Contains("not met · message", section);
        Assert.DoesNotContain("error", section);
        Assert.Contains("<a href=\"#g13\">13. Run as any user id with group 0</a> <span class=\"message\">1 message</span>", message);

        foreach (Finding finding in (Finding[])[Finding.NotApplicable(new Location("The image", "image"), "has none"), Finding.CouldNotTell(new Location("The image", "image"), "is odd")])
        {
            Assert.DoesNotContain("class=\"badge passed\"", await HtmlAsync(Run.Of(new AlwaysViolated(finding))));
        }

        Assert.DoesNotContain("class=\"badge passed\"", await HtmlAsync(Run.Of(new AlwaysViolated(Run.Seen()), null, new SuppressionFact("OSC1391", null, "Legacy.", null))));
        Assert.DoesNotContain("class=\"badge passed\"", await HtmlAsync(Run.Of(new AsksTheCode())));
        Assert.Contains("class=\"badge passed\"", await HtmlAsync(Run.Of(new AlwaysViolated())));
    }

    [TestMethod]
    public async Task Rules_that_are_not_applicable_or_off_start_folded()
    {
        string html = await HtmlAsync(Report());

        Assert.IsTrue(Regex.IsMatch(html, "<details class=\"folded\"><summary>1 rule is not applicable</summary>\\s*<div>\\s*<details class=\"rule\" data-outcome=\"not-applicable\" id=\"OSC1391\">"));
        Assert.DoesNotContain(" open>", html);
        Assert.Contains("The image has no package database.", html);
    }

    [TestMethod]
    public async Task What_the_image_gives_a_container_is_shown_and_no_secret_of_it()
    {
        string html = await HtmlAsync(Run.Of(new AlwaysViolated()), null, """
            config:
              Env: [ "PATH=/usr/bin", "DB_PASSWORD=hunter2hunter2", "FEED=https://user:secretpassword@nuget.example.com/", "OPTIONS=--password hunter3hunter3 --verbose" ]
              Entrypoint: [ "/app/run.sh", "--token", "abcdef0123456789" ]
              Cmd: [ "--urls", "a b" ]
              Labels: { "com.example.api-key": "k3yk3yk3yk3y", "vendor": "Contoso" }
            configRoot:
              created: "2026-01-02T03:04:05Z"
              history:
                - { created: "2026-01-01T00:00:00Z", created_by: "ADD file:1 in /" }
                - { created_by: "ENV DB_PASSWORD hunter2hunter2", empty_layer: true }
                - { created_by: "RUN |1 TOKEN=ghp_0123456789abcdef0123456789abcdef0123 curl -u admin:hunter4hunter4 https://x.example.com", comment: buildkit }
                - { created_by: "RUN echo 'root:hunter5hunter5' | chpasswd" }
            """);

        foreach (string shown in (string[])["2026-01-02T03:04:05Z", "<bdi>PATH</bdi>", "<bdi>/usr/bin</bdi>", "<bdi>DB_PASSWORD</bdi>", "*** (14 characters)", "--urls &quot;a b&quot;", "<bdi>Contoso</bdi>", "ADD file:1 in /", "curl -u admin:*** (14 characters) https://x.example.com", "buildkit", "--verbose", "root:*** (14 characters) | chpasswd", "Steps that made no layer"])
        {
            Assert.Contains(shown, html);
        }

        foreach (string secret in (string[])["hunter", "secretpassword", "abcdef0123456789", "k3yk3y", "ghp_0"])
        {
            Assert.DoesNotContain(secret, html);
        }
    }

    [TestMethod]
    public async Task The_lines_of_a_script_are_quoted_without_its_secrets()
    {
        const string Script = """
            config: { Entrypoint: [ "/app/run.sh" ] }
            addLayers: [ { origin: app, files: [ { path: /app/run.sh, mode: "0755", size: 60, text: "#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n/usr/sbin/sshd\nexec dotnet /app/WebApi.dll\n" } ] } ]
            """;
        Publication publication = RuleCase.Parse(Script).Build();
        Report report = new RuleEngine(new RuleCatalog([new OpenShift.NET.Sdk.Guidelines.G10_NoSshd.OSC1003_NoSshServerIsStarted.NoSshServerIsStarted()])).Run(publication, new SeveritySettings(), [], Run.Today, CancellationToken.None);
        string found = Part(await HtmlAsync(report, null, Script), "found");

        Assert.Contains("<span class=\"line\"><span class=\"number\">2</span> export DB_PASSWORD=*** (14 characters)</span>", found);
        Assert.Contains("<span class=\"line meant\"><span class=\"number\">3</span> /usr/sbin/sshd</span>", found);
        Assert.DoesNotContain("hunter", found);
    }

    [TestMethod]
    public async Task Nothing_of_an_image_or_a_project_is_markup()
    {
        Report report = Run.Of(new OtherViolated(Finding.Violation(new Location(Hostile, Hostile, new SourceLocation("/src/" + Hostile, 3)), Hostile) with { Fix = Hostile }), null, new SuppressionFact("OSC0191", null, Hostile, null));
        var baseline = new Baseline([new("OSC0191", Hostile + "2")]);
        string html = await HtmlAsync(baseline.ApplyTo(report, new SeveritySettings(), null), new HtmlOptions { Subject = Hostile, ToolVersion = Hostile, Digest = Hostile }, $"config:\n  User: {Yaml}\n  Entrypoint: [ {Yaml} ]\n  Env: [ {Yaml} ]\n  Labels: {{ {Yaml}: {Yaml} }}\nconfigRoot:\n  created: {Yaml}\n  history: [ {{ created: {Yaml}, created_by: {Yaml}, comment: {Yaml}, author: {Yaml} }} ]");

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
    }

    [TestMethod]
    public async Task Equal_reports_have_equal_bytes_and_name_nothing_of_this_machine()
    {
        string one = await HtmlAsync(Report());

        Assert.AreEqual(one, await HtmlAsync(Report()));
        Assert.DoesNotContain("/src/", one);
        Assert.DoesNotContain("secret-text", one);
        Assert.Contains("<code class=\"place\">Props/a.props:3</code>", one);
    }

    [TestMethod]
    public async Task Headings_tables_and_controls_are_named()
    {
        string html = await HtmlAsync(Report());

        Assert.HasCount(1, Regex.Matches(html, "<h1"));
        Assert.HasCount(1, Regex.Matches(html, "<main "));
        Assert.Contains("<html lang=\"en\">", html);
        Assert.IsFalse(Regex.IsMatch(html, "<svg (?![^>]*aria-hidden)"), "What a drawing shows stands beside it in words.");
        Assert.Contains("role=\"status\" aria-live=\"polite\"", html);
        string[] ids = [.. Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
        Assert.HasCount(ids.Length, ids.Distinct().ToArray());
        Assert.IsEmpty(Regex.Matches(html, "(?:href=\"#|labelledby=\")([^\"]+)\"").SelectMany(m => m.Groups[1].Value.Split(' ')).Except(ids));
    }

    [TestMethod]
    public async Task Silenced_findings_say_why()
    {
        Report suppressed = Run.Of(new OtherViolated(Run.Seen()), null, new SuppressionFact("OSC0191", null, "Because it is old.", "2030-01-01"));

        Assert.Contains("Suppressed: <bdi>Because it is old.</bdi> (until <bdi>2030-01-01</bdi>)", await HtmlAsync(suppressed));
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

    [TestMethod]
    public async Task A_run_is_told_in_a_sentence_drawn_and_listed_with_its_log()
    {
        string section = Part(await HtmlAsync(Run.Of(new AlwaysViolated()), null, "run: {}"), "run");

        Assert.Contains("<bdi>Proved: started as 1000660000:0 in 0.62 s, ready on /readyz, listens on 8080, wrote only to /tmp, ended 0.05 s after SIGTERM with code 0, used 61 MiB of 256 MiB (bubblewrap 0.8.0)</bdi>.", section);
        Assert.AreEqual("ready 0.62 s, SIGTERM 2.5 s, exit 0 2.55 s", string.Join(", ", Regex.Matches(section, "<text class=\"(?:good|stop|bad)\"[^>]*>([^<]*)</text>").Select(static m => m.Groups[1].Value)));
        Assert.Contains("limit 256 MiB</text>", section);
        Assert.HasCount(3, Regex.Matches(section, "<rect class=\"(starting|serving|stopping)\""));
        Assert.HasCount(4, Regex.Matches(section, "<circle class=\"good\""));
        Assert.HasCount(1, Regex.Matches(section, "<circle class=\"bad\""));
        string[] moments = [.. Regex.Matches(section, "<li class=\"([a-z]+)\"><span class=\"at\">([^<]*)</span> <[a-z]+><bdi>([^<]*)</bdi>").Select(static m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}")];
        Assert.AreEqual("start 0 s started dotnet /app/WebApi.dll", moments[0]);
        Assert.Contains("bad 0.15 s readinessProbe: connection refused in 0.01 s", moments);
        Assert.Contains("log 0.58 s       Now listening on: http://[::]:8080", moments);
        Assert.AreEqual("stop 2.55 s ended with code 0", moments[^1]);
        Assert.IsLessThan(Array.IndexOf(moments, "stop 2.5 s SIGTERM sent"), Array.IndexOf(moments, "good 0.62 s ready"));
    }

    [TestMethod]
    public async Task An_image_that_was_not_run_says_so_and_why()
    {
        Assert.Contains("The image was not run: nobody asked for a proof. With <code>&lt;OpenShiftProve&gt;", Part(await HtmlAsync(Report()), "run"));
        Assert.Contains("The image was not run: <bdi>no &lt;engine&gt; works</bdi>.", Part(await HtmlAsync(Report(), null, "run: { engine: None, notRun: no <engine> works }"), "run"));
        Assert.Contains("<code>openshift-image prove</code>", Part(await HtmlAsync(Report(), null, "noProject: true"), "run"));
    }

    [TestMethod]
    public async Task Guideline_22_says_whether_the_image_was_run()
    {
        var rule = new OpenShift.NET.Sdk.Guidelines.G22_ImageTesting.OSC2201_ImageIsRun.ImageIsRun();
        Assert.Contains("<a href=\"#g22\">22. Test the image</a> <span class=\"not-applicable\">not run</span>", await HtmlAsync(Run.Of(rule)));

        Report report = new RuleEngine(new RuleCatalog([rule])).Run(RuleCase.Parse("run: {}").Build(), new SeveritySettings(), [], Run.Today, CancellationToken.None);
        Assert.Contains("<a href=\"#g22\">22. Test the image</a> <span class=\"passed\">1 passed</span>", await HtmlAsync(report, null, "run: {}"));
    }

    [TestMethod]
    public async Task A_run_that_failed_is_told_with_the_other_runs_and_what_is_not_proved()
    {
        string section = Part(await HtmlAsync(Run.Of(new AlwaysViolated()), null, """
            run:
              unproved: [the root file system is not read-only]
              missingSettings: [Mail__Host]
              declared: { readyAfter: null, terminatedAfter: null, exit: { after: 900, code: 137, killed: true, outOfMemory: true }, memory: { peak: 268435456, limit: 4294967296, isEnforced: false, samples: [] }, knowsSockets: false, sockets: [], unreachable: [ { host: db, port: 5432, at: 1 } ] }
              more: [ { purpose: WithoutSetting, setting: Jwt__Key, exit: { after: 300, code: 1, killed: false, outOfMemory: false }, log: [ { at: 1, isError: true, text: Jwt__Key is required } ] } ]
            """), "run");

        Assert.Contains("It did not come up.", section);
        Assert.Contains("was killed for want of memory after 0.9 s", section);
        Assert.Contains("killed for memory 0.9 s</text>", section);
        Assert.Contains("limit 4 GiB, far above</text>", section);
        foreach (string shown in (string[])["the root file system is not read-only", "Mail__Host", "db:5432", "not known", "Without Jwt__Key: ended by itself after 0.3 s with code 1; the log says &#39;Jwt__Key is required&#39;"])
        {
            Assert.Contains(shown, section);
        }
    }

    [TestMethod]
    public async Task Nothing_of_a_run_is_markup_or_a_secret_and_a_long_log_is_cut()
    {
        string text = System.Text.Json.JsonSerializer.Serialize(Hostile.Replace("\ud800", "", StringComparison.Ordinal));
        string lines = string.Join(", ", Enumerable.Range(0, 1000).Select(i => FormattableString.Invariant($"{{ at: {i}, isError: false, text: \"line {i} {new string('x', 1900)}\" }}")));
        string html = await HtmlAsync(Run.Of(new AlwaysViolated()), null, $$"""
            run:
              engineName: {{text}}
              workload: {{text}}
              unproved: [ {{text}} ]
              missingSettings: [ {{text}} ]
              writablePaths: [ {{text}} ]
              declared:
                command: [ {{text}} ]
                processes: [ { id: 1, parentId: 0, program: {{text}}, command: {{text}} } ]
                sockets: [ { address: {{text}}, port: 80 } ]
                probes: [ { kind: {{text}}, action: {{text}}, target: {{text}}, attempts: [ { at: 1, succeeded: false, took: 1, answer: {{text}} } ], timeout: 1000 } ]
                written: [ { path: {{text}}, size: 3, change: Created, isDeclared: false, grew: false } ]
                unreachable: [ { host: {{text}}, at: 1 } ]
                log: [ { at: 0, isError: false, text: {{text}} }, { at: 0, isError: true, text: "starting with --password hunter2hunter2" }, {{lines}} ]
                logLines: 5002
              more: [ { purpose: WithoutSetting, setting: {{text}}, exit: { after: 300, code: 1 }, log: [ { at: 1, isError: true, text: {{text}} } ] } ]
            """);

        Assert.HasCount(1, Regex.Matches(html, "<script"));
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("\" onload", html);
        Assert.DoesNotContain("\u202E", html);
        Assert.DoesNotContain("hunter2", html);
        Assert.AreEqual("", string.Join(' ', Tag().Matches(WithoutScript(html)).Select(m => m.Groups[1].Value).Distinct().Except(s_tags)));
        Assert.HasCount(200, Regex.Matches(html, "<li class=\"(log|stderr)\">"));
        Assert.Contains("4802 more lines of the log are not shown.", html);
        Assert.IsLessThan(400_000, html.Length);
    }

    private static readonly string[] s_tags =
    [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "bdi", "wbr", "p", "button", "nav", "details", "summary", "div", "ol", "ul", "li", "span", "main",
        "section", "article", "dl", "dt", "dd", "strong", "pre", "code", "svg", "rect", "line", "circle", "path", "text", "fieldset", "legend", "label", "input", "footer", "script",
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
            new RuleCatalog([new OtherViolated(), new Throwing(), new AlwaysViolated(), new AsksTheCode(), new OpenShift.NET.Sdk.Guidelines.G22_ImageTesting.OSC2201_ImageIsRun.ImageIsRun(), new OpenShift.NET.Sdk.Guidelines.G10_NoSshd.OSC1003_NoSshServerIsStarted.NoSshServerIsStarted()]),
            options ?? new HtmlOptions { Subject = "WebApi 1.4.2", ToolVersion = "1.2.3", Digest = "sha256:00", SourceRoot = "/src/WebApi" },
            CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Part(string html, string id) =>
        html[html.IndexOf($"<h2 id=\"{id}\">", StringComparison.Ordinal)..] is var rest ? rest[..rest.IndexOf("</section>", StringComparison.Ordinal)] : "";

    private static string WithoutScript(string html) => html.Remove(html.IndexOf("<script>", StringComparison.Ordinal));

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("<article class=\"entry ([a-z-]+)\".*?<span class=\"where\"><bdi>(.*?)</bdi></span> <bdi>(.*?)</bdi>", RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex("<section class=\"guideline\" data-guideline=")]
    private static partial Regex Section();

    [GeneratedRegex("<details class=\"rule\" data-outcome=\"([^\"]+)\" id=\"([^\"]+)\"")]
    private static partial Regex Rule();

    [GeneratedRegex("<([!a-zA-Z][a-zA-Z0-9]*)")]
    private static partial Regex Tag();
}
