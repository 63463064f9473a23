using System.Diagnostics;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Docker;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>docker, with a daemon of the tests' own.</summary>
[TestClass]
public sealed class DockerTests : ContainerEngineTests
{
    private static readonly Lazy<(string Path, Process Daemon)> Own = new(StartDaemon);
    private static readonly Lazy<DockerEngine> Shared = new(static () => new DockerEngine(new EnginePath(Own.Value.Path)));

    private protected override IRunEngine Engine => Shared.Value;

    private protected override string[] ListsStorage => [];

    private protected override string EngineName => "docker";

    private protected override string EnginePathVariable => Own.Value.Path;

    // Its bridge takes packets for outside and drops them.
    private protected override string? NoWayOut => null;

    // All of them would take a minute and a half more of a suite that is long, and podman, which is spoken to in the same way, proves all.
    // What SQLite was refused and whom Npgsql asked in vain shows in no line of theirs: the sandbox sees it, docker does not.
    private protected override IEnumerable<CorpusApplication> Applications => Corpus.Representatives.Where(static a => a.Name is not ("SqliteBeside" or "NpgsqlOrders"));

    private protected override CommandResult Run(params string[] arguments) => Command.Run(Path.Combine(Own.Value.Path.Split(Path.PathSeparator)[0], "docker"), arguments, seconds: 120);

    [TestMethod]
    public async Task The_trial_runs_a_container_and_leaves_nothing_unproved_but_the_seccomp_profile()
    {
        EngineTrial trial = await Engine.TryAsync(CancellationToken.None);
        Assert.IsNull(trial.Problem);
        Assert.StartsWith("docker ", trial.Name);
        Assert.AreEqual("the system calls were those that docker's own seccomp profile lets through, which is not the profile of restricted-v2", trial.Unproved.Single());
    }

    [ClassCleanup]
    public static void StopDaemon()
    {
        if (Own.IsValueCreated)
        {
            Command.Run("kill", "-TERM", Own.Value.Daemon.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Own.Value.Daemon.WaitForExit(TimeSpan.FromSeconds(60));
            Own.Value.Daemon.Dispose();
        }
    }

    private static (string Path, Process Daemon) StartDaemon()
    {
        Components.Require("docker", "dockerd", "containerd", "runc", "iptables");
        string folder = Infrastructure.Sandbox.NewFolder("docker");
        string socket = "unix://" + Path.Combine(folder, "s");
        string log = Path.Combine(folder, "log");

        // In the shell's place, so that the process that is ended is the daemon.
        Process daemon = Process.Start("/bin/sh",
        [
            "-c", "exec dockerd \"$@\" >\"$0\" 2>&1", log, "--host", socket, "--data-root", Path.Combine(folder, "data"), "--exec-root", Path.Combine(folder, "run"),
            "--pidfile", Path.Combine(folder, "pid"), "--bridge", "none", "--ip-forward=false",
        ]);
        string path = EnginePath.With(folder, "docker", $"exec {Program()} --host {socket} \"$@\"");
        Stopwatch clock = Stopwatch.StartNew();
        while (Command.Run(Path.Combine(folder, "docker"), "version").ExitCode != 0)
        {
            if (daemon.HasExited || clock.Elapsed > TimeSpan.FromSeconds(90))
            {
                Assert.Fail("dockerd does not start\n" + File.ReadAllText(log));
            }

            Thread.Sleep(200);
        }

        return (path, daemon);
    }

    private static string Program() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(static f => Path.Combine(f, "docker")).First(File.Exists);
}
