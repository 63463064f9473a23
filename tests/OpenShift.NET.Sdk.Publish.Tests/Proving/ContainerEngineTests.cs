using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;
using OpenShift.NET.Sdk.Runs;
using static OpenShift.NET.Sdk.Publish.Tests.Proving.ProofSteps;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>What a proof asks of podman and docker, each on its real engine.</summary>
public abstract class ContainerEngineTests
{
    private static readonly ImmutableDictionary<string, byte[]> NoFiles = ImmutableDictionary<string, byte[]>.Empty;

    /// <summary>The engine.</summary>
    private protected abstract IRunEngine Engine { get; }

    /// <summary>Its name for <see cref="KilledProof"/>.</summary>
    private protected abstract string EngineName { get; }

    /// <summary>The PATH that has its program.</summary>
    private protected abstract string EnginePathVariable { get; }

    /// <summary>What the kernel says to a connection that leads outside; <see langword="null"/> where it says nothing and waits for an answer.</summary>
    private protected virtual string? NoWayOut => "Network is unreachable";

    /// <summary>The user it runs containers as when none is asked for.</summary>
    private protected virtual long ArbitraryUser => 1_000_660_000;

    /// <summary>Whether processes of containers are limited in memory.</summary>
    private protected virtual bool LimitsMemory => true;

    /// <summary>The applications of the corpus that are proved with it.</summary>
    private protected virtual IEnumerable<CorpusApplication> Applications => Corpus.Applications;

    /// <summary>What lists containers that were never finished, too.</summary>
    private protected virtual string[] ListsStorage => ["--external"];

    /// <summary>Runs a command of the engine.</summary>
    private protected abstract CommandResult Run(params string[] arguments);

    private async Task<EngineScene> BeginAsync() => (EngineScene)await Engine.BeginAsync(CancellationToken.None);

    // Everything the engine has that carries the name of a scene.
    private string Left(string scene) => string.Join('\n', new[]
    {
        Run(["ps", "--all", .. ListsStorage, "--format", "{{.Names}}"]).Output,
        Run("network", "ls", "--format", "{{.Name}}").Output,
        Run("volume", "ls", "--format", "{{.Name}}").Output,
        Run("images", "--format", "{{.Repository}}:{{.Tag}}").Output.Replace("localhost/openshift-prove/", "openshift-prove-", StringComparison.Ordinal),
        string.Join('\n', Directory.GetDirectories(Path.GetTempPath(), "openshift-prove-*").Select(Path.GetFileName)),
    }.SelectMany(static o => o.Split('\n')).Where(l => l.Contains(scene, StringComparison.Ordinal)));

    [TestMethod]
    public async Task A_container_is_constrained_as_restricted_v2_does_and_knows_its_whole_environment()
    {
        string name;
        await using (EngineScene scene = await BeginAsync())
        {
            name = scene.Name.NameOf(null);
            IPreparedImage image = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
            ContainerSpecification command = Shell("echo out; echo err >&2; id -u; id -g; echo pid $$; pwd; cat /etc/passwd; grep -E 'Cap(Eff|Bnd)|NoNewPrivs' /proc/self/status; cat /proc/sys/kernel/hostname; echo \"$LINES_\"; echo \"$QUOTED\"; echo [$HTTP_PROXY]; (: > /usr/x); (: > /etc/y); exit 3");
            (string text, ContainerExit exit) = await RunAsync(scene, image, command with { Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin").Add("LINES_", "first\nsecond").Add("QUOTED", "\"a b\" # c") });
            Assert.AreEqual(3, exit.Code, text);
            Assert.AreEqual((false, false), (exit.Killed, exit.OutOfMemory));
            foreach (string line in (string[])["out", "err", $"{ArbitraryUser}\n0\npid 1\n/app", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "\napp\n", "first\nsecond", "\"a b\" # c", "[]", "cannot create /usr/x", "cannot create /etc/y"])
            {
                Assert.Contains(line, text);
            }

            Assert.Contains($":x:{ArbitraryUser}:0:", text.Replace($"{ArbitraryUser}:*:", $"{ArbitraryUser}:x:", StringComparison.Ordinal));
            await using IRunningContainer container = await scene.StartAsync(image, Shell("exit 0"), CancellationToken.None);
            Assert.AreEqual(ArbitraryUser, container.UserId);
        }

