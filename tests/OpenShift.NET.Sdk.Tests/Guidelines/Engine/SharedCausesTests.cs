using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Engine;

/// <summary>One cause is told once, by the log and by SARIF too.</summary>
[TestClass]
public sealed class SharedCausesTests
{
    private const string Port22 = """config: { ExposedPorts: { "22/tcp": {}, "8080/tcp": {} } }""";

    [TestMethod]
    [DataRow("""config: { ExposedPorts: { "22/tcp": {}, "8080/tcp": {} } }""", "OSC1004 < OSC0702, OSC1309")]
    [DataRow("""config: { ExposedPorts: { "80/tcp": {}, "8080/tcp": {} } }""", "OSC1309 < OSC0702")]
    [DataRow("""config: { ExposedPorts: { "22/tcp": {} }, Env: [ "ASPNETCORE_HTTP_PORTS=22" ] }""", "OSC1309 < OSC1004")]
    [DataRow("""addLayers: [ { origin: app, files: [ { path: /etc/ssh/ssh_host_rsa_key, mode: "0600", size: 2000, marks: [PemPrivateKey] } ] } ]""", "OSC0906 < OSC1002")]
    [DataRow("""addLayers: [ { origin: app, files: [ { path: /tmp/build.log, size: 2048 } ] } ]""", "OSC1903 < OSC0504")]
    [DataRow("config: { ExposedPorts: null, Env: [] }\nproject: { image: { listeningPorts: [ { number: 5000, protocol: tcp, source: appsettings.json urls, loopbackOnly: true } ] } }\nmanifests: none", "OSC0703 < OSC0701")]
    [DataRow("config: { Env: [\"ASPNETCORE_URLS=http://localhost:8080\"] }\nedit: [ { file: deployment.yaml, replace: \"          livenessProbe:\\n            httpGet:\\n              path: /livez\\n              port: http\\n            periodSeconds: 20\\n            timeoutSeconds: 5\\n\", with: \"\" }, { file: deployment.yaml, replace: \"          readinessProbe:\\n            httpGet:\\n              path: /readyz\\n              port: http\\n\", with: \"\" } ]", "OSC0703 < OSC0702, OSC2002")]
    [DataRow("config: { Env: [\"ASPNETCORE_URLS=http://localhost:8080\"] }\nedit: [ { file: template.yaml, replace: \"              livenessProbe:\\n                httpGet:\\n                  path: /livez\\n                  port: http\\n                periodSeconds: 20\\n                timeoutSeconds: 5\\n\", with: \"\" }, { file: template.yaml, replace: \"              readinessProbe:\\n                httpGet:\\n                  path: /readyz\\n                  port: http\\n\", with: \"\" } ]", "OSC0703 < OSC0702, OSC2103")]
    [DataRow("edit: [ { file: deployment.yaml, replace: livenessProbe, with: startupProbe }, { file: template.yaml, replace: livenessProbe, with: startupProbe } ]", "OSC2002 < OSC2103")]
    [DataRow("config: { Entrypoint: [ /app/run.sh ] }\naddLayers: [ { origin: app, files: [ { path: /app/run.sh, mode: '0755', size: 60, text: \"#!/bin/sh\\n/usr/sbin/sshd -D &\\nexec dotnet /app/WebApi.dll\\n\" } ] } ]", "OSC1003 < OSC0302")]
    [DataRow("run: { declared: { readyAfter: null, probes: [ { kind: readinessProbe, action: httpGet, target: 'http://:8080/readyz', port: 8080, attempts: [ { at: 100, succeeded: false, took: 1, answer: '404' } ], timeout: 1000 } ] } }", "OSC2031 < OSC2202")]
    [DataRow("run: { declared: { readyAfter: null, sockets: [], probes: [ { kind: readinessProbe, action: httpGet, target: 'http://:8080/readyz', port: 8080, attempts: [ { at: 100, succeeded: false, took: 1, answer: connection refused } ], timeout: 1000 } ] } }", "OSC0731 < OSC2031, OSC2202")]
    [DataRow("run: { declaredPorts: [8080, 9090], declared: { probes: [ { kind: livenessProbe, action: httpGet, target: 'http://:9090/livez', port: 9090, attempts: [ { at: 100, succeeded: false, took: 1, answer: connection refused } ], timeout: 1000 } ] } }", "OSC0731 < OSC2031")]
    [DataRow("run: { declared: { terminatedAfter: null, exit: { after: 3100, code: 137, killed: true, outOfMemory: true } } }", "OSC1632 < OSC2202")]
    [DataRow("addLayers: [ { files: [ { path: /app/keys, kind: directory, mode: '0700', uid: 1654, gid: 1654 }, { path: /app/keys/a.pem, size: 100 } ] } ]\nrun: { declared: { readyAfter: null, terminatedAfter: null, exit: { after: 410, code: 134 }, denied: [ { path: /app/keys/a.pem, reason: Permission denied, at: 300 } ] } }", "OSC1305 < OSC1303, OSC1331, OSC2202")]
    [DataRow("run: { declared: { written: [ { path: /var/lib/shop/orders.db, size: 1, change: Created, isDeclared: false, grew: false } ] }, more: [ { purpose: AsDeclared, readOnlyRoot: true, readyAfter: null, written: [] } ] }", "OSC1131 < OSC2202")]
    [DataRow("code: |\n  File.WriteAllText(\"/var/lib/shop/orders.csv\", \"id\");\nrun: { declared: { written: [ { path: /var/lib/shop/orders.csv, size: 2, change: Created, isDeclared: false, grew: false } ] } }", "OSC1101 < OSC1131")]
    [DataRow("config: { Env: [ ADMIN_PASSWORD=correct-horse ] }\nrun: {}", "OSC0901 < OSC0931")]
    [DataRow("config: { Env: [ ADMIN_PASSWORD=correct-horse ] }\ncode: 'WebApplication.CreateBuilder(args).Build().Run();'\nrun: {}", "OSC0901 < OSC0907, OSC0931")]
    [DataRow("addLayers: [ { files: [ { path: /app/appsettings.json, text: '{\"Admin\":{\"Password\":\"correct-horse\"}}' } ] } ]\ncode: 'WebApplication.CreateBuilder(args).Build().Run();'", "OSC0902 < OSC0907")]
    [DataRow("config: { Entrypoint: [ /app/run.sh ] }\naddLayers: [ { files: [ { path: /app/run.sh, mode: '0755', text: \"#!/bin/sh\\ndotnet /app/WebApi.dll\\n\" } ] } ]\nrun: { declared: { exit: { after: 32510, code: 137, killed: true }, processes: [ { id: 1, parentId: 0, program: /usr/bin/dash, command: /bin/sh /app/run.sh }, { id: 7, parentId: 1, program: /usr/share/dotnet/dotnet, command: dotnet /app/WebApi.dll } ] } }", "OSC0409 < OSC0401")]
    [DataRow("config: { Entrypoint: [ /app/run.sh ] }\naddLayers: [ { files: [ { path: /app/run.sh, mode: '0755', text: \"#!/bin/sh\\n/usr/sbin/sshd -D &\\nexec dotnet /app/WebApi.dll\\n\" } ] } ]\nrun: { declared: { processes: [ { id: 1, parentId: 0, program: /usr/share/dotnet/dotnet, command: dotnet /app/WebApi.dll }, { id: 7, parentId: 1, program: /usr/sbin/sshd, command: /usr/sbin/sshd -D } ] } }", "OSC1003 < OSC0302, OSC1031")]
    public void Findings_of_one_cause_are_one(string yaml, string expected)
    {
        Report report = Judge(yaml);

        Assert.Contains(expected, string.Join('\n', report.Findings.Where(static f => !f.Also.IsEmpty).Select(static f => $"{f.RuleId} < {string.Join(", ", f.Also.Select(static a => a.RuleId).Order(StringComparer.Ordinal))}")));
        Assert.IsTrue(report.Findings.SelectMany(static f => f.Also).All(a => report.Findings.Any(f => f.RuleId == a.RuleId && f.ToldBy is not null && !f.IsShown)));
    }

