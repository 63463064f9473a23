using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Runs;
using Sandbox = OpenShift.NET.Sdk.Publish.Tests.Infrastructure.Sandbox;
using static OpenShift.NET.Sdk.Publish.Tests.Proving.ProofSteps;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>The sandbox on the real kernel, with the real bubblewrap.</summary>
[TestClass]
public sealed class SandboxTests
{
    private static async Task<IProofScene> BeginAsync()
    {
        Components.Require("bwrap", "unshare", "nsenter", "setpriv", "gcc");
        return await new SandboxEngine(Sandbox.Cache).BeginAsync(CancellationToken.None);
    }

    private static async Task<(string Text, ContainerExit Exit)> RunAsync(IProofScene scene, Image image, ContainerSpecification specification, int baseLayers = 1)
    {
        IPreparedImage prepared = await scene.PrepareAsync(image, baseLayers, CancellationToken.None);
        return await ProofSteps.RunAsync(scene, prepared, specification);
    }

    private static string Running(string mark) => string.Join('\n', CommandLines().Where(l => l.Contains(mark, StringComparison.Ordinal)));

    private static string[] Left() => [.. Directory.GetDirectories(Path.GetTempPath(), "openshift-proof-*")];

    [TestMethod]
    public async Task The_trial_works_and_names_bubblewrap_with_its_version()
    {
        Components.Require("bwrap");
        EngineTrial trial = await new SandboxEngine(Sandbox.Cache).TryAsync(CancellationToken.None);
        Assert.IsNull(trial.Problem);
        Assert.StartsWith("bubblewrap ", trial.Name);
        Assert.IsTrue(char.IsAsciiDigit(trial.Name["bubblewrap ".Length]));
    }

    [TestMethod]
    public async Task A_trial_that_worked_is_not_made_again_until_something_changes_or_does_not_start()
    {
        Components.Require("bwrap");
        string cache = Infrastructure.Sandbox.NewFolder("tried");
        var engine = new SandboxEngine(cache);
        EngineTrial made = await engine.TryAsync(CancellationToken.None);
        string file = Directory.GetFiles(Path.Combine(cache, "sandbox"), "tried-*").Single();
        string text = File.ReadAllText(file);

        // What is read shows that nothing was tried.
        File.WriteAllText(file, text.Replace(made.Name, "bubblewrap as kept", StringComparison.Ordinal));
        EngineTrial kept = await engine.TryAsync(CancellationToken.None);
        Assert.AreEqual("bubblewrap as kept", kept.Name);
        CollectionAssert.AreEqual(made.Unproved, kept.Unproved);

        // Another start of the machine, another user, another program.
        File.WriteAllText(file, "0" + text.Replace(made.Name, "bubblewrap as kept", StringComparison.Ordinal));
        Assert.AreEqual(made.Name, (await engine.TryAsync(CancellationToken.None)).Name);
        Assert.AreEqual(text, File.ReadAllText(file));

        await using IProofScene scene = await engine.BeginAsync(CancellationToken.None);
        IPreparedImage image = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await Assert.ThrowsExactlyAsync<OpenShiftException>(() => scene.StartAsync(image, Shell("true") with { WorkingDirectory = "/\0" }, CancellationToken.None));
        Assert.IsFalse(File.Exists(file));
    }

