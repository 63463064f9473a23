using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Conduct;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;
using OpenShift.NET.Sdk.Runs;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving;

/// <summary>The conduct of runs, with programs that behave as a script says.</summary>
[TestClass]
public sealed class ProverTests
{
    private static readonly ProbeRequest Readiness = new() { Kind = "readinessProbe", Action = "httpGet", Port = 8080, Path = "/healthz" };
    private static readonly ProbeRequest Liveness = new() { Kind = "livenessProbe", Action = "tcpSocket", Port = 8080 };

    private static readonly RunPlan Web = new()
    {
        Workload = "Deployment/orders",
        Container = new ContainerSpecification
        {
            Name = "orders",
            Command = ["dotnet", "/app/Orders.dll"],
            WorkingDirectory = "/app",
            Environment = ImmutableDictionary<string, string>.Empty,
            ReadOnlyRoot = true,
            Volumes = [new ContainerVolume("/tmp", IsReadOnly: false, ImmutableDictionary<string, byte[]>.Empty)],
            MemoryLimit = 256L << 20,
            Ports = [8080],
        },
        MemoryLimit = 256L << 20,
        DeclaredPorts = [8080],
        WritablePaths = ["/tmp"],
        Probes = [Readiness, Liveness],
    };

    [TestMethod]
    public async Task A_program_that_does_everything_right_is_run_once_and_told_in_one_line()
    {
        // It closes its socket long before it ends, and has listened all the same.
        var engine = new ScriptedEngine(new Script { Terminates = (TimeSpan.FromMilliseconds(150), 0), Written = static _ => [new WrittenFile("/tmp/.aspnet/x", 12, FileChange.Created, IsDeclared: true)] });
        RunFacts facts = await ProveAsync(engine, Web);
        ContainerRun run = facts.Runs.Single();
        Assert.AreEqual(RunPurpose.Writable, run.Purpose);
        Assert.IsFalse(engine.Started.Single().ReadOnlyRoot);
        Assert.IsNotNull(run.ReadyAfter);
        Assert.IsGreaterThanOrEqualTo(60d, run.ReadyAfter.Value);
        Assert.AreEqual("0 False", $"{run.Exit!.Code} {run.Exit.Killed}");
        Assert.IsGreaterThan(run.ReadyAfter.Value, run.TerminatedAfter!.Value);
        Assert.IsFalse(run.ServedAfterExit);
        Assert.AreEqual("0.0.0.0:8080", string.Join(' ', run.Sockets.Select(static s => $"{s.Address}:{s.Port}")));
        Assert.AreEqual("1 dotnet", string.Join(' ', run.Processes.Select(static p => $"{p.Id} {p.Program}")));
        CollectionAssert.AreEqual(new[] { "connection refused", "200" }, run.Probes[0].Attempts.Select(static a => a.Answer).Distinct().ToArray());
        Assert.IsNotNull(run.Probes[0].SlowestAnswer);
        Assert.AreEqual("http://:8080/healthz tcp :8080", string.Join(' ', run.Probes.Select(static p => p.Target)));
        StringAssert.Matches(RunLine.Of(facts), new System.Text.RegularExpressions.Regex(
            @"^Proved: started as 1000660000:0 in 0\.\d\d? s, ready on /healthz, listens on 8080, wrote only to /tmp, ended 0\.\d\d? s after SIGTERM with code 0, used 61 MiB of 256 MiB \(scripted 1\.0\)$"));
        Assert.AreEqual(0, engine.Living);
    }