    [TestMethod]
    public async Task Neither_the_log_nor_SARIF_repeats_it_by_another_code()
    {
        Report report = Judge(Port22);
        CheckMessage[] log = [.. CheckResult.Of(report).Messages.Where(static m => m.Text.StartsWith("Port 22", StringComparison.Ordinal))];
        Assert.AreEqual("OSC1004", string.Join(' ', log.Select(static m => m.Code)));
        Assert.EndsWith(" OSC0702 and OSC1309 see it too.", log[0].Text);

        using var output = new MemoryStream();
        await SarifWriter.WriteAsync(output, report, RuleCatalog.All, new SarifOptions { ToolVersion = "1.0.0" }, CancellationToken.None);
        JsonNode[] results = [.. JsonNode.Parse(Encoding.UTF8.GetString(output.ToArray()))!["runs"]![0]!["results"]!.AsArray().Where(static r => (string?)r!["kind"] == "fail" && ((string)r["message"]!["text"]!).StartsWith("Port 22", StringComparison.Ordinal))!];
        Assert.HasCount(1, results);
        Assert.AreEqual("OSC0702 OSC1309", string.Join(' ', results[0]["properties"]!["alsoFoundBy"]!.AsArray().Select(static n => (string?)n)));
    }

    [TestMethod]
    public void What_is_silenced_keeps_nothing_else_quiet()
    {
        Assert.AreEqual("OSC1309", Shown(Judge(Port22, new SuppressionFact("OSC1004", null, "Legacy.", null))));

        Report report = Judge(Port22);
        var baseline = new Baseline([new BaselineEntry("OSC1004", "port:22/tcp")]);
        Assert.AreEqual("OSC1309", Shown(baseline.ApplyTo(report, new SeveritySettings(), null)));
        Assert.AreEqual("OSC0702 OSC1004 OSC1309", string.Join(' ', Baseline.Of(report, null).Entries.Where(static e => e.Scope == "port:22/tcp").Select(static e => e.RuleId)));
    }

