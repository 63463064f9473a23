using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;
using OpenShift.NET.Sdk.Publishing.Running;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

namespace OpenShift.NET.Sdk.Tests.Publishing.Running;

/// <summary>Runs that someone looks on, of programs that behave as a script says.</summary>
[TestClass]
public sealed class RunPlaceTests
{
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
            MemoryLimit = 128L << 20,
            Ports = [8080],
        },
        DeclaredPorts = [8080],
        Probes = [new ProbeRequest { Kind = "readinessProbe", Action = "httpGet", Port = 8080, Path = "/healthz" }],
        PreStop = new PreStopHook { Sleep = TimeSpan.FromSeconds(20) },
    };

    private static readonly ImmutableArray<PortMapping> Any = [new(0, 8080)];

    [TestMethod]
    public async Task A_browser_of_this_machine_reaches_it_its_log_is_shown_and_it_is_stopped_without_the_pause_before_the_end()
    {
        var engine = new ScriptedEngine(new Script { Log = ["Now listening", "key=s3cret-of-the-shop"] });
        var console = new KeptConsole();
        using var stop = new CancellationTokenSource();
        Task<RunEnd> running = RunAsync(engine, Web with { Secrets = SecretValues.Of(["s3cret-of-the-shop"]) }, Any, console, stop.Token);
        string ready = await console.Ready;
        StringAssert.Matches(ready, new System.Text.RegularExpressions.Regex(@"^ready after \d\.\d+ s: http://localhost:\d+ \(port 8080\)$"));
        using (var client = new HttpClient())
        {
            Assert.AreEqual("Healthy", await client.GetStringAsync(new Uri(AddressIn(ready) + "/healthz")));
        }

        await stop.CancelAsync();
        RunEnd end = await running.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.IsTrue(end is { WasStopped: true, WasReady: true, HasFailed: false, Code: 0 }, end.Text);
        StringAssert.Matches(end.Text, new System.Text.RegularExpressions.Regex(@"^stopped: ended \d\.\d+ s after SIGTERM with code 0$"));
        CollectionAssert.AreEqual((string[])["Now listening", "key=***", "Application is shutting down..."], console.Lines.ToArray());
        Assert.AreEqual("running Deployment/orders (scripted 1.0)", console.Told.First());
        ContainerSpecification started = engine.Started.Single();
        Assert.IsTrue(started.ReadOnlyRoot);
        Assert.IsNull(started.MemoryLimit, "Only manifests limit it.");
        Assert.AreEqual(0, engine.Living);
        await Assert.ThrowsExactlyAsync<HttpRequestException>(() => new HttpClient().GetStringAsync(new Uri(AddressIn(ready))));
    }

    [TestMethod]
    public async Task One_that_hears_no_SIGTERM_is_killed_when_the_grace_period_is_over()
    {
        var console = new KeptConsole();
        using var stop = new CancellationTokenSource();
        Task<RunEnd> running = RunAsync(new ScriptedEngine(new Script { Terminates = null }), Web with { GracePeriod = TimeSpan.FromMilliseconds(300) }, Any, console, stop.Token);
        await console.Ready;
        await stop.CancelAsync();
        RunEnd end = await running.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("with code 137, by SIGKILL, for the grace period was over", end.Text);
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(250), end.StoppedIn);
    }

    [TestMethod]
    public async Task One_that_ends_at_once_is_told_with_its_code_and_its_last_lines()
    {
        var console = new KeptConsole();
        RunEnd end = await RunAsync(new ScriptedEngine(new Script { Ports = [], Log = ["It begins", "Unhandled exception. No host 's3cret-of-the-shop'"], Ends = (TimeSpan.FromMilliseconds(30), 134) }), Web with { Secrets = SecretValues.Of(["s3cret-of-the-shop"]) }, Any, console, CancellationToken.None);
        Assert.IsTrue(end.HasFailed);
        OpenShiftException failure = end.ToFailure();
        Assert.AreEqual(ToolCodes.RunFailed, failure.Code);
        StringAssert.Matches(failure.Message, new System.Text.RegularExpressions.Regex(@"^The application ended after 0\.\d+ s with exit code 134; it had not become ready; its log ends: It begins \| Unhandled exception\. No host '\*\*\*'\. "));
    }

    [TestMethod]
    public async Task One_that_has_done_its_work_has_not_failed()
    {
        RunEnd end = await RunAsync(new ScriptedEngine(new Script { Ports = [], Ends = (TimeSpan.FromMilliseconds(30), 0) }), Web with { EndsByItself = true, Probes = [], DeclaredPorts = [] }, [], new KeptConsole(), CancellationToken.None);
        Assert.IsFalse(end.HasFailed);
        StringAssert.StartsWith(end.Text, "the application ended after 0.");
    }

    [TestMethod]
    public async Task One_that_does_not_become_ready_is_told_why_and_runs_on()
    {
        var console = new KeptConsole();
        using var stop = new CancellationTokenSource();
        Task<RunEnd> running = RunAsync(new ScriptedEngine(new Script { Answer = static _ => ScriptedRequest.Status(503) }), Web, Any, console, stop.Token, seconds: 1);
        StringAssert.Matches(await console.Ready, new System.Text.RegularExpressions.Regex(@"^not ready after 1 s \(readinessProbe http://:8080/healthz: 503.*\); it runs on: http://localhost:\d+ \(port 8080\)$"));
        Assert.IsFalse(running.IsCompleted);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [TestMethod]
    public async Task A_port_that_is_taken_is_told_before_anything_starts()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var engine = new ScriptedEngine(new Script());
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => RunAsync(engine, Web, [new PortMapping(port, 8080)], new KeptConsole(), CancellationToken.None));
        Assert.AreEqual(ToolCodes.RunFailed, e.Code);
        Assert.Contains(FormattableString.Invariant($"Port {port} of this machine, which is to lead to port 8080 of the container, is in use. "), e.Message);
        Assert.Contains("OpenShiftRunPorts=0:8080", e.Message);
        Assert.IsEmpty(engine.Started);
        Assert.AreEqual(0, engine.Living);
    }

    [TestMethod]
    public async Task Whoever_calls_while_one_image_takes_the_place_of_another_waits_for_the_new_one()
    {
        int count = 0;
        var engine = new ScriptedEngine(new Script { In = (_, s) => ++count == 1 ? s : s with { ListensAfter = TimeSpan.FromMilliseconds(400), Answer = static r => ScriptedRequest.Ok(r.Path == "/" ? "new" : "Healthy") } });
        var console = new KeptConsole();
        var subject = SubjectOf(Web);
        await using RunPlace place = await OpenAsync(engine, subject, console);
        IPreparedImage image = await place.PrepareAsync(subject, CancellationToken.None);
        using var first = new CancellationTokenSource();
        Task<RunEnd> old = place.RunAsync(image, Web, Any, null, first.Token);
        string address = AddressIn(await console.Ready);
        await first.CancelAsync();
        await old;

        using var client = new HttpClient();
        Task<string> asked = client.GetStringAsync(new Uri(address + "/"));
        using var second = new CancellationTokenSource();
        Task<RunEnd> other = place.RunAsync(image, Web, Any, () => TimeSpan.FromSeconds(5), second.Token);
        Assert.AreEqual("new", await asked.WaitAsync(TimeSpan.FromSeconds(20)));
        await second.CancelAsync();
        await other;
        Assert.AreEqual(2, engine.Started.Count);
    }

    [TestMethod]
    public async Task No_way_to_run_it_and_nothing_to_start_are_told()
    {
        OpenShiftException none = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => RunAsync(new ScriptedEngine(new Script()) { Problem = "it is not installed" }, Web, Any, new KeptConsole(), CancellationToken.None));
        Assert.AreEqual("OSC0092 The image cannot be run here: sandbox: it is not installed", $"{none.Code} {none.Seen}");
        OpenShiftException nothing = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => RunAsync(new ScriptedEngine(new Script()), Web with { Container = Web.Container with { Command = [] } }, Any, new KeptConsole(), CancellationToken.None));
        Assert.AreEqual("OSC0065 The image has nothing to start: neither an entry point nor a command", $"{nothing.Code} {nothing.Seen}");
        OpenShiftException missing = Assert.ThrowsExactly<OpenShiftException>(() => RunSubject.RequireSettings(Web with { MissingSettings = ["Shop__Key", "Shop__Url"] }, "Give them."));
        Assert.AreEqual("OSC0065 What the application requires has no value for this run: Shop__Key, Shop__Url", $"{missing.Code} {missing.Seen}");
    }

    private static string AddressIn(string text) => System.Text.RegularExpressions.Regex.Match(text, @"http://localhost:\d+").Value;

    private static RunSubject SubjectOf(RunPlan plan)
    {
        Image image = BaseImages.Create(tar: BaseImages.Tar(BaseImages.Folder("app/")));
        return new RunSubject(image, 1, plan);
    }

    private static Task<RunPlace> OpenAsync(ScriptedEngine engine, RunSubject subject, KeptConsole console, int seconds = 20) =>
        RunPlace.OpenAsync(subject, new ProveFacts { TimeoutSeconds = seconds }, [], [engine], console, CancellationToken.None);

    private static async Task<RunEnd> RunAsync(ScriptedEngine engine, RunPlan plan, ImmutableArray<PortMapping> mappings, KeptConsole console, CancellationToken stop, int seconds = 20)
    {
        RunSubject subject = SubjectOf(plan);
        await using RunPlace place = await OpenAsync(engine, subject, console, seconds);
        return await place.RunAsync(await place.PrepareAsync(subject, CancellationToken.None), plan, mappings, null, stop);
    }
}