    [TestMethod]
    public async Task A_container_runs_as_an_arbitrary_user_without_privileges_and_says_how_it_ended()
    {
        await using IProofScene scene = await BeginAsync();
        (string text, ContainerExit exit) = await RunAsync(
            scene,
            TestImage.Create(),
            Shell("echo out; echo err >&2; id; echo pid $$; pwd; cat /etc/passwd; grep -E 'Cap(Eff|Bnd|Prm)|NoNewPrivs' /proc/self/status; cat /proc/sys/kernel/hostname; echo $SECRET $HOME; ls /proc/self/fd; exit 3") with { Environment = ImmutableDictionary<string, string>.Empty.Add("SECRET", "s3cret value") });
        Assert.AreEqual(3, exit.Code, text);
        Assert.IsFalse(exit.Killed);
        foreach (string line in (string[])["out", "err", "uid=1000660000(1000660000) gid=0(root)", "pid 1", "/app", "1000660000:x:1000660000:0:1000660000 user:/app:/sbin/nologin", "NoNewPrivs:\t1", "app", "s3cret value /app"])
        {
            Assert.Contains(line, text);
        }

        foreach (string set in (string[])["CapPrm", "CapEff", "CapBnd"])
        {
            Assert.Contains(set + ":\t0000000000000000", text);
        }
    }

    [TestMethod]
    public async Task Files_grant_what_an_arbitrary_user_of_group_0_would_have()
    {
        Image image = TestImage.Create(TestImage.Layer(
            TestImage.Folder("app", 0b111_111_000, 1654, 0),
            TestImage.File("app/owners", mode: 0b110_000_000, user: 1654),
            TestImage.File("app/groups", mode: 0b110_100_000, user: 1654),
            TestImage.File("app/writable", mode: 0b110_110_100),
            TestImage.File("app/others", mode: 0b110_110_100, group: 1654),
            TestImage.File("app/setuid", mode: 0b100_111_101_101),
            TestImage.Folder("closed", 0b111_000_000),
            TestImage.File("closed/inside")));
        await using IProofScene scene = await BeginAsync();
        (string text, _) = await RunAsync(scene, image, Shell("cd /app; cat owners; cat groups; (echo x >> groups); (echo x >> writable && echo could); (echo x >> others); stat -c %a setuid; ls /closed; cat /closed/inside; (: > /usr/new); : > new && echo made"));
        foreach (string line in (string[])["cat: owners: Permission denied", "cannot create groups: Permission denied", "could", "cannot create others: Permission denied", "\n555\n", "cannot open directory '/closed': Permission denied", "/closed/inside: Permission denied", "cannot create /usr/new: Permission denied", "made"])
        {
            Assert.Contains(line, text);
        }

        Assert.Contains("content", text);
    }

    [TestMethod]
    public async Task What_was_written_is_listed_and_what_was_mounted_is_not()
    {
        Image image = TestImage.Create(TestImage.Layer(TestImage.Folder("app", 0b111_111_101), TestImage.File("app/old", "old", 0b110_110_100), TestImage.File("app/gone", mode: 0b110_110_100), TestImage.File("app/touched", "same", 0b110_110_100)));
        await using IProofScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(image, 1, CancellationToken.None);
        var config = new ContainerVolume("/etc/config/deep", true, ImmutableDictionary<string, byte[]>.Empty.Add("a.json", "{}"u8.ToArray()));
        await using IRunningContainer container = await scene.StartAsync(
            prepared,
            Shell("cat /etc/config/deep/a.json; (: > /etc/config/deep/b); echo newer > old; rm gone; echo same > t; cat t > touched; printf same > touched; mkdir -p d/e; echo 12345 > d/f; mv d/f d/g; : > /tmp/t; echo data > /data/sub/x", Fresh("/tmp"), Fresh("/data"), Fresh("/data/sub"), config),
            CancellationToken.None);
        await container.Exit.WaitAsync(Patience);
        Assert.Contains("{}", Text(container));
        Assert.Contains("Read-only file system", Text(container));
        ImmutableArray<WrittenFile> written = (await container.WrittenAsync(CancellationToken.None))!.Value;
        CollectionAssert.AreEqual(
            (WrittenFile[])
            [
                new("/app/d/e", 0, FileChange.Created, false),
                new("/app/d/g", 6, FileChange.Created, false),
                new("/app/gone", 0, FileChange.Deleted, false),
                new("/app/old", 6, FileChange.Changed, false),
                new("/app/t", 5, FileChange.Created, false),
                new("/data/sub/x", 5, FileChange.Created, true),
                new("/tmp/t", 0, FileChange.Created, true),
            ],
            written.ToArray(),
            string.Join('\n', written));
    }

