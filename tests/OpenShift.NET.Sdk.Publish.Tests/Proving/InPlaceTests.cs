using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;
using static OpenShift.NET.Sdk.Publish.Tests.Proving.ProofSteps;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>The application as a process beside this one.</summary>
[TestClass]
public sealed class InPlaceTests
{
    private static readonly ImmutableDictionary<string, byte[]> NoFiles = ImmutableDictionary<string, byte[]>.Empty;

    private static ContainerSpecification Shell(string script, params ContainerVolume[] volumes)
    {
        ContainerSpecification shell = ProofSteps.Shell(script, volumes);
        return shell with { Environment = shell.Environment.Add("SECRET", "s3cret") };
    }

    private static string[] Left() => [.. Directory.GetDirectories(Path.GetTempPath(), "openshift-prove-*")];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [TestMethod]
    public async Task The_published_files_are_started_seen_and_ended()
    {
        Components.Require("setsid", "gcc");
        int port = FreePort();
        string folder;
        var engine = new InPlaceEngine(new ProcessEnvironment());
        EngineTrial trial = await engine.TryAsync(CancellationToken.None);
        Assert.IsNull(trial.Problem);
        Assert.IsTrue(trial.Unproved.Any(static u => u.Contains("base image", StringComparison.Ordinal)));
        string[] before = Left();
        await using (IProofScene scene = await engine.BeginAsync(CancellationToken.None))
        {
            folder = Left().Except(before).Single();
            Image image = TestImage.Create(TestImage.Layer(TestImage.Folder("app", 0b111_111_101), TestImage.File("app/old", "old", 0b110_110_100)));
            IPreparedImage prepared = await scene.PrepareAsync(image, 0, CancellationToken.None);
            string script = $"trap 'echo told; exit 7' TERM; echo $SECRET; pwd; cat config/a; echo newer > old; echo 123 > data/x; echo 1 > $TMPDIR/t; ../usr/bin/probe serve {port} 0.0.0.0 & wait; wait";
            var config = new ContainerVolume("/app/config", true, NoFiles.Add("a", "given\n"u8.ToArray()));
            await using IRunningContainer container = await scene.StartAsync(
                prepared,
                Shell(script, config, new ContainerVolume("/app/data", false, NoFiles), new ContainerVolume("/tmp", false, NoFiles)) with { Ports = [port] },
                CancellationToken.None);
            ContainerObservation seen;
            Stopwatch clock = Stopwatch.StartNew();
            do
            {
                Assert.IsLessThan(Patience, clock.Elapsed, Text(container));
                await Task.Delay(20);
                seen = await container.ObserveAsync(CancellationToken.None);
            }
            while (seen.Sockets!.Value.IsEmpty);

            // The sockets of everything else on this machine are not the application's.
            Assert.AreEqual(new ListeningSocket("0.0.0.0", port), seen.Sockets.Value.Single());
            Assert.AreEqual((1, 0), (seen.Processes!.Value[0].Id, seen.Processes.Value[0].ParentId));
            Assert.AreEqual(1, seen.Processes.Value[1].ParentId);
            foreach (bool loopback in (bool[])[true, false])
            {
                await using Stream stream = await container.ConnectAsync(port, loopback, CancellationToken.None);
            }

            OpenShiftException taken = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => scene.StartAsync(prepared, Shell("exit 0") with { Name = "second", Ports = [port] }, CancellationToken.None));
            Assert.AreEqual("OSC0094", taken.Code);
            Assert.StartsWith($"Port {port} of 'second' is in use by 'probe'", taken.Message);
            Assert.AreEqual((4, "said\n"), await container.ExecuteAsync(["/bin/sh", "-c", "echo said; exit 4"], CancellationToken.None));
            Assert.AreEqual(127, (await container.ExecuteAsync(["nope"], CancellationToken.None)).ExitCode);
            await container.TerminateAsync(CancellationToken.None);
            ContainerExit exit = await container.Exit.WaitAsync(Patience);
            Assert.AreEqual((7, false), (exit.Code, exit.Killed), Text(container));
            Assert.Contains("s3cret\n/app\n", Text(container));
            Assert.Contains("given\n", Text(container));
            ImmutableArray<WrittenFile> written = (await container.WrittenAsync(CancellationToken.None))!.Value;
            CollectionAssert.AreEquivalent(
                (WrittenFile[])[new("/app/data/x", 4, FileChange.Created, true), new("/app/old", 6, FileChange.Changed, false), new("/tmp/t", 2, FileChange.Created, true)],
                written.ToArray(),
                string.Join('\n', written));
            await Assert.ThrowsExactlyAsync<SocketException>(() => container.ConnectAsync(port, true, CancellationToken.None));
        }

        Assert.IsFalse(Directory.Exists(folder));
    }

    [TestMethod]
    public async Task Programs_of_the_base_are_not_there_and_that_is_said()
    {
        Components.Require("setsid", "gcc");
        await using IProofScene scene = await new InPlaceEngine(new ProcessEnvironment()).BeginAsync(CancellationToken.None);
        IPreparedImage prepared = await scene.PrepareAsync(TestImage.Create(TestImage.Layer(TestImage.File("app/x"))), 1, CancellationToken.None);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => scene.StartAsync(prepared, Shell("exit 0"), CancellationToken.None));
        Assert.AreEqual("OSC0094", e.Code);
        Assert.StartsWith("'/bin/sh' of the image 'app' cannot be started in place", e.Message);
    }

    [TestMethod]
    public async Task The_runtime_of_the_machine_starts_the_application()
    {
        Components.Require("setsid");
        await using IProofScene scene = await new InPlaceEngine(new ProcessEnvironment()).BeginAsync(CancellationToken.None);
        IPreparedImage prepared = await scene.PrepareAsync(TestImage.Create(TestImage.Layer(TestImage.File("app/x"))), 1, CancellationToken.None);
        await using IRunningContainer container = await scene.StartAsync(prepared, Shell("") with { Command = ["dotnet", "--list-runtimes"] }, CancellationToken.None);
        Assert.AreEqual(0, (await container.Exit.WaitAsync(Patience)).Code, Text(container));
        Assert.Contains("Microsoft.NETCore.App", Text(container));
    }

    [TestMethod]
    public async Task Nothing_is_left_when_the_process_that_proves_is_killed()
    {
        Components.Require("setsid", "gcc");
        string mark = "4712" + Random.Shared.Next(100_000, 999_999);
        string[] before = Left();
        using Process proving = KilledProof.Start("in-place", Environment.GetEnvironmentVariable("PATH")!, mark);
        try
        {
            string? ready = await proving.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3));
            if (ready is null)
            {
                Assert.Fail(await proving.StandardError.ReadToEndAsync());
            }

            string folder = Left().Except(before).Single();
            Assert.Contains("sleep " + mark, Running(mark));
            proving.Kill();
            Stopwatch clock = Stopwatch.StartNew();
            while (Running(mark).Length > 0 || Directory.Exists(folder))
            {
                Assert.IsLessThan(TimeSpan.FromSeconds(20), clock.Elapsed, Running(mark));
                await Task.Delay(100);
            }
        }
        finally
        {
            if (!proving.HasExited)
            {
                proving.Kill();
            }
        }

        static string Running(string mark) => Processes(mark);
    }
}
