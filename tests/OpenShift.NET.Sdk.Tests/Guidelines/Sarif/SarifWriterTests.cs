using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Sarif;

[TestClass]
public sealed class SarifWriterTests
{
    private static readonly Rule[] s_rules =
    [
        new OtherViolated(
            Run.Seen("thing:a", source: new SourceLocation("/src/WebApi/Props dir/ä.props", 3, 7)),
            Run.Seen("thing:b"),
            Run.Seen("thing:c", Origin.Base),
            Run.Seen("thing:d", Origin.Base),
            Finding.CouldNotTell(new Location("Script /run.sh", "file:/run.sh"), "cannot be read (line 3)")),
        new Throwing(),
        new AlwaysViolated(Finding.NotApplicable(new Location("The image", "image"), "has no package database")),
    ];

    private static readonly SeveritySettings s_settings = new()
    {
        Overrides = new Dictionary<string, SeverityOverride> { ["OSC1391"] = new(Severity.Info, new SourceLocation("/src/.editorconfig", 2)) },
        NoWarn = ["OSC0592"],
    };

    [TestMethod]
    public async Task The_log_is_one_run_of_SARIF_2_1_0()
    {
        JsonObject log = await Log();

        Assert.AreEqual("2.1.0", (string?)log["version"]);
        StringAssert.EndsWith((string?)log["$schema"], "sarif-2.1.0.json");
        Assert.HasCount(1, log["runs"]!.AsArray());
        JsonNode driver = log["runs"]![0]!["tool"]!["driver"]!;
        Assert.AreEqual("OpenShift.NET.Sdk 1.2.3-beta.1", $"{driver["name"]} {driver["semanticVersion"]}");
        Assert.AreEqual("utf16CodeUnits", (string?)log["runs"]![0]!["columnKind"]);
        Assert.AreEqual("OpenShift.NET.Sdk/WebApi/linux-x64/", (string?)log["runs"]![0]!["automationDetails"]!["id"]);
    }

    [TestMethod]
    public async Task What_happened_when_the_image_ran_is_a_property_of_the_run_without_its_log()
    {
        Publication publication = RuleCase.Parse("""
            run:
              missingSettings: [Mail__Host]
              declared: { log: [ { at: 1, isError: false, text: "only in the log" } ], written: [ { path: "/app/a\u202Eb", size: 3, change: Created, isDeclared: false, grew: false } ] }
            """).Build();
        using var output = new MemoryStream();
        await SarifWriter.WriteAsync(output, Run.Of(s_rules), new RuleCatalog(s_rules), new SarifOptions { ToolVersion = "1.0.0", Run = publication.Run }, CancellationToken.None);
        string text = Encoding.UTF8.GetString(output.ToArray());
        JsonNode proof = JsonNode.Parse(text)!["runs"]![0]!["properties"]!["proof"]!;

        Assert.AreEqual("true bubblewrap 0.8.0 Deployment/weather 1000660000 620 2550 0 :: 8080 /app/a[U+202E]b Mail__Host", string.Join(' ', ((string[])["run", "engine", "workload", "userId", "readyAfter", "endedAfter", "exitCode", "listenedOn", "wroteOutsideDeclaredFolders", "settingsWithoutValue"]).Select(n => proof[n] is JsonArray a ? string.Join(' ', a.Select(i => (string?)i)) : proof[n]!.ToString())));
        Assert.AreEqual("livenessProbe true, readinessProbe true", string.Join(", ", proof["probes"]!.AsArray().Select(p => $"{p!["kind"]} {p["answered"]}")));
        Assert.DoesNotContain("only in the log", text);

        output.SetLength(0);
        await SarifWriter.WriteAsync(output, Run.Of(s_rules), new RuleCatalog(s_rules), new SarifOptions { ToolVersion = "1.0.0", Run = new() { NotRun = "no engine works" } }, CancellationToken.None);
        Assert.AreEqual("""{"run":false,"notRun":"no engine works"}""", JsonNode.Parse(Encoding.UTF8.GetString(output.ToArray()))!["runs"]![0]!["properties"]!["proof"]!.ToJsonString());
        Assert.IsNull((await RunOf())["properties"]);
    }