    [TestMethod]
    public async Task A_process_that_shows_no_command_at_its_end_is_the_one_it_was()
    {
        // The kernel takes the memory of a process away, and with it the command line and the program, before it is gone.
        RunFacts facts = await ProveAsync(
            new ScriptedEngine(new Script
            {
                Terminates = (TimeSpan.FromMilliseconds(250), 0),
                Processes = static (age, isEnding) =>
                [
                    isEnding ? new ContainerProcess(1, 0, "start.sh", "") : new ContainerProcess(1, 0, "/usr/bin/dash", "/bin/sh /app/start.sh"),
                    age < TimeSpan.FromMilliseconds(30) || isEnding ? new ContainerProcess(2, 1, "dotnet", "") : new ContainerProcess(2, 1, "/usr/share/dotnet/dotnet", "dotnet /app/Shop.dll"),
                ],
            }),
            Web);
        Assert.AreEqual("1 /usr/bin/dash /bin/sh /app/start.sh, 2 /usr/share/dotnet/dotnet dotnet /app/Shop.dll", string.Join(", ", facts.Runs.Single().Processes.Select(static p => $"{p.Id} {p.Program} {p.Command}")));
    }

    [TestMethod]
    public async Task A_probe_that_asks_another_host_is_not_asked_of_the_container()
    {
        // On another host the same path need not be there; of the container it would be answered.
        ProbeRequest elsewhere = Readiness with { Host = "status.example.com" };
        var engine = new ScriptedEngine(new Script { Terminates = (TimeSpan.FromMilliseconds(20), 0) });
        RunFacts facts = await ProveAsync(engine, Web with { Probes = [elsewhere, Liveness] });
        ContainerRun run = facts.Runs.Single();
        Assert.IsNotNull(run.ReadyAfter);
        Assert.AreEqual("0 False", $"{run.Probes[0].Attempts.Length} {run.Probes[0].SucceededAfter is not null}");
        Assert.AreEqual("http://status.example.com:8080/healthz: was not asked: the kubelet asks the host 'status.example.com' from its node, not the container", $"{run.Probes[0].Target}: {run.Probes[0].NotAsked}");
        Assert.IsNotNull(run.Probes[1].SucceededAfter);
        Assert.IsNull(run.Probes[1].NotAsked);
        Assert.Contains("ready on tcp :8080", RunLine.Of(facts));

        // The only probe: it is ready once it listens, and no path is named. A hook that asks elsewhere is not sent to it either.
        facts = await ProveAsync(engine, Web with { Probes = [elsewhere], PreStop = new PreStopHook { Request = Readiness with { Host = "10.0.0.1" } } });
        Assert.IsGreaterThanOrEqualTo(60d, facts.Runs.Single().ReadyAfter!.Value);
        Assert.Contains(" in 0.", RunLine.Of(facts));
        Assert.DoesNotContain("ready on", RunLine.Of(facts));
        Assert.IsNotNull(RunJson.TryRead(RunJson.Write(facts))!.Runs.Single().Probes.Single().NotAsked);
    }

    [TestMethod]
    public async Task What_was_written_elsewhere_makes_a_second_run_as_declared()
    {
        var engine = new ScriptedEngine(new Script
        {
            Written = static age => [new WrittenFile("/app/logs/app.log", (long)age.TotalMilliseconds, FileChange.Created, IsDeclared: false)],
            In = static (s, script) => s.ReadOnlyRoot ? script with { Log = ["Unhandled exception. System.IO.IOException: Read-only file system : '/app/logs/app.log'"], Ends = (TimeSpan.FromMilliseconds(30), 134) } : script,
        });
        RunFacts facts = await ProveAsync(engine, Web);
        CollectionAssert.AreEqual(new[] { RunPurpose.Writable, RunPurpose.AsDeclared }, facts.Runs.Select(static r => r.Purpose).ToArray());
        Assert.IsTrue(facts.Runs[0].Written.Single().Grew);
        Assert.AreEqual("134 /app/logs/app.log Read-only file system", $"{facts.Runs[1].Exit!.Code} {facts.Runs[1].Denied.Single().Path} {facts.Runs[1].Denied.Single().Reason}");
        Assert.IsNull(facts.Runs[1].TerminatedAfter);
        Assert.Contains("wrote to /app/logs/app.log, which no volume holds", RunLine.Of(facts));

        // A manifest that lets it write has said enough.
        engine = new ScriptedEngine(new Script { Written = static _ => [new WrittenFile("/app/x", 1, FileChange.Created, IsDeclared: false)] });
        facts = await ProveAsync(engine, Web with { Container = Web.Container with { ReadOnlyRoot = false } });
        Assert.HasCount(1, facts.Runs);
    }

