using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Proofs;

/// <summary>What all rules together say of an application that runs badly in one way: that way, once.</summary>
[TestClass]
public sealed class RunVerdictTests
{
    private const string Dotnet = "{ id: 1, parentId: 0, program: /usr/share/dotnet/dotnet, command: dotnet /app/WebApi.dll }";
    private const string Ended = "readyAfter: null, terminatedAfter: null, exit: { after: 410, code: 134 }, sockets: [], probes: [ { kind: readinessProbe, action: httpGet, target: 'http://:8080/readyz', port: 8080, attempts: [ { at: 100, succeeded: false, took: 1, answer: connection refused } ], timeout: 1000 } ]";

    [TestMethod]
    [DataRow("well", "run: {}", "")]
    [DataRow("not run", "run: { engine: None, notRun: no engine works }", "")]
    [DataRow("port 80", "run: { declared: { " + Ended + ", log: [ { at: 400, isError: true, text: 'Unhandled exception. System.Net.Sockets.SocketException (13): Permission denied' } ] } }", "Error OSC2202")]
    [DataRow("a folder that only its owner may enter", "addLayers: [ { files: [ { path: /opt/keys, kind: directory, mode: '0700', uid: 1654, gid: 1654 }, { path: /opt/keys/a.pem, size: 100 } ] } ]\nrun: { declared: { " + Ended + ", denied: [ { path: /opt/keys/a.pem, reason: Permission denied, at: 300 } ] } }", "Error OSC1331")]
    [DataRow("a wrapper without exec", "run: { declared: { exit: { after: 32510, code: 137, killed: true }, processes: [ { id: 1, parentId: 0, program: /usr/bin/dash, command: /bin/sh /app/run.sh }, { id: 7, parentId: 1, program: /usr/share/dotnet/dotnet, command: dotnet /app/WebApi.dll } ] } }", "Error OSC0409")]
    [DataRow("writes beside itself", "run: { declared: { written: [ { path: /app/state.json, size: 120, change: Created, isDeclared: false, grew: false } ] } }", "Warning OSC1131")]
    [DataRow("cannot write beside itself", "run: { declared: { " + Ended + ", denied: [ { path: /app/state.json, reason: Read-only file system, at: 300 } ] } }", "Error OSC1131")]
    [DataRow("a log file", "run: { declared: { written: [ { path: /app/shop.log, size: 120, change: Created, isDeclared: false, grew: true } ] } }", "Warning OSC1931")]
    [DataRow("a setting without a value", "run: { missingSettings: [Mail__Host], declared: { " + Ended + " } }", "")]
    [DataRow("a setting whose absence is not named", "run: { more: [ { purpose: WithoutSetting, setting: Mail__Host, readyAfter: null, terminatedAfter: null, exit: { after: 380, code: 134 }, log: [] } ] }", "Warning OSC1631")]
    [DataRow("a second service", "run: { declared: { processes: [ " + Dotnet + ", { id: 20, parentId: 1, program: /usr/bin/redis-server, command: redis-server } ] } }", "Warning OSC0331")]
    [DataRow("sshd", "run: { declared: { processes: [ " + Dotnet + ", { id: 20, parentId: 1, program: /usr/sbin/sshd, command: sshd } ] } }", "Error OSC1031")]
    [DataRow("ignores SIGTERM", "run: { declared: { exit: { after: 32510, code: 137, killed: true } } }", "Error OSC0409")]
    [DataRow("listens on loopback", "run: { declared: { readyAfter: null, sockets: [ { address: 127.0.0.1, port: 8080 } ], probes: [ { kind: readinessProbe, action: httpGet, target: 'http://:8080/readyz', port: 8080, attempts: [ { at: 100, succeeded: false, took: 1, answer: connection refused } ], timeout: 1000 } ] } }", "Error OSC0731")]
    [DataRow("a wrong probe path", "run: { declared: { readyAfter: null, probes: [ { kind: readinessProbe, action: httpGet, target: 'http://:8080/readyz', port: 8080, attempts: [ { at: 100, succeeded: false, took: 1, answer: '404' } ], timeout: 1000 } ] } }", "Error OSC2031")]
    [DataRow("too much memory", "run: { declared: { terminatedAfter: null, exit: { after: 3100, code: 137, killed: true, outOfMemory: true } } }", "Error OSC1632")]
    [DataRow("a peer that nobody runs", "run: { declared: { " + Ended + ", unreachable: [ { host: db, port: 5432, at: 380 } ] } }", "")]
    [DataRow("a peer that is waited for", "run: { declared: { readyAfter: null, sockets: [], unreachable: [ { host: db, port: 5432, at: 380 } ] } }", "")]
    [DataRow("itself in place of a peer", "run: { declared: { " + Ended + ", unreachable: [ { host: localhost, port: 5432, at: 380 } ] } }", "Error OSC2202")]
    [DataRow("tokens of its own", "run: { mostPods: 2, acceptsTokensOfTheOther: false }", "Warning OSC1831")]
    [DataRow("an engine that tells little", "run: { engine: Docker, engineName: docker 29.0, declared: { knowsSockets: false, sockets: [], knowsProcesses: false, processes: [], knowsWritten: false, written: [], memory: null } }", "")]
    public void One_way_to_run_badly_is_told_once(string name, string yaml, string expected)
    {
        Report report = new RuleEngine().Run(RuleCase.Parse(yaml).Build(), new SeveritySettings(), [], DefaultPublication.Today, CancellationToken.None);

        Assert.AreEqual(0, report.CountOf(RuleStatus.Broken));
        string[] own = [.. RuleCatalog.All.Rules.Where(static r => r.Rule is RunRule || r.Description.Guideline == Guideline.ImageTesting).Select(static r => r.Description.Id)];
        Assert.AreEqual(
            expected,
            string.Join(", ", report.Findings.Where(f => f is { IsShown: true, Outcome: Outcome.Violation, Severity: > Severity.Info } && own.Contains(f.RuleId)).Select(static f => $"{f.Severity} {f.RuleId}")),
            name + ": " + string.Join('\n', report.Findings.Where(f => f.IsShown && own.Contains(f.RuleId)).Select(static f => f.Message)));
    }