    [TestMethod]
    public async Task A_rule_is_described_with_a_name_that_is_not_its_id()
    {
        JsonArray rules = (await RunOf())["tool"]!["driver"]!["rules"]!.AsArray();

        Assert.HasCount(3, rules);
        foreach (JsonNode? rule in rules)
        {
            Assert.AreNotEqual((string?)rule!["id"], (string?)rule["name"]);
            StringAssert.EndsWith((string?)rule["shortDescription"]!["text"], ".");
            StringAssert.EndsWith((string?)rule["fullDescription"]!["text"], ".");
            StringAssert.EndsWith((string?)rule["help"]!["text"], ".");
            StringAssert.StartsWith((string?)rule["help"]!["markdown"], "# " + (string?)rule["id"]);
            Assert.IsTrue((string?)rule["defaultConfiguration"]!["level"] is "error" or "warning" or "note");
            Assert.HasCount(3, rule["properties"]!["tags"]!.AsArray());
        }
    }

    [TestMethod]
    public async Task Every_result_has_its_rule_a_message_and_a_kind_that_goes_with_its_level()
    {
        JsonObject run = await RunOf();
        JsonArray results = run["results"]!.AsArray();

        foreach (JsonNode? result in results)
        {
            Assert.AreEqual((string?)result!["ruleId"], (string?)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]);
            StringAssert.EndsWith((string?)result["message"]!["text"], ".");
            Assert.AreEqual((string?)result["kind"] == "fail", (string?)result["level"] is "error" or "warning" or "note");
            Assert.AreEqual((string?)result["kind"] != "fail", (string?)result["level"] == "none");
        }