    [TestMethod]
    public async Task A_program_that_ignores_SIGTERM_is_killed_when_the_grace_period_is_over()
    {
        RunFacts facts = await ProveAsync(new ScriptedEngine(new Script { Terminates = null }), Web with { GracePeriod = TimeSpan.FromSeconds(1) });
        ContainerRun run = facts.Runs.Single();
        Assert.AreEqual("137 True", $"{run.Exit!.Code} {run.Exit.Killed}");
        Assert.IsGreaterThanOrEqualTo(900d, run.Exit.After - run.TerminatedAfter!.Value);
        Assert.StartsWith("Run: ", RunLine.Of(facts));
        Assert.Contains("did not end within 1 s after SIGTERM", RunLine.Of(facts));
    }

    [TestMethod]
    public async Task A_program_that_ends_by_itself_is_told_and_run_no_more()
    {
        RunPlan plan = Web with { RequiredSettings = ["A"], MostPods = 2, ProtectsData = true };
        RunFacts facts = await ProveAsync(new ScriptedEngine(new Script { Ends = (TimeSpan.FromMilliseconds(30), 139), Ports = [] }), plan);
        ContainerRun run = facts.Runs.Single();
        Assert.AreEqual(139, run.Exit!.Code);
        Assert.IsTrue(run is { ReadyAfter: null, TerminatedAfter: null });
        Assert.IsNull(facts.AcceptsTokensOfTheOther);
        Assert.StartsWith("Run: started as", RunLine.Of(facts));
        Assert.Contains("ended by itself after 0.", RunLine.Of(facts));
    }

    [TestMethod]
    public async Task A_probe_that_asks_the_wrong_path_is_told_with_its_answers()
    {
        RunFacts facts = await ProveAsync(new ScriptedEngine(new Script()), Web with { Probes = [Readiness with { Path = "/ready" }] }, patience: 2);
        ContainerRun run = facts.Runs.Single();
        Assert.IsNull(run.ReadyAfter);
        Assert.AreEqual("connection refused 404", string.Join(' ', run.Probes.Single().Attempts.Select(static a => a.Answer).Distinct()));
        Assert.AreEqual(0, run.Exit!.Code, "it is stopped in order all the same");
        Assert.Contains("never ready on /ready (404)", RunLine.Of(facts));
    }

    [TestMethod]
    public async Task A_liveness_probe_that_fails_beside_a_readiness_that_answers_is_not_waited_for_long()
    {
        RunFacts facts = await ProveAsync(new ScriptedEngine(new Script()), Web with { Probes = [Readiness, Liveness with { Port = 9090 }] });
        Assert.IsLessThan(1000d, facts.Runs.Single().ReadyAfter!.Value);
        Assert.IsNull(facts.Runs.Single().Probes[1].SucceededAfter);
    }

    [TestMethod]
    public async Task Each_required_setting_is_left_out_in_turn_two_at_a_time()
    {
        string[] names = [.. Enumerable.Range(1, 12).Select(static i => $"S{i:00}")];
        RunPlan plan = Web with
        {
            RequiredSettings = [.. names],
            Container = Web.Container with { Environment = names.ToImmutableDictionary(static n => n, static _ => "value"), Volumes = [new ContainerVolume("/data", false, ImmutableDictionary<string, byte[]>.Empty, "orders")] },
        };
        var engine = new ScriptedEngine(new Script { Demands = [.. names.Skip(1)] });
        RunFacts facts = await ProveAsync(engine, plan);
        ContainerRun[] without = [.. facts.Runs.Skip(1)];
        Assert.HasCount(10, without);
        CollectionAssert.AreEqual(names.Take(10).ToArray(), without.Select(static r => r.Setting).ToArray());
        Assert.IsTrue(without.All(static r => r.Purpose == RunPurpose.WithoutSetting));
        Assert.IsNotNull(without[0].ReadyAfter, "it does without the first");
        Assert.IsNotNull(without[0].TerminatedAfter, "it did not end by itself");
        Assert.IsTrue(without.Skip(1).All(static r => r is { ReadyAfter: null, TerminatedAfter: null, Exit.Code: 1 } && r.Log.Single().Text.Contains(r.Setting! + " is not set", StringComparison.Ordinal)));
        Assert.IsLessThanOrEqualTo(2, engine.MostAtOnce);
        Assert.IsTrue(engine.Started.Skip(1).All(static s => s.Volumes.All(static v => v.SharedAs is null)), "claims of their own");
        Assert.AreEqual(0, engine.Living);
    }