    [TestMethod]
    public void Without_a_run_the_rules_about_one_do_not_speak()
    {
        Report report = new RuleEngine().Run(RuleCase.Parse("").Build(), new SeveritySettings { Profile = Profile.Strict }, [], DefaultPublication.Today, CancellationToken.None);
        string[] own = [.. RuleCatalog.All.Rules.Where(static r => r.Rule is RunRule).Select(static r => r.Description.Id)];

        Assert.IsGreaterThan(13, own.Length);
        Assert.IsTrue(report.Rules.Where(r => own.Contains(r.RuleId)).All(static r => r is { Status: RuleStatus.NotApplicable, Reason: "The image was not run: nobody asked for a proof." }));
    }

    [TestMethod]
    [DataRow("", "22 Test the image: not run")]
    [DataRow("run: { engine: None, notRun: no engine works }", "22 Test the image: not run")]
    [DataRow("run: {}", "22 Test the image: 0 errors, 0 warnings, 3 rules passed")]
    [DataRow("run: { declared: { readyAfter: null, terminatedAfter: null, exit: { after: 410, code: 134 } } }", "22 Test the image: 1 error, 0 warnings, 1 rule passed, 1 not applicable")]
    public void Guideline_22_is_counted_or_said_not_to_be_run(string yaml, string expected)
    {
        Report report = new RuleEngine().Run(RuleCase.Parse(yaml).Build(), new SeveritySettings(), [], DefaultPublication.Today, CancellationToken.None);

        Assert.AreEqual(expected, ReportSummary.ByGuideline(report)[^1]);
    }
}