    [TestMethod]
    public async Task A_read_only_root_refuses_and_volumes_take_what_is_written()
    {
        await using IProofScene scene = await BeginAsync();
        (string text, ContainerExit exit) = await RunAsync(
            scene,
            TestImage.Create(TestImage.Layer(TestImage.Folder("app", 0b111_111_101), TestImage.Link("var/run", "/run"))),
            Shell("(: > /app/x); (: > /root-of-all); : > /tmp/x && : > /var/run/new/x && : > /run/new/y && ls /run/new", Fresh("/tmp"), Fresh("/var/run/new")) with { ReadOnlyRoot = true });
        Assert.AreEqual(0, exit.Code, text);
        Assert.Contains("cannot create /app/x: Read-only file system", text);
        Assert.Contains("x\ny", text);
    }

    [TestMethod]
    public async Task Sockets_and_processes_are_seen_and_reached_as_the_kubelet_would()
    {
        await using IProofScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await using IRunningContainer container = await scene.StartAsync(prepared, Shell("probe serve 9090 127.0.0.1 & exec probe serve 8080 0.0.0.0"), CancellationToken.None);
        ContainerObservation seen;
        Stopwatch clock = Stopwatch.StartNew();
        do
        {
            Assert.IsLessThan(Patience, clock.Elapsed, Text(container));
            await Task.Delay(20);
            seen = await container.ObserveAsync(CancellationToken.None);
        }
        while (seen.Sockets!.Value.Length < 2);

        CollectionAssert.AreEquivalent((ListeningSocket[])[new("0.0.0.0", 8080), new("127.0.0.1", 9090)], seen.Sockets.Value.ToArray());
        CollectionAssert.AreEqual((ContainerProcess[])[new(1, 0, "/usr/bin/probe", "probe serve 8080 0.0.0.0"), new(2, 1, "/usr/bin/probe", "probe serve 9090 127.0.0.1")], seen.Processes!.Value.ToArray());
        Assert.IsGreaterThan(0, seen.Memory!.Value);
        foreach ((int port, bool loopback, bool answers) in ((int, bool, bool)[])[(8080, false, true), (8080, true, true), (9090, true, true), (9090, false, false), (7070, true, false)])
        {
            if (answers)
            {
                await using Stream stream = await container.ConnectAsync(port, loopback, CancellationToken.None);
                await stream.WriteAsync("hello\n"u8.ToArray());
                Assert.AreEqual("heard hello\n", await new StreamReader(stream).ReadToEndAsync());
            }
            else
            {
                SocketException refused = await Assert.ThrowsExactlyAsync<SocketException>(() => container.ConnectAsync(port, loopback, CancellationToken.None));
                Assert.AreEqual(SocketError.ConnectionRefused, refused.SocketErrorCode);
            }
        }

        await container.KillAsync(CancellationToken.None);
        ContainerExit exit = await container.Exit.WaitAsync(Patience);
        Assert.AreEqual((137, true, false), (exit.Code, exit.Killed, exit.OutOfMemory));
        SocketException after = await Assert.ThrowsExactlyAsync<SocketException>(() => container.ConnectAsync(8080, false, CancellationToken.None));
        Assert.AreEqual(SocketError.ConnectionRefused, after.SocketErrorCode);
    }

    [TestMethod]
    public async Task SIGTERM_reaches_process_1_only_where_it_listens_to_it()
    {
        await using IProofScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await using IRunningContainer listens = await scene.StartAsync(prepared, Shell("trap 'echo ending; exit 0' TERM; echo ready; while :; do sleep 0.05; done"), CancellationToken.None);
        await using IRunningContainer ignores = await scene.StartAsync(prepared, Shell("echo ready; while :; do sleep 0.05; done") with { Name = "other" }, CancellationToken.None);
        await WaitForAsync(listens, "ready");
        await WaitForAsync(ignores, "ready");
        await listens.TerminateAsync(CancellationToken.None);
        await ignores.TerminateAsync(CancellationToken.None);
        Assert.AreEqual(0, (await listens.Exit.WaitAsync(Patience)).Code);
        Assert.Contains("ending", Text(listens));
        await Task.Delay(300);
        Assert.IsFalse(ignores.Exit.IsCompleted);
    }