    [TestMethod]
    public async Task In_place_nothing_runs_beside_another_for_all_have_the_same_ports()
    {
        string[] names = ["A", "B", "C"];
        var engine = new ScriptedEngine(new Script { Demands = names }) { Kind = ProofEngine.InPlace };
        RunFacts facts = await ProveAsync(engine, Web with
        {
            RequiredSettings = [.. names],
            MostPods = 2,
            ProtectsData = true,
            Container = Web.Container with { Environment = names.ToImmutableDictionary(static n => n, static _ => "value") },
        });
        Assert.AreEqual(1, engine.MostAtOnce);
        Assert.HasCount(4, facts.Runs);
        Assert.IsFalse(facts.Runs.Any(static r => r.Purpose == RunPurpose.SecondInstance));
        Assert.IsNull(facts.AcceptsTokensOfTheOther);
        Assert.Contains("no second instance ran", facts.Unproved.Single());

        engine = new ScriptedEngine(new Script()) { Kind = ProofEngine.InPlace };
        Assert.IsEmpty((await ProveAsync(engine, Web)).Unproved, "one pod has no second");
    }

    [TestMethod]
    public async Task A_job_runs_to_its_end()
    {
        RunPlan job = Web with { Workload = "Job/migration", EndsByItself = true, Probes = [], DeclaredPorts = [] };
        RunFacts facts = await ProveAsync(new ScriptedEngine(new Script { Ports = [], Ends = (TimeSpan.FromMilliseconds(80), 0) }), job);
        ContainerRun run = facts.Runs.Single();
        Assert.IsTrue(run is { Exit.Code: 0, TerminatedAfter: null, ReadyAfter: null });
        Assert.Contains("came to its end", RunLine.Of(facts));

        // One that does not come to it in time is stopped.
        run = (await ProveAsync(new ScriptedEngine(new Script { Ports = [], Terminates = (TimeSpan.FromMilliseconds(10), 143) }), job, patience: 0.2)).Runs.Single();
        Assert.IsTrue(run is { Exit.Code: 143, TerminatedAfter: not null });
    }

    [TestMethod]
    public async Task A_program_without_ports_and_probes_has_started_when_it_has_said_something_and_is_still()
    {
        ContainerRun run = (await ProveAsync(new ScriptedEngine(new Script { Ports = [], Log = ["Application started."] }), Web with { Probes = [], DeclaredPorts = [] })).Runs.Single();
        Assert.IsInRange(250d, 1500d, run.ReadyAfter!.Value);

        run = (await ProveAsync(new ScriptedEngine(new Script()), Web with { Probes = [] })).Runs.Single();
        Assert.IsInRange(55d, 1500d, run.ReadyAfter!.Value);
    }

    [TestMethod]
    public async Task A_program_that_has_begun_to_say_what_it_ends_of_is_not_stopped_before_it_has()
    {
        // On a busy machine .NET is silent for a while between the first line of an exception and the end.
        var engine = new ScriptedEngine(new Script { Ports = [], Log = ["Unhandled exception. System.IO.IOException: no such folder"], Ends = (TimeSpan.FromMilliseconds(900), 134) });
        ContainerRun run = (await ProveAsync(engine, Web with { Probes = [], DeclaredPorts = [] })).Runs.Single();
        Assert.AreEqual("134 False False", $"{run.Exit!.Code} {run.ReadyAfter is not null} {run.TerminatedAfter is not null}");
    }