        Assert.AreEqual("", Left(name));
    }

    [TestMethod]
    public async Task Volumes_take_what_is_written_and_a_read_only_root_does_not()
    {
        await using EngineScene scene = await BeginAsync();
        IPreparedImage image = await scene.PrepareAsync(TestImage.Create(TestImage.Layer(TestImage.Folder("app", 0b111_111_101), TestImage.File("app/one.json", "of the image"))), 1, CancellationToken.None);
        var config = new ContainerVolume("/etc/config", true, NoFiles.Add("a/b.json", "{}"u8.ToArray()));
        var one = new ContainerVolume("/app/one.json", true, NoFiles.Add("", "mounted"u8.ToArray()));
        await using IRunningContainer container = await scene.StartAsync(
            image,
            Shell("cat /etc/config/a/b.json; cat /app/one.json; (: > /etc/config/c); (: > /app/x); : > /tmp/t && mkdir -p /data/e /data/f && echo 12345 > /data/f/x && echo key > /keys/k && echo done", Fresh("/tmp"), Fresh("/data"), Fresh("/keys", "keys"), config, one) with { ReadOnlyRoot = true },
            CancellationToken.None);
        ContainerExit exit = await container.Exit.WaitAsync(Patience);
        string text = Text(container);
        Assert.AreEqual(0, exit.Code, text);
        foreach (string line in (string[])["{}mounted", "/etc/config/c: Read-only file system", "/app/x: Read-only file system", "done"])
        {
            Assert.Contains(line, text);
        }

        ImmutableArray<WrittenFile> written = (await container.WrittenAsync(CancellationToken.None))!.Value;
        CollectionAssert.AreEquivalent(
            (WrittenFile[])[new("/data/e", 0, FileChange.Created, true), new("/data/f/x", 6, FileChange.Created, true), new("/keys/k", 4, FileChange.Created, true), new("/tmp/t", 0, FileChange.Created, true)],
            written.ToArray(),
            string.Join('\n', written));
        (string other, _) = await RunAsync(scene, image, Shell("cat /keys/k; ls /data", Fresh("/keys", "keys"), Fresh("/data")) with { Name = "other" });
        Assert.AreEqual("key", other);
    }

    [TestMethod]
    public async Task What_was_written_in_the_root_is_listed_with_its_size()
    {
        Image image = TestImage.Create(TestImage.Layer(TestImage.Folder("app", 0b111_111_101), TestImage.File("app/old", "old", 0b110_110_100), TestImage.File("app/gone", mode: 0b110_110_100)));
        await using EngineScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(image, 1, CancellationToken.None);
        await using IRunningContainer container = await scene.StartAsync(
            prepared,
            Shell("echo newer > old; rm gone; mkdir -p d/e; echo 12345 > d/g; echo before; sleep 1000", Fresh("/mnt/volume")) with { UserId = ArbitraryUser },
            CancellationToken.None);
        await WaitForAsync(container, "before");
        foreach (bool hasEnded in (bool[])[false, true])
        {
            if (hasEnded)
            {
                await container.KillAsync(CancellationToken.None);
                ContainerExit exit = await container.Exit.WaitAsync(Patience);
                Assert.AreEqual((137, true, false), (exit.Code, exit.Killed, exit.OutOfMemory));
            }

            ImmutableArray<WrittenFile> written = (await container.WrittenAsync(CancellationToken.None))!.Value;
            CollectionAssert.AreEquivalent(
                (WrittenFile[])[new("/app/d/e", 0, FileChange.Created, false), new("/app/d/g", 6, FileChange.Created, false), new("/app/gone", 0, FileChange.Deleted, false), new("/app/old", 6, FileChange.Changed, false)],
                written.ToArray(),
                string.Join('\n', written));
        }
    }

    [TestMethod]
    public async Task Sockets_and_processes_are_seen_and_reached_as_the_kubelet_would()
    {
        await using EngineScene scene = await BeginAsync();
        IPreparedImage image = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await using IRunningContainer container = await scene.StartAsync(
            image,
            Shell("trap 'echo told; exit 7' TERM; probe serve 9090 127.0.0.1 & probe serve 8080 0.0.0.0 & wait; wait") with { Ports = [8080, 9090] },
            CancellationToken.None);
        ContainerObservation seen;
        Stopwatch clock = Stopwatch.StartNew();
        do
        {
            Assert.IsLessThan(Patience, clock.Elapsed, Text(container));
            await Task.Delay(20);
            seen = await container.ObserveAsync(CancellationToken.None);
        }
        while (seen.Sockets!.Value.Length < 2);

        CollectionAssert.AreEqual((ListeningSocket[])[new("0.0.0.0", 8080), new("127.0.0.1", 9090)], seen.Sockets.Value.ToArray());
        Assert.HasCount(3, seen.Processes!.Value);
        Assert.AreEqual((1, 0), (seen.Processes.Value[0].Id, seen.Processes.Value[0].ParentId));
        Assert.IsTrue(seen.Processes.Value.Skip(1).All(static p => p is { ParentId: 1, Program: "/usr/bin/probe" }), string.Join('\n', seen.Processes.Value));
        Assert.IsGreaterThan(0, seen.Memory!.Value);
        foreach ((int port, bool loopback, bool answers) in ((int, bool, bool)[])[(8080, false, true), (8080, true, true), (9090, true, true), (9090, false, false), (7070, false, false)])
        {
            string what = $"{port} {loopback}";
            if (!answers)
            {
                SocketException e = await Assert.ThrowsExactlyAsync<SocketException>(() => container.ConnectAsync(port, loopback, CancellationToken.None), what);
                Assert.AreEqual(SocketError.ConnectionRefused, e.SocketErrorCode, what);
                continue;
            }

            await using Stream stream = await container.ConnectAsync(port, loopback, CancellationToken.None);
            await stream.WriteAsync("hello"u8.ToArray());
            byte[] answer = new byte[100];
            Assert.AreEqual("heard hello", Encoding.ASCII.GetString(answer, 0, await stream.ReadAtLeastAsync(answer, 11, throwOnEndOfStream: false)), what);
        }

        Assert.AreEqual((4, "said\n"), await container.ExecuteAsync(["/bin/sh", "-c", "echo said; exit 4"], CancellationToken.None));
        Assert.AreEqual(127, (await container.ExecuteAsync(["nope"], CancellationToken.None)).ExitCode);
        await container.TerminateAsync(CancellationToken.None);
        ContainerExit exit = await container.Exit.WaitAsync(Patience);
        Assert.AreEqual((7, false), (exit.Code, exit.Killed), Text(container));
        Assert.Contains("told", Text(container));
        Assert.AreEqual(SocketError.ConnectionRefused, (await Assert.ThrowsExactlyAsync<SocketException>(() => container.ConnectAsync(8080, false, CancellationToken.None))).SocketErrorCode);
    }

    [TestMethod]
    public async Task Containers_reach_each_other_by_name_and_nothing_else()
    {
        await using EngineScene scene = await BeginAsync();
        IPreparedImage image = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        ContainerSpecification service = Shell("probe serve 5432 0.0.0.0 & probe serve 8080 0.0.0.0 & wait; wait") with { Name = "db", Ports = [5432, 8080] };
        await using IRunningContainer db = await scene.StartAsync(image, service, CancellationToken.None);
        await using IRunningContainer cache = await scene.StartAsync(image, service with { Name = "cache" }, CancellationToken.None);

        // It listens itself on the port of one neighbour, and not on that of the other.
        ContainerSpecification command = Shell(
            """
            probe serve 8080 0.0.0.0 & 
            for i in 1 2 3 4 5 6 7 8 9; do sleep 0.5; address=$(getent hosts db); [ "$(probe ask ${address%% *} 8080)" = 'heard hello' ] && break; done
            for target in 'db 8080' 'db 5432' 'cache 5432'; do
                set -- $target
                address=$(getent hosts $1); address=${address%% *}
                for i in 1 2 3 4 5 6 7 8 9; do answer=$(probe ask $address $2); [ "$answer" = 'heard hello' ] && break; sleep 0.3; done
                echo "$1 $2: $answer"
            done
            getent hosts nobody || echo nobody is not known
            echo "own: $(probe ask 127.0.0.1 8080)"
            echo "outside: $(probe ask 192.0.2.1 80)"
            sleep 1000
            """);
        await using IRunningContainer container = await scene.StartAsync(
            image,
            command with { Ports = [8080], Links = [new ContainerLink("db", 8080), new ContainerLink("db", 5432), new ContainerLink("cache", 5432)] },
            CancellationToken.None);
        await WaitForAsync(container, NoWayOut is null ? "own: heard hello" : "outside: " + NoWayOut);
        foreach (string line in (string[])["db 8080: heard hello", "db 5432: heard hello", "cache 5432: heard hello", "nobody is not known", "own: heard hello"])
        {
            Assert.Contains(line, Text(container));
        }

        // Who waits for an answer has not got one meanwhile.
        Assert.IsFalse(NoWayOut is null && Text(container).Contains("outside: heard", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_container_that_takes_more_memory_than_its_limit_is_killed()
    {
        await using EngineScene scene = await BeginAsync();
        IPreparedImage image = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await using IRunningContainer small = await scene.StartAsync(image, Shell("exec probe take 20") with { MemoryLimit = 64 << 20 }, CancellationToken.None);
        await WaitForAsync(small, "taken");
        ContainerObservation seen = await small.ObserveAsync(CancellationToken.None);
        Assert.IsGreaterThan(20 << 20, seen.Memory!.Value);
        Assert.IsLessThan(40 << 20, seen.Memory.Value);
        Assert.AreEqual(LimitsMemory, seen.MemoryIsLimited);
        if (!LimitsMemory)
        {
            return;
        }

        (string text, ContainerExit exit) = await RunAsync(scene, image, Shell("exec probe take 200") with { Name = "large", MemoryLimit = 64 << 20 });
        Assert.AreEqual((137, true, true), (exit.Code, exit.Killed, exit.OutOfMemory), text);
    }

    [TestMethod]
    public async Task A_program_that_cannot_be_started_is_the_end_of_the_container()
    {
        await using EngineScene scene = await BeginAsync();
        IPreparedImage image = await scene.PrepareAsync(TestImage.Create(TestImage.Layer(TestImage.File("app/plain", "text"))), 1, CancellationToken.None);
        (string text, ContainerExit exit) = await RunAsync(scene, image, Shell("") with { Command = ["/app/nope"] });
        Assert.AreEqual(127, exit.Code, text);
        Assert.Contains("nope", text);
        Assert.AreEqual(126, (await RunAsync(scene, image, Shell("") with { Command = ["/app/plain"] })).Exit.Code);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => scene.StartAsync(image, Shell("", Fresh("/a:b")), CancellationToken.None));
        Assert.AreEqual("OSC0094", e.Code);
    }

    [TestMethod]
    public async Task Two_proofs_of_one_image_at_once_do_not_disturb_each_other_or_an_image_that_was_there()
    {
        Image image = TestImage.Create(TestImage.Layer(TestImage.File("app/two")));
        string archive = Path.Combine(Infrastructure.Sandbox.NewFolder("archive"), "image.tar");
        string own = "localhost/osc-own-" + Guid.NewGuid().ToString("N")[..8] + ":1";
        await DockerArchive.WriteAsync(image, archive, [own], CancellationToken.None);
        Run("load", "--input", archive).MustSucceed();
        try
        {
            string[] names = await Task.WhenAll(Enumerable.Range(0, 2).Select(async i =>
            {
                await using EngineScene scene = await BeginAsync();
                IPreparedImage prepared = await scene.PrepareAsync(image, 1, CancellationToken.None);
                (string text, ContainerExit exit) = await RunAsync(scene, prepared, Shell($"ls /app; sleep {i}"));
                Assert.AreEqual(0, exit.Code, text);
                Assert.AreEqual("two", text);
                return scene.Name.NameOf(null);
            }));
            Assert.AreEqual("", string.Concat(names.Select(Left)));
            Run("image", "inspect", own).MustSucceed();
        }
        finally
        {
            Run("rmi", own).MustSucceed();
        }
    }

    [TestMethod]
    public async Task An_image_whose_name_another_proof_took_along_is_loaded_again()
    {
        await using EngineScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(TestImage.Create(TestImage.Layer(TestImage.File("app/gone"))), 1, CancellationToken.None);
        Run("rmi", ((LoadedImage)prepared).Reference).MustSucceed();
        (string text, ContainerExit exit) = await RunAsync(scene, prepared, Shell("ls /app"));
        Assert.AreEqual(0, exit.Code, text);
        Assert.AreEqual("gone", text);
    }

    [TestMethod]
    public async Task What_a_dead_process_left_is_removed_and_nothing_else()
    {
        IPreparedImage image;
        await using EngineScene scene = await BeginAsync();
        image = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        SceneName dead = SceneName.Create() with { ProcessId = int.MaxValue };
        SceneName alive = SceneName.Create();
        string reference = ((LoadedImage)image).Reference;
        string others = "osc-other-" + Guid.NewGuid().ToString("N")[..8];
        string folder = Path.Combine(Path.GetTempPath(), dead.NameOf(null));
        Directory.CreateDirectory(folder);
        try
        {
            Run("create", "--name", dead.NameOf("1"), "--label", $"{SceneName.Label}={dead}", "--network", "none", "--entrypoint", "/bin/true", reference).MustSucceed();
            Run("create", "--name", alive.NameOf("1"), "--label", $"{SceneName.Label}={alive}", "--network", "none", "--entrypoint", "/bin/true", reference).MustSucceed();
            Run("create", "--name", others, "--network", "none", "--entrypoint", "/bin/true", reference).MustSucceed();
            Run("volume", "create", "--label", $"{SceneName.Label}={dead}", dead.NameOf("v")).MustSucceed();
            Run("tag", reference, $"{SceneName.Repositories}{dead}:1").MustSucceed();
            await using (await BeginAsync())
            {
            }

            Assert.AreEqual("", Left(dead.ToString()));
            Assert.IsFalse(Directory.Exists(folder));
            Assert.AreEqual(alive.NameOf("1"), Left(alive.ToString()));
            Assert.AreEqual(others, Left(others));
        }
        finally
        {
            Run("rm", "--force", alive.NameOf("1"), others);
        }
    }

    [TestMethod]
    public async Task A_cancelled_proof_leaves_nothing()
    {
        TimeSpan whole;
        await using (EngineScene scene = await BeginAsync())
        {
            IPreparedImage image = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
            long start = Stopwatch.GetTimestamp();
            await using IRunningContainer container = await scene.StartAsync(image, Shell("sleep 1000"), CancellationToken.None);
            whole = Stopwatch.GetElapsedTime(start);
        }

        // Each at another step of making and starting the container: a podman that was killed there left its storage, and with it the image.
        for (int tenth = 1; tenth < 10; tenth++)
        {
            EngineScene scene = await BeginAsync();
            using var cancellation = new CancellationTokenSource();
            await using (scene)
            {
                IPreparedImage image = await scene.PrepareAsync(TestImage.Create(), 1, cancellation.Token);
                Task start = scene.StartAsync(image, Shell("sleep 1000"), cancellation.Token);
                await Task.Delay(whole * tenth / 10);
                await cancellation.CancelAsync();
                try
                {
                    await start;
                }
                catch (OperationCanceledException)
                {
                    // Or it was faster.
                }
            }

            Assert.AreEqual("", Left(scene.Name.NameOf(null)), $"after {tenth} tenths of {whole}");
        }
    }

    [TestMethod]
    public async Task Nothing_is_left_when_the_process_that_proves_is_killed()
    {
        string mark = "4711" + Random.Shared.Next(100_000, 999_999);
        using Process proving = KilledProof.Start(EngineName, EnginePathVariable, mark);
        try
        {
            string? ready = await proving.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3));
            if (ready is null)
            {
                Assert.Fail(await proving.StandardError.ReadToEndAsync());
            }

            string scene = ready["ready ".Length..].Split(' ')[0];
            Assert.Contains(scene, Left(scene));
            proving.Kill();
            Stopwatch clock = Stopwatch.StartNew();
            string left;
            while ((left = Left(scene) + Processes(mark)).Length > 0)
            {
                Assert.IsLessThan(TimeSpan.FromSeconds(120), clock.Elapsed, left);
                await Task.Delay(200);
            }
        }
        finally
        {
            if (!proving.HasExited)
            {
                proving.Kill();
            }
        }
    }

    [TestMethod]
    public async Task Applications_of_the_corpus_are_found_to_do_what_they_do_in_the_sandbox() => await CorpusJudgement.AssertAsync(Engine, Applications);

    [TestMethod]
    public async Task Real_servers_beside_the_application_are_waited_for_and_reached_by_their_names()
    {
        await ServiceProof.RunAsync(Engine);
    }

    [TestMethod]
    public async Task The_runtime_of_the_embedded_base_starts()
    {
        Image image = await OciLayout.ReadAsync(EmbeddedLayout.Folder, CancellationToken.None);
        await using EngineScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(image, image.Manifest.Layers.Length, CancellationToken.None);
        (string text, ContainerExit exit) = await RunAsync(scene, prepared, Shell("") with
        {
            Command = ["dotnet", "--list-runtimes"],
            Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", image.Config.Config.EnvironmentVariable("PATH") ?? "/usr/bin"),
            WorkingDirectory = "/",
        });
        Assert.AreEqual(0, exit.Code, text);
        Assert.Contains("Microsoft.AspNetCore.App 10.", text);
    }
}