    [TestMethod]
    public async Task A_command_that_is_not_there_or_may_not_be_run_ends_as_runtimes_say_it()
    {
        await using IProofScene scene = await BeginAsync();
        Image image = TestImage.Create(TestImage.Layer(TestImage.File("app/closed", mode: 0b110_100_100)));
        Assert.AreEqual(127, (await RunAsync(scene, image, Shell("") with { Command = ["/app/missing"] })).Exit.Code);
        Assert.AreEqual(126, (await RunAsync(scene, image, Shell("") with { Command = ["/app/closed"] })).Exit.Code);
    }

    [TestMethod]
    public async Task A_command_is_run_inside_as_the_same_user_with_the_same_environment()
    {
        await using IProofScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await using IRunningContainer container = await scene.StartAsync(
            prepared, Shell("echo ready; sleep 100", Fresh("/tmp")) with { Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin").Add("SECRET", "s3cret") }, CancellationToken.None);
        await WaitForAsync(container, "ready");
        (int code, string output) = await container.ExecuteAsync(["sh", "-c", "id -u; pwd; echo $SECRET; : > /tmp/x; ls /tmp; grep -E 'CapEff|NoNew' /proc/self/status; ls /etc/passwd; exit 7"], CancellationToken.None);
        Assert.AreEqual(7, code, output);
        foreach (string line in (string[])["1000660000\n", "/app\n", "s3cret\n", "x\n", "CapEff:\t0000000000000000", "NoNewPrivs:\t1"])
        {
            Assert.Contains(line, output);
        }

        Assert.AreEqual(127, (await container.ExecuteAsync(["missing"], CancellationToken.None)).ExitCode);
        ContainerObservation seen = await container.ObserveAsync(CancellationToken.None);
        Assert.IsFalse(seen.Processes!.Value.Any(static p => p.Command.Contains("missing", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Containers_reach_the_ones_they_are_linked_to_by_name_and_nobody_else()
    {
        await using IProofScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await using IRunningContainer app = await scene.StartAsync(
            prepared,
            Shell("set -- $(getent hosts db); probe ask $1 5432; until probe ask $1 5432; do sleep 0.02; done; getent hosts nobody.example || echo unknown") with { Links = [new ContainerLink("db", 5432)] },
            CancellationToken.None);
        await WaitForAsync(app, "Connection refused");
        Assert.IsEmpty((await app.ObserveAsync(CancellationToken.None)).Sockets!.Value);
        await using IRunningContainer db = await scene.StartAsync(prepared, Shell("exec probe serve 5432 0.0.0.0") with { Name = "db" }, CancellationToken.None);
        double from = app.Elapsed.TotalMilliseconds;
        ContainerExit exit = await app.Exit.WaitAsync(Patience);
        Assert.AreEqual(0, exit.Code, Text(app));
        Assert.Contains("heard hello", Text(app));
        Assert.Contains("unknown", Text(app));
        Assert.IsLessThan(10_000, exit.After - from, "an unknown name must be refused at once");
    }

    [TestMethod]
    public async Task Layers_lie_over_each_other_with_whiteouts_opaque_folders_and_hard_links()
    {
        byte[] first = TestImage.Layer(
            TestImage.Folder("t/a"), TestImage.File("t/a/one"), TestImage.File("t/a/two"), TestImage.Folder("t/b"), TestImage.File("t/b/one"), TestImage.Folder("t/c/d", 0b111_101_101), TestImage.File("t/c/d/deep"),
            TestImage.File("t/file"), TestImage.Link("t/link", "a"), TestImage.File("t/linked", "linked"));
        byte[] second = TestImage.Layer(
            TestImage.File("t/a/.wh.one"), TestImage.File("t/b/.wh..wh..opq"), TestImage.File("t/b/new"), TestImage.File("t/.wh.c"), TestImage.File("t/c/again"), TestImage.Folder("t/file"), TestImage.File("t/file/inside"),
            TestImage.File("t/link/covered"), TestImage.HardLink("t/other", "t/linked"));
        string expected = "/t/a/two\n/t/b/new\n/t/c/again\n/t/file/inside\n/t/link/covered\n/t/linked\n/t/other";
        await using IProofScene scene = await BeginAsync();
        foreach (int baseLayers in (int[])[1, 2, 3])
        {
            (string text, _) = await RunAsync(scene, TestImage.Create(first, second), Shell("for f in /t/* /t/*/* /t/*/*/*; do [ -f $f ] && echo $f; done; cat /t/other"), baseLayers);
            string[] files = [.. text.Split('\n').Where(static l => l.StartsWith("/t/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.AreEqual(expected, string.Join('\n', files), $"{baseLayers} layers of a base");
            Assert.Contains("linked", text.Split('\n'));
        }
    }

    [TestMethod]
    public async Task A_hostile_image_writes_nothing_outside_of_its_folder()
    {
        string outside = Sandbox.NewFolder("outside");
        string secret = Path.Combine(outside, "secret");
        File.WriteAllText(secret, "secret of the machine");
        string up = string.Concat(Enumerable.Repeat("../", 20));
        await using IProofScene scene = await BeginAsync();
        foreach ((string name, byte[][] layers, bool isRefused) in ((string, byte[][], bool)[])
        [
            ("traversal", [TestImage.Layer(TestImage.File(up + outside.TrimStart('/') + "/1"))], true),
            ("absolute", [TestImage.Layer(TestImage.File(outside + "/2"))], false),
            ("link out", [TestImage.Layer(TestImage.Link("l", outside), TestImage.File("l/3"))], false),
            ("link out of a lower layer", [TestImage.Layer(TestImage.Link("l", outside)), TestImage.Layer(TestImage.File("l/4"))], false),
            ("link at the end", [TestImage.Layer(TestImage.Link("l", outside + "/5"), TestImage.File("l"))], false),
            ("link in place of a folder", [TestImage.Layer(TestImage.Folder("f"), TestImage.Link("f", outside), TestImage.File("f/6"))], false),
            ("folder through a link", [TestImage.Layer(TestImage.Link("l", outside), TestImage.Folder("l"), TestImage.File("l/7"))], false),
            ("hard link out", [TestImage.Layer(TestImage.HardLink("l", secret), TestImage.File("l", "overwritten"))], true),
            ("hard link through a link", [TestImage.Layer(TestImage.Link("d", outside), TestImage.HardLink("l", "d/secret"), TestImage.File("l", "overwritten"))], true),
            ("hard link traversal", [TestImage.Layer(TestImage.HardLink("l", up + secret))], true),
            ("hard link to a link, written through", [TestImage.Layer(TestImage.Link("d", secret), TestImage.HardLink("l", "d"), TestImage.File("l", "overwritten"))], false),
            ("whiteout through a link", [TestImage.Layer(TestImage.Link("l", outside)), TestImage.Layer(TestImage.File("l/.wh.secret"))], false),
            ("opaque through a link", [TestImage.Layer(TestImage.Link("l", outside)), TestImage.Layer(TestImage.File("l/.wh..wh..opq"))], false),
            ("whiteout traversal", [TestImage.Layer(TestImage.File("a/.wh..."), TestImage.File("b/.wh.."))], true),
            ("deep", [TestImage.Layer(TestImage.File(string.Join('/', Enumerable.Repeat("d", 2040)) + "/f"))], true),
            ("long name", [TestImage.Layer(TestImage.File(new string('x', 300)))], true),
            ("volume through a link", [TestImage.Layer(TestImage.Link("data", outside))], false),
        ])
        {
            foreach (int baseLayers in (int[])[0, layers.Length])
            {
                Image image = TestImage.Of(layers);
                try
                {
                    IPreparedImage prepared = await scene.PrepareAsync(image, baseLayers, CancellationToken.None);
                    Assert.IsFalse(isRefused, $"{name} is not refused");
                    await using IRunningContainer container = await scene.StartAsync(prepared, Shell("true", Fresh("/data"), Fresh("/data/sub")), CancellationToken.None);
                    await container.Exit.WaitAsync(Patience);
                }
                catch (OpenShiftException e)
                {
                    Assert.IsTrue(isRefused, $"{name}: {e.Message}");
                    Assert.AreEqual(ToolCodes.InvalidLayer, e.Code, name);
                }

                CollectionAssert.AreEqual((string[])[secret], Directory.GetFileSystemEntries(outside), name);
                Assert.AreEqual("secret of the machine", File.ReadAllText(secret), name);
            }
        }
    }

    [TestMethod]
    [Timeout(300_000, CooperativeCancellation = false)]
    public async Task Layers_without_end_are_refused_before_they_fill_the_machine()
    {
        // Fewer than would be refused by default: a file takes milliseconds where many write at the same time.
        var unpacker = new ImageUnpacker(Sandbox.NewFolder("cache"), null, ImageScanLimits.Default with { Entries = 40_000 });
        foreach ((byte[] layer, string code) in ((byte[], string)[])[(TestImage.ManyLinks(40_001), ToolCodes.ImageTooLarge), (TestImage.OpaqueAgainAndAgain(9_000), ""), (TestImage.FoldersReplacedByLinks(1_000), "")])
        {
            foreach (int baseLayers in (int[])[1, 2])
            {
                string refused = "";
                try
                {
                    await unpacker.UnpackAsync(TestImage.Of(layer, layer), baseLayers, CancellationToken.None);
                }
                catch (OpenShiftException e)
                {
                    refused = e.Code;
                }

                Assert.AreEqual(code, refused);
            }
        }

        Assert.IsEmpty(Directory.GetDirectories(unpacker.Folder, "*.tmp-*"));
    }

    [TestMethod]
    public async Task The_memory_limit_is_the_kernels_where_a_control_group_can_be_had()
    {
        EngineTrial trial = await new SandboxEngine(Sandbox.Cache).TryAsync(CancellationToken.None);
        await using IProofScene scene = await BeginAsync();
        IPreparedImage prepared = await scene.PrepareAsync(TestImage.Create(), 1, CancellationToken.None);
        await using IRunningContainer small = await scene.StartAsync(prepared, Shell("exec probe take 20") with { MemoryLimit = 64 << 20 }, CancellationToken.None);
        await WaitForAsync(small, "taken");
        ContainerObservation seen = await small.ObserveAsync(CancellationToken.None);
        Assert.IsGreaterThan(20L << 20, seen.Memory!.Value);
        Assert.IsLessThan(30L << 20, seen.Memory.Value);
        if (trial.Unproved.Any(static u => u.Contains("memory limit", StringComparison.Ordinal)))
        {
            Assert.IsFalse(seen.MemoryIsLimited);
            return;
        }

        Assert.IsTrue(seen.MemoryIsLimited);
        (string text, ContainerExit exit) = await RunAsync(scene, TestImage.Create(), Shell("exec probe take 200") with { Name = "large", MemoryLimit = 64 << 20 });
        Assert.AreEqual((137, true, true), (exit.Code, exit.Killed, exit.OutOfMemory), text);
    }

    [TestMethod]
    public async Task Two_proofs_at_once_unpack_one_image_once_and_leave_nothing()
    {
        string cache = Sandbox.NewFolder("cache");
        Image image = TestImage.Create(TestImage.Layer(TestImage.File("app/two")));
        string[] before = Left();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            await using IProofScene scene = await new SandboxEngine(cache).BeginAsync(CancellationToken.None);
            (string text, ContainerExit exit) = await RunAsync(scene, image, Shell($"echo {i} > /app/x; cat /app/x; ls /app"));
            Assert.AreEqual(0, exit.Code is 0 or 2 ? 0 : exit.Code, text);
            Assert.Contains("two", text);
        }));
        CollectionAssert.AreEquivalent(before, Left());
        string[] kept = Directory.GetDirectories(Directory.GetDirectories(Path.Combine(cache, "sandbox")).Single());
        Assert.HasCount(2, kept);
        Assert.IsFalse(kept.Any(static k => k.Contains(".tmp-", StringComparison.Ordinal)));
        Assert.IsEmpty(Command.Run("cat", "/proc/self/mountinfo").Output.Split('\n').Where(static l => l.Contains("openshift-proof", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_shared_volume_is_one_in_all_containers()
    {
        await using IProofScene scene = await BeginAsync();
        await RunAsync(scene, TestImage.Create(), Shell("echo one > /keys/k", Fresh("/keys", "keys")));
        (string text, _) = await RunAsync(scene, TestImage.Create(), Shell("cat /keys/k; ls /own", Fresh("/keys", "keys"), Fresh("/own")) with { Name = "other" });
        Assert.AreEqual("one", text);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Nothing_is_left_when_the_process_that_proves_is_killed(bool asOrdinaryUser)
    {
        Components.Require("bwrap", "setpriv");
        string cache = Path.Combine(Path.GetTempPath(), "osc-sandbox-" + Guid.NewGuid().ToString("N")[..8]);
        string mark = "4711" + Random.Shared.Next(100_000, 999_999);
        using Process proving = ProvingProcess.Start(cache, mark, asOrdinaryUser ? 1234 : null);
        string folder = "";
        try
        {
            string? ready = await proving.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3));
            if (ready?.StartsWith("ready ", StringComparison.Ordinal) != true)
            {
                Assert.Fail(ready + await proving.StandardError.ReadToEndAsync());
            }

            folder = ready["ready ".Length..];
            Assert.IsTrue(Directory.Exists(folder), folder);
            Assert.AreNotEqual("", Running(mark));
            proving.Kill();
            Stopwatch clock = Stopwatch.StartNew();
            while (Directory.Exists(folder) || Running(mark).Length > 0 || Running(folder).Length > 0)
            {
                Assert.IsLessThan(TimeSpan.FromSeconds(20), clock.Elapsed, string.Join('\n', CommandLines()));
                await Task.Delay(100);
            }
        }
        finally
        {
            if (!proving.HasExited)
            {
                proving.Kill();
            }

            Command.Run("rm", "-rf", cache);
        }
    }

    [TestMethod]
    public async Task Real_servers_beside_the_application_are_waited_for_and_reached_by_their_names()
    {
        Components.Require("bwrap", "unshare", "nsenter", "setpriv", "gcc");
        await ServiceProof.RunAsync(new SandboxEngine(Sandbox.Cache));
    }

    [TestMethod]
    public async Task The_runtime_of_the_embedded_base_starts()
    {
        Image image = await OciLayout.ReadAsync(EmbeddedLayout.Folder, CancellationToken.None);
        await using IProofScene scene = await BeginAsync();
        ContainerSpecification specification = Shell("") with
        {
            Command = ["dotnet", "--list-runtimes"],
            Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", image.Config.Config.EnvironmentVariable("PATH") ?? "/usr/bin"),
        };
        (string text, ContainerExit exit) = await RunAsync(scene, image, specification, image.Manifest.Layers.Length);
        Assert.AreEqual(0, exit.Code, text);
        Assert.Contains("Microsoft.AspNetCore.App 10.", text);
    }
}
