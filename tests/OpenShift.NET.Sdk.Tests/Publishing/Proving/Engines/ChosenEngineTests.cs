using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Docker;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;
using OpenShift.NET.Sdk.Publishing.Proving.Podman;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Engines;

/// <summary>Which engine is taken, and what the others say.</summary>
[TestClass]
public sealed class ChosenEngineTests
{
    [TestMethod]
    public async Task The_first_is_tried_alone()
    {
        var first = new FakeEngine(ProofEngine.Sandbox, null);
        var second = new FakeEngine(ProofEngine.Podman, null);
        ChosenEngine chosen = await ChosenEngine.ChooseAsync([first, second], ProofEngine.None, CancellationToken.None);
        Assert.AreSame(first, chosen.Engine);
        Assert.AreEqual(0, second.Trials);
        Assert.IsEmpty(chosen.Problems);
    }

    [TestMethod]
    public async Task The_others_are_tried_at_once_and_the_best_of_them_is_taken()
    {
        var slow = new FakeEngine(ProofEngine.Podman, null, TimeSpan.FromMilliseconds(300));
        var fast = new FakeEngine(ProofEngine.Docker, null);
        ChosenEngine chosen = await ChosenEngine.ChooseAsync([new FakeEngine(ProofEngine.Sandbox, "no namespaces"), slow, fast], ProofEngine.None, CancellationToken.None);
        Assert.AreSame(slow, chosen.Engine);
        Assert.AreEqual(1, fast.Trials);
        Assert.AreEqual("sandbox: no namespaces", string.Join('|', chosen.Problems));
    }

    [TestMethod]
    public async Task A_trial_that_is_no_longer_needed_is_ended_and_waited_for()
    {
        var endless = new FakeEngine(ProofEngine.Docker, null, Timeout.InfiniteTimeSpan);
        ChosenEngine chosen = await ChosenEngine.ChooseAsync([new FakeEngine(ProofEngine.Sandbox, "no"), new FakeEngine(ProofEngine.Podman, null), endless], ProofEngine.None, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.AreEqual(ProofEngine.Podman, chosen.Engine!.Kind);
        Assert.IsTrue(endless.WasCancelled);
    }

    [TestMethod]
    public async Task An_engine_that_is_named_is_the_only_one_tried()
    {
        var other = new FakeEngine(ProofEngine.Sandbox, null);
        ChosenEngine chosen = await ChosenEngine.ChooseAsync([other, new FakeEngine(ProofEngine.Docker, "the daemon sleeps")], ProofEngine.Docker, CancellationToken.None);
        Assert.IsNull(chosen.Engine);
        Assert.AreEqual(0, other.Trials);
        Assert.AreEqual("docker: the daemon sleeps", string.Join('|', chosen.Problems));
    }

    [TestMethod]
    public async Task An_engine_that_cannot_run_what_is_to_be_run_gives_way_to_the_next()
    {
        string? WhyNot(ProofEngine kind) => kind == ProofEngine.Sandbox ? SandboxEngine.WhyNot([8080, 9090], [new ProveService("db", "postgres:17", 5432), new ProveService("identity", "identity:1", 8080)]) : null;
        var sandbox = new FakeEngine(ProofEngine.Sandbox, null);
        ChosenEngine chosen = await ChosenEngine.ChooseAsync([sandbox, new FakeEngine(ProofEngine.Podman, null)], ProofEngine.None, CancellationToken.None, WhyNot);
        Assert.AreEqual(ProofEngine.Podman, chosen.Engine!.Kind);
        Assert.AreEqual(0, sandbox.Trials);
        Assert.StartsWith("sandbox: the application and the service 'identity' both listen on port 8080", chosen.Problems.Single());

        chosen = await ChosenEngine.ChooseAsync([sandbox], ProofEngine.Sandbox, CancellationToken.None, WhyNot);
        Assert.IsNull(chosen.Engine, "wanted or not");
        Assert.IsNull(SandboxEngine.WhyNot([8080], [new ProveService("db", "postgres:17", 5432)]));
        Assert.AreEqual("the service 'db' is an image, and in place only the published application runs", InPlaceEngine.WhyNot([new ProveService("db", "postgres:17", 5432)]));
        Assert.IsNull(InPlaceEngine.WhyNot([]));
    }

    [TestMethod]
    public async Task In_place_is_not_taken_unasked_where_nothing_constrains_it()
    {
        var inPlace = new InPlaceEngine(new Variables([]));
        if (inPlace.IsConstrained)
        {
            Assert.Inconclusive("these tests run in a restricted pod");
        }

        ChosenEngine chosen = await ChosenEngine.ChooseAsync([new FakeEngine(ProofEngine.Sandbox, "no"), inPlace], ProofEngine.None, CancellationToken.None);
        Assert.IsNull(chosen.Engine);
        Assert.StartsWith("in place: it is taken unasked only where", chosen.Problems[^1]);
    }

    [TestMethod]
    public async Task An_engine_that_is_not_installed_says_so()
    {
        var nothing = new Variables(new() { ["PATH"] = Path.GetTempPath() });
        Assert.AreEqual("'podman' is not on the PATH", (await new PodmanEngine(nothing).TryAsync(CancellationToken.None)).Problem);
        Assert.AreEqual("'docker' is not on the PATH", (await new DockerEngine(nothing).TryAsync(CancellationToken.None)).Problem);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("echo '{\"ID\":\"\",\"ServerVersion\":\"\",\"ServerErrors\":[\"x\"]}'; echo 'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; echo 'errors pretty printing info' >&2; exit 1", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?")]
    [DataRow("echo 'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get x: dial unix /var/run/docker.sock: connect: permission denied' >&2; exit 1", "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get x: dial unix /var/run/docker.sock: connect: permission denied")]
    [DataRow("echo hello", "'docker info' answers with something that cannot be understood")]
    [DataRow("exit 3", "exit code 3 without a message")]
    public async Task A_docker_that_does_not_answer_says_why(string script, string problem)
    {
        string folder = Directory.CreateTempSubdirectory("osc-docker").FullName;
        try
        {
            string program = Path.Combine(folder, "docker");
            await File.WriteAllTextAsync(program, "#!/bin/sh\n" + script + "\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
            }

            EngineTrial trial = await new DockerEngine(new Variables(new() { ["PATH"] = folder })).TryAsync(CancellationToken.None);
            Assert.AreEqual(problem, trial.Problem);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class FakeEngine(ProofEngine kind, string? problem, TimeSpan time = default) : IRunEngine
    {
        private readonly ConcurrentBag<int> _trials = [];

        public ProofEngine Kind => kind;

        public int Trials => _trials.Count;

        public bool WasCancelled { get; private set; }

        public async Task<EngineTrial> TryAsync(CancellationToken cancellationToken)
        {
            _trials.Add(1);
            try
            {
                await Task.Delay(time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasCancelled = true;
                throw;
            }

            return new EngineTrial(kind.ToString(), problem, []);
        }

        public Task<IProofScene> BeginAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Variables(Dictionary<string, string> values) : IEnvironment
    {
        public string HomeFolder => "";

        public string? Variable(string name) => values.GetValueOrDefault(name);
    }
}