    [TestMethod]
    public async Task The_hook_before_the_stop_is_done_and_readiness_asked_meanwhile()
    {
        RunPlan plan = Web with { PreStop = new PreStopHook { Sleep = TimeSpan.FromSeconds(5) } };
        ContainerRun run = (await ProveAsync(new ScriptedEngine(new Script()), plan)).Runs.Single();
        Assert.IsTrue(run.Probes[0].SucceededBeforeStop);
        Assert.IsNull(run.Probes[1].SucceededBeforeStop);
        Assert.IsLessThan(2000d, run.TerminatedAfter!.Value, "five seconds are not waited for");

        int executed = 0;
        bool drains = false;
        var script = new Script
        {
            Execute = c =>
            {
                executed++;
                drains = c == "/app/drain now";
                Thread.Sleep(150);
                return (0, "");
            },
            Answer = r => drains ? ScriptedRequest.Status(503) : ScriptedRequest.Ok(r.Path),
        };
        run = (await ProveAsync(new ScriptedEngine(script), Web with { PreStop = new PreStopHook { Command = ["/app/drain", "now"] } })).Runs.Single();
        Assert.AreEqual(1, executed);

        var asked = new List<string>();
        script = new Script { Answer = r => { lock (asked) { asked.Add(r.Path); } return ScriptedRequest.Ok(""); } };
        await ProveAsync(new ScriptedEngine(script), Web with { PreStop = new PreStopHook { Request = Readiness with { Kind = "preStop", Path = "/drain" } } });
        Assert.AreEqual(1, asked.Count(static p => p == "/drain"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Two_instances_send_each_other_the_token_of_a_form(bool shared)
    {
        var script = new Script
        {
            Answer = r => (r.Method, r.Path) switch
            {
                (_, "/healthz") => ScriptedRequest.Ok("Healthy"),
                ("GET", "/") => ScriptedRequest.Status(302, "Location: /Account/Login"),
                ("GET", "/Account/Login") => ScriptedRequest.Ok($"<form method=\"post\" action=\"/Account/Login?x=1&amp;y=2\"><input name=\"__RequestVerificationToken\" type=\"hidden\" value=\"token-of-{(shared ? "all" : r.Container)}\" /></form>", "text/html; charset=utf-8", "Set-Cookie: .AspNetCore.Antiforgery.x=c00kie; path=/; httponly"),
                ("POST", "/Account/Login?x=1&y=2") => r.Headers["Cookie"] == ".AspNetCore.Antiforgery.x=c00kie" && r.Body == $"__RequestVerificationToken=token-of-{(shared ? "all" : r.Container)}" ? ScriptedRequest.Ok("wrong password") : ScriptedRequest.Status(400),
                _ => ScriptedRequest.Status(404),
            },
        };
        var engine = new ScriptedEngine(script);
        RunFacts facts = await ProveAsync(engine, Web with { MostPods = 2, ProtectsData = true });
        Assert.AreEqual(shared, facts.AcceptsTokensOfTheOther);
        Assert.AreEqual(RunPurpose.SecondInstance, facts.Runs[^1].Purpose);
        CollectionAssert.AreEqual(new[] { "orders", "orders-1", "orders-2" }, engine.Started.Select(static s => s.Name).ToArray());
        Assert.AreEqual(0, engine.Living);
    }

    [TestMethod]
    [DataRow("javascript:void(0)")]
    [DataRow("mailto:shop@example.com")]
    [DataRow("https://login.example.com/x")]
    [DataRow("http://[shop")]
    [DataRow("//10.0.2.100:9090/x")]
    public async Task A_form_that_is_sent_elsewhere_is_passed_over(string action)
    {
        const string Token = "<input name=\"__RequestVerificationToken\" type=\"hidden\" value=\"t\" /></form>";
        var script = new Script
        {
            Answer = r => (r.Method, r.Path) switch
            {
                (_, "/healthz") => ScriptedRequest.Ok("Healthy"),
                ("GET", "/") => ScriptedRequest.Status(302, $"Location: {(action.StartsWith("http://", StringComparison.Ordinal) ? action : "//[shop")}"),
                ("GET", "/Account/Login") => ScriptedRequest.Ok($"<form method=\"post\" action=\"{action}\">{Token}<form method=\"post\" action=\"/in\">{Token}", "text/html"),
                ("POST", "/in") => r.Body.Length > 0 ? ScriptedRequest.Ok("wrong password") : ScriptedRequest.Status(400),
                _ => ScriptedRequest.Status(404),
            },
        };
        Assert.IsTrue((await ProveAsync(new ScriptedEngine(script), Web with { MostPods = 2, ProtectsData = true })).AcceptsTokensOfTheOther);
    }

    [TestMethod]
    public async Task Key_rings_that_the_instances_keep_for_themselves_tell_it_too()
    {
        RunPlan two = Web with { MostPods = 2, ProtectsData = true };
        WrittenFile Key(string folder, int i) => new($"{folder}/key-0000000{i}-1111-2222-3333-444444444444.xml", 900, FileChange.Created, IsDeclared: true);
        Script Writing(Func<ContainerSpecification, WrittenFile[]> files) => new() { In = (s, script) => script with { Written = _ => files(s) } };

        RunFacts facts = await ProveAsync(new ScriptedEngine(Writing(s => [Key("/tmp/.aspnet/DataProtection-Keys", s.Name.EndsWith('1') ? 1 : 2)])), two);
        Assert.IsFalse(facts.AcceptsTokensOfTheOther);

        RunPlan claim = two with { Container = two.Container with { Volumes = [new ContainerVolume("/keys", false, ImmutableDictionary<string, byte[]>.Empty, "keys")] } };
        facts = await ProveAsync(new ScriptedEngine(Writing(s => s.Name.EndsWith('1') ? [Key("/keys", 1)] : [])), claim);
        Assert.IsTrue(facts.AcceptsTokensOfTheOther);

        facts = await ProveAsync(new ScriptedEngine(new Script { Log = ["warn: Microsoft.AspNetCore.DataProtection.Repositories.EphemeralXmlRepository[50]", "      Using an in-memory repository. Keys will not be persisted to storage."] }), two);
        Assert.IsFalse(facts.AcceptsTokensOfTheOther);
        facts = await ProveAsync(new ScriptedEngine(new Script()), two);
        Assert.IsNull(facts.AcceptsTokensOfTheOther, "nothing shows it");
        Assert.HasCount(2, facts.Runs);
        Assert.HasCount(1, (await ProveAsync(new ScriptedEngine(new Script()), two with { ProtectsData = false })).Runs);
    }

    [TestMethod]
    public async Task Services_are_started_before_and_reached_by_name()
    {
        var db = BaseImages.Create(tar: BaseImages.Tar(BaseImages.Folder("db/")));
        var engine = new ScriptedEngine(i => i.Digest == db.Digest ? new Script { Ports = [5432], ListensAfter = TimeSpan.FromMilliseconds(150) } : new Script());
        RunFacts facts = await ProveAsync(engine, Web, companions: [new Companion(new ProveService("db", "registry.example.com/postgres:17", 5432) { Environment = [new NamedValue("POSTGRES_PASSWORD", "s3cret")] }, db)]);
        Assert.IsNotNull(facts.Runs.Single().ReadyAfter);
        ContainerSpecification[] started = [.. engine.Started];
        Assert.AreEqual("db s3cret", $"{started[0].Name} {started[0].Environment["POSTGRES_PASSWORD"]}");
        Assert.AreEqual(new ContainerLink("db", 5432), started[1].Links.Single());
        Assert.AreEqual(0, engine.Living);
    }

    [TestMethod]
    public async Task A_service_that_does_not_become_ready_ends_the_proof_with_the_end_of_its_log()
    {
        var engine = new ScriptedEngine(new Script { Ports = [], Log = ["Error: password s3cret-value is too short"], Ends = (TimeSpan.FromMilliseconds(40), 1) });
        RunPlan plan = Web with { Secrets = SecretValues.Of(["s3cret-value"]) };
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.ProofServiceFailed, () => ProveAsync(engine, plan, companions: [new Companion(new ProveService("db", "postgres:17", 5432), BaseImages.Create())]));
        Assert.AreEqual("The service 'db' (postgres:17) ended with code 1; its log ends: Error: password *** is too short", failure.Seen);
        Assert.AreEqual(0, engine.Living);
        Assert.HasCount(1, engine.Started);

        failure = await Failures.ExpectAsync(ToolCodes.ProofServiceFailed, () => ProveAsync(new ScriptedEngine(new Script { Ports = [], Log = [] }), plan, 0.3, [new Companion(new ProveService("db", "postgres:17", 5432) { Ready = "exec:pg_isready -q" }, BaseImages.Create())]));
        Assert.AreEqual("The service 'db' (postgres:17) was not ready in 0.3 s (exec pg_isready -q: exit code 127: exec: pg_isready -q: not found)", failure.Seen);
    }

    [TestMethod]
    public async Task Cancelling_leaves_nothing()
    {
        var engine = new ScriptedEngine(new Script { Ports = [] });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<OperationCanceledException>(() => ProveAsync(engine, Web, cancellationToken: cancellation.Token));
        Assert.AreEqual(0, engine.Living);

        engine = new ScriptedEngine(new Script { Terminates = null });
        using var later = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<OperationCanceledException>(() => ProveAsync(engine, Web, cancellationToken: later.Token));
        Assert.AreEqual(0, engine.Living);
    }

    [TestMethod]
    public async Task Nothing_that_is_told_shows_a_secret()
    {
        const string Secret = "Host=db;Password=p4ss-w0rd-of-db";
        var script = new Script
        {
            Log = [$"connecting with {Secret}", "password p4ss-w0rd-of-db refused", "Access to the path '/run/p4ss-w0rd-of-db' is denied.", "Connection refused (p4ss-w0rd-of-db:5432)", Convert.ToBase64String(Encoding.UTF8.GetBytes("p4ss-w0rd-of-db"))],
            Written = static _ => [new WrittenFile("/tmp/p4ss-w0rd-of-db", 1, FileChange.Created, true)],
            Execute = static _ => (1, "p4ss-w0rd-of-db"),
        };
        RunPlan plan = Web with
        {
            Container = Web.Container with { Command = ["/app/orders", "--connection", Secret], Environment = Web.Container.Environment.SetItem("DB", Secret) },
            Probes = [new ProbeRequest { Kind = "readinessProbe", Action = "exec", Command = ["/app/ready", "p4ss-w0rd-of-db"] }],
            Secrets = SecretValues.Of([Secret]),
        };
        string json = Encoding.UTF8.GetString(RunJson.Write(await ProveAsync(new ScriptedEngine(script), plan, patience: 0.2)));
        Assert.DoesNotContain("p4ss-w0rd", json);
        Assert.DoesNotContain("cDRzcy13MHJkLW9mLWRi", json);
        Assert.Contains("password *** refused", json);
        Assert.Contains("/run/***", json);
    }

    private static async Task<RunFacts> ProveAsync(ScriptedEngine engine, RunPlan plan, double patience = 10, ImmutableArray<Companion>? companions = null, CancellationToken cancellationToken = default)
    {
        Proof proof = await new Prover(engine, new EngineTrial("scripted 1.0", null, []), TimeSpan.FromSeconds(patience)).ProveAsync(BaseImages.Create(tar: BaseImages.Tar(BaseImages.Folder("app/"))), 1, plan, companions ?? [], cancellationToken);
        await proof.Gone;
        return proof.Facts;
    }
}