        Assert.AreEqual(
            "OSC0191 fail error, OSC0191 fail error, OSC0191 fail warning, OSC0191 open none, OSC0592 fail warning, OSC1391 notApplicable none",
            string.Join(", ", results.Select(r => $"{r!["ruleId"]} {r["kind"]} {r["level"]}")));
    }

    [TestMethod]
    public async Task A_place_is_relative_to_the_source_root_and_has_a_line()
    {
        JsonObject run = await RunOf();
        JsonNode named = run["results"]![0]!["locations"]![0]!;
        JsonNode whole = run["results"]![1]!["locations"]![0]!;

        Assert.AreEqual("""{"uri":"Props%20dir/%C3%A4.props","uriBaseId":"SRCROOT","index":0}""", named["physicalLocation"]!["artifactLocation"]!.ToJsonString());
        Assert.AreEqual("""{"startLine":3,"startColumn":7}""", named["physicalLocation"]!["region"]!.ToJsonString());
        Assert.AreEqual("""{"startLine":1}""", whole["physicalLocation"]!["region"]!.ToJsonString());
        Assert.AreEqual("thing:a", (string?)named["logicalLocations"]![0]!["fullyQualifiedName"]);
        Assert.AreEqual("Props%20dir/%C3%A4.props, WebApi.csproj", string.Join(", ", run["artifacts"]!.AsArray().Select(a => (string?)a!["location"]!["uri"])));
        Assert.IsNotNull(run["originalUriBaseIds"]!["SRCROOT"]);
        Assert.IsNull(run["originalUriBaseIds"]!["SRCROOT"]!["uri"]);
    }

    [TestMethod]
    public async Task Nothing_of_this_machine_is_in_the_log()
    {
        string log = Encoding.UTF8.GetString(await Bytes());

        Assert.DoesNotContain("/src/", log);
        Assert.DoesNotContain("file:///", log);
        Assert.DoesNotContain("secret-text", log);
        Assert.DoesNotContain("hidden", log);
    }

    [TestMethod]
    public async Task The_log_says_what_was_published_and_where_to_read_more()
    {
        JsonObject run = await RunOf();

        Assert.AreEqual("https://git.contoso.example/shop/web-api 5f2c9d1e", $"{run["versionControlProvenance"]![0]!["repositoryUri"]} {run["versionControlProvenance"]![0]!["revisionId"]}");
        Assert.AreEqual("https://contoso.example/sdk", (string?)run["tool"]!["driver"]!["informationUri"]);
        Assert.AreEqual("https://contoso.example/sdk/OSC0191", (string?)run["tool"]!["driver"]!["rules"]![0]!["helpUri"]);
    }

    [TestMethod]
    public async Task A_rule_that_is_not_applicable_says_where_and_why()
    {
        JsonNode result = (await RunOf())["results"]![5]!;

        Assert.AreEqual("The image has no package database.", (string?)result["message"]!["text"]);
        Assert.AreEqual("WebApi.csproj", (string?)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
    }

    [TestMethod]
    public async Task A_settings_file_that_no_result_is_in_has_its_own_role()
    {
        Report report = Run.Of(new OtherViolated(Run.Seen()), new SeveritySettings
        {
            Problems = [new ToolDiagnostic(ToolCodes.InvalidSeverity, Severity.Warning, "The severity is wrong.", new SourceLocation("/src/WebApi/.editorconfig", 2))],
        });
        JsonObject run = await RunOf(report);

        Assert.AreEqual(".editorconfig userSpecifiedConfiguration, WebApi.csproj resultFile", string.Join(", ", run["artifacts"]!.AsArray().Select(a => $"{a!["location"]!["uri"]} {a["roles"]![0]}")));
    }

    [TestMethod]
    public async Task Equal_reports_have_equal_bytes_wherever_the_project_lies()
    {
        byte[] one = await Bytes();
        byte[] two = await Bytes();

        Assert.AreEqual(Encoding.UTF8.GetString(one), Encoding.UTF8.GetString(two));
        Assert.DoesNotContain("\r", Encoding.UTF8.GetString(one));
    }

    [TestMethod]
    public async Task A_fingerprint_tells_scopes_apart_and_knows_no_line()
    {
        JsonArray results = (await RunOf())["results"]!.AsArray();
        string a = (string)results[0]!["partialFingerprints"]!["openshiftScope/v1"]!;
        string b = (string)results[1]!["partialFingerprints"]!["openshiftScope/v1"]!;
        JsonObject moved = await RunOf(Run.Of(new OtherViolated(Run.Seen("thing:a", source: new SourceLocation("/src/WebApi/x", 99)))));

        Assert.AreNotEqual(a, b);
        Assert.AreEqual(a, (string?)moved["results"]![0]!["partialFingerprints"]!["openshiftScope/v1"]);
    }

    [TestMethod]
    public async Task Places_in_the_base_are_related_locations_of_one_result()
    {
        JsonNode result = (await RunOf())["results"]![2]!;

        Assert.AreEqual("thing:d", (string?)result["relatedLocations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]);
        Assert.AreEqual(2, (int)result["occurrenceCount"]!);
    }

    [TestMethod]
    public async Task What_is_silenced_stays_in_the_log_with_its_justification()
    {
        JsonObject noWarn = await RunOf();
        JsonObject suppressed = await RunOf(Run.Of(new OtherViolated(Run.Seen()), null, new SuppressionFact("OSC0191", null, "Because it is old.", null)));

        Assert.AreEqual("""[{"kind":"external","status":"accepted","justification":"NoWarn"}]""", noWarn["results"]![4]!["suppressions"]!.ToJsonString());
        Assert.AreEqual("""[{"kind":"external","status":"accepted","justification":"Because it is old."}]""", suppressed["results"]![0]!["suppressions"]!.ToJsonString());
        Assert.IsNull(noWarn["results"]![0]!["suppressions"]);
    }

    [TestMethod]
    public async Task Against_a_baseline_every_result_says_how_it_stands_to_it()
    {
        Report report = new Baseline([new("OSC0191", "thing:a"), new("OSC0191", "thing:gone")]).ApplyTo(
            Run.Of([new OtherViolated(Run.Seen("thing:a"), Run.Seen("thing:b")), s_rules[1], s_rules[2]]), new SeveritySettings(), new SourceLocation("/src/WebApi/.openshift-baseline.sarif"));
        JsonObject run = await RunOf(report);

        Assert.AreEqual(
            "OSC0191 fail note unchanged, OSC0191 fail error new, OSC0592 fail warning new, OSC1391 notApplicable none new, OSC0191 pass none absent",
            string.Join(", ", run["results"]!.AsArray().Select(r => $"{r!["ruleId"]} {r["kind"]} {r["level"]} {r["baselineState"]}")));
        Assert.AreEqual(BaselineFile.FingerprintOf("OSC0191", "thing:gone"), (string?)run["results"]![4]!["partialFingerprints"]![BaselineFile.FingerprintName]);
        Assert.IsNull((await RunOf())["results"]![0]!["baselineState"]);
    }

    [TestMethod]
    public async Task A_broken_rule_makes_the_run_unsuccessful_and_is_a_notification()
    {
        JsonObject run = await RunOf();
        JsonNode invocation = run["invocations"]![0]!;
        JsonNode notification = invocation["toolExecutionNotifications"]![0]!;

        Assert.IsFalse((bool)invocation["executionSuccessful"]!);
        Assert.AreEqual("error", (string?)notification["level"]);
        Assert.AreEqual(ToolCodes.RuleFailed, (string?)notification["descriptor"]!["id"]);
    }

    [TestMethod]
    public async Task A_changed_severity_is_an_override_of_the_rules_configuration()
    {
        JsonObject changed = await RunOf();
        JsonObject off = await RunOf(Run.Of(s_rules, new SeveritySettings { Profile = Profile.Basic }));

        Assert.AreEqual(
            """[{"configuration":{"level":"note"},"descriptor":{"id":"OSC1391","index":2}}]""",
            changed["invocations"]![0]!["ruleConfigurationOverrides"]!.ToJsonString());
        Assert.AreEqual(
            """[{"configuration":{"level":"note"},"descriptor":{"id":"OSC0191","index":0}},{"configuration":{"enabled":false},"descriptor":{"id":"OSC1391","index":2}}]""",
            off["invocations"]![0]!["ruleConfigurationOverrides"]!.ToJsonString());
    }

    [TestMethod]
    public async Task An_image_judged_without_its_project_has_logical_locations_only()
    {
        Report report = new RuleEngine(new RuleCatalog([new OtherViolated(Run.Seen())]))
            .Run(RuleCase.Parse("noProject: true").Build(), new SeveritySettings(), [], Run.Today, CancellationToken.None);
        JsonObject run = await RunOf(report);

        Assert.IsNull(run["results"]![0]!["locations"]![0]!["physicalLocation"]);
        Assert.IsNull(run["artifacts"]);
    }

    private static async Task<JsonObject> RunOf(Report? report = null) => (JsonObject)(await Log(report))["runs"]![0]!;

    private static async Task<JsonObject> Log(Report? report = null) => (JsonObject)JsonNode.Parse(await Bytes(report))!;

    private static async Task<byte[]> Bytes(Report? report = null)
    {
        using var stream = new MemoryStream();
        var options = new SarifOptions
        {
            ToolVersion = "1.2.3-beta.1",
            SourceRoot = "/src/WebApi",
            AutomationId = "WebApi/linux-x64",
            InformationUri = new Uri("https://contoso.example/sdk"),
            RepositoryUri = new Uri("https://me:hidden@git.contoso.example/shop/web-api"),
            Revision = "5f2c9d1e",
            PageOf = r => $"# {r.Id}\n",
            HelpUriOf = r => new Uri($"https://contoso.example/sdk/{r.Id}"),
        };
        await SarifWriter.WriteAsync(stream, report ?? Run.Of(s_rules, s_settings), new RuleCatalog(s_rules), options, CancellationToken.None);
        return stream.ToArray();
    }
}