    [TestMethod]
    public void Nothing_more_severe_is_told_by_something_milder()
    {
        Report report = new RuleEngine().Run(RuleCase.Parse(Port22).Build(), new SeveritySettings { WarningsAsErrors = ["OSC1309"] }, [], Run.Today, CancellationToken.None);
        Assert.AreEqual("OSC1309", Shown(report));

        report = new RuleEngine().Run(RuleCase.Parse(Port22).Build(), new SeveritySettings { NoWarn = ["OSC1004", "OSC1309"] }, [], Run.Today, CancellationToken.None);
        Assert.AreEqual("OSC0702", Shown(report));
    }

    [TestMethod]
    public void What_keeps_several_rules_from_telling_is_told_once()
    {
        Report report = Judge("""
            noProject: true
            base: none
            manifests: none
            config: { Labels: null }
            """);
        ReportedFinding shown = report.Findings.Single(static f => f.IsShown && f.Message.StartsWith("Label org.opencontainers.image.base.name", StringComparison.Ordinal));

        Assert.EndsWith(" OSC0102 and OSC0104 cannot tell either.", shown.LogMessage);
        Assert.AreEqual(3, report.CouldNotTell, "Three rules could not tell, whoever says so.");
    }

    [TestMethod]
    public void What_a_run_lacked_is_told_once_and_fails_nothing()
    {
        Report report = Judge("run: { missingSettings: [ConnectionStrings__Shop], declared: { readyAfter: null, terminatedAfter: null, exit: { after: 410, code: 134 }, sockets: [] } }");
        ReportedFinding shown = report.Findings.Single(static f => f.IsShown && f.Message.Contains("ConnectionStrings__Shop", StringComparison.Ordinal));

        Assert.AreEqual(Sdk.Guidelines.Findings.Outcome.CouldNotTell, shown.Outcome);
        Assert.Contains("OSC2202", shown.LogMessage);
        Assert.AreEqual(0, report.Errors + report.Warnings);
    }

    [TestMethod]
    public void The_rules_it_names_exist() => Assert.IsEmpty(SharedCauses.Rules.Where(static r => !RuleCatalog.All.TryGet(r, out _)));

    private static string Shown(Report report) => string.Join(' ', report.Findings.Where(static f => f.IsShown && f.Where.Scope == "port:22/tcp").Select(static f => f.RuleId));

    private static Report Judge(string yaml, params System.Collections.Immutable.ImmutableArray<SuppressionFact> suppressions) =>
        new RuleEngine().Run(RuleCase.Parse(yaml).Build(), new SeveritySettings(), suppressions, Run.Today, CancellationToken.None);
}
