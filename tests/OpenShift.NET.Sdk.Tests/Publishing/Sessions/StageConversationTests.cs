using System.Collections.Immutable;
using System.IO.Pipes;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Documents;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tests.Publishing.Sessions;

/// <summary>A build and the process that runs its stages, speaking over real pipes.</summary>
[TestClass]
public sealed class StageConversationTests
{
    [TestMethod]
    public void Everything_of_a_request_arrives()
    {
        ImmutableDictionary<string, string> properties = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add("Version", "1.4.2").Add("Title", "Bücher \ud83d\udcda");
        ImmutableDictionary<string, string> metadata = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add("RelativePath", "a;b=c");
        var request = new StageRequest
        {
            Stage = Stage.PublishManifests,
            Facts = ["/a/facts.json", "/b/facts.json"],
            Input = new ProjectInput(properties, [new InputItem("PublishFile", "/x", metadata), new InputItem("Label", "", ImmutableDictionary<string, string>.Empty)]),
            Update = true,
            SeveralPlatforms = true,
            IndexFolder = "/index",
            Directory = "/manifests",
            Ports = "0:8080",
            LockFile = "/obj/Shop.csproj.openshift.lock",
            OnlyCopies = true,
            Owner = "this one",
            ClusterContext = "prod",
            ClusterNamespace = "shop",
            ApplyDryRun = "true",
            ApplyForce = "false",
            ApplyTimeout = "90",
        };
        using var session = new Scripted((_, _, _) => new StageResult { IsBusy = true });
        using var conversation = new Conversation(session);
        Assert.IsTrue(conversation.Client.Run(request, new Kept(), CancellationToken.None).IsBusy);

        StageRequest seen = session.Seen.Single();
        Assert.AreEqual(request.Stage, seen.Stage);
        CollectionAssert.AreEqual(request.Facts.ToArray(), seen.Facts.ToArray());
        Assert.IsTrue(seen.Update);
        Assert.IsTrue(seen.SeveralPlatforms);
        Assert.AreEqual("/index", seen.IndexFolder);
        Assert.AreEqual("/manifests", seen.Directory);
        Assert.AreEqual("0:8080", seen.Ports);
        Assert.AreEqual("/obj/Shop.csproj.openshift.lock", seen.LockFile);
        Assert.IsTrue(seen.OnlyCopies);
        Assert.AreEqual("this one", seen.Owner);
        Assert.AreEqual(("prod", "shop", "true", "false", "90"), (seen.ClusterContext, seen.ClusterNamespace, seen.ApplyDryRun, seen.ApplyForce, seen.ApplyTimeout));
        Assert.AreEqual("Bücher \ud83d\udcda", seen.Input!.Property("title"), "Names of properties are case-insensitive on both sides.");
        Assert.AreEqual("1.4.2", seen.Input.Property("Version"));
        Assert.HasCount(2, seen.Input.Items);
        Assert.AreEqual("a;b=c", seen.Input.Items[0]["relativepath"]);
        Assert.AreEqual("Label", seen.Input.Items[1].Kind);
    }

    [TestMethod]
    public void A_file_name_that_is_no_Unicode_does_not_end_the_conversation()
    {
        using var session = new Scripted((_, _, _) => new StageResult());
        using var conversation = new Conversation(session);
        _ = conversation.Client.Run(Request() with { Directory = "/a\ud800b" }, new Kept(), CancellationToken.None);
        Assert.AreEqual("/a\ufffdb", session.Seen.Single().Directory);
    }

    [TestMethod]
    public void Log_and_result_arrive_in_order()
    {
        var image = new GeneratedImage("{\"a\":1}", "{}", Digest.Of("x"u8), "application/vnd.oci.image.manifest.v1+json");
        var manifest = new DeliveredManifest($"r/a@{image.Digest}", image.Digest, image.MediaType, "linux-x64");
        var document = new DeliveredDocument("/obj/sbom.cdx.json", "CycloneDX", manifest.Name, image.Digest, "");
        using var session = new Scripted((_, log, _) =>
        {
            log.Message(StageImportance.Low, "first");
            log.Diagnostic(Severity.Error, "OSC1309", "second", new SourceLocation("/p.csproj", 3, 7));
            log.Diagnostic(Severity.Info, "OSC0053", "third", null);
            log.Message(StageImportance.High, "fourth");
            return new StageResult { Names = ["r/a:1"], Images = [image], Manifests = [manifest], Documents = [document], ArchivePath = "/a.tar", Digest = "sha256:ab", BytesSent = 5_000_000_000, Elapsed = TimeSpan.FromSeconds(3) };
        });
        using var conversation = new Conversation(session);
        var log = new Kept();
        StageResult result = conversation.Client.Run(Request(), log, CancellationToken.None);
        CollectionAssert.AreEqual(
            new[] { "Low first", "Error OSC1309 second /p.csproj(3,7)", "Info OSC0053 third ", "High fourth" },
            log.Lines);
        CollectionAssert.AreEqual(new[] { "r/a:1" }, result.Names.ToArray());
        Assert.AreEqual(image, result.Images.Single());
        Assert.AreEqual(manifest, result.Manifests.Single());
        Assert.AreEqual(document, result.Documents.Single());
        Assert.AreEqual("/a.tar", result.ArchivePath);
        Assert.AreEqual(("sha256:ab", 5_000_000_000, TimeSpan.FromSeconds(3)), (result.Digest, result.BytesSent, result.Elapsed));

        _ = conversation.Client.Run(Request(), log, CancellationToken.None);
        Assert.HasCount(8, log.Lines, "One session runs many stages.");
    }

    [TestMethod]
    public void Cancelling_reaches_the_running_stage()
    {
        TimeSpan wait = TimeSpan.FromSeconds(30);
        using var cancellation = new CancellationTokenSource();
        using var session = new Scripted((_, log, token) =>
        {
            log.Message(StageImportance.High, "running");
            log.Message(StageImportance.High, token.WaitHandle.WaitOne(wait) ? "cancelled" : "never cancelled");
            return new StageResult();
        });
        using var conversation = new Conversation(session);
        var log = new Kept { OnMessage = _ => cancellation.Cancel() };
        _ = conversation.Client.Run(Request(), log, cancellation.Token);
        CollectionAssert.AreEqual(new[] { "High running", "High cancelled" }, log.Lines);

        wait = TimeSpan.FromSeconds(0.2);
        _ = conversation.Client.Run(Request(), log, CancellationToken.None);
        Assert.AreEqual("High never cancelled", log.Lines[^1]);
    }

    [TestMethod]
    public async Task The_server_ends_with_its_build_and_cancels_what_runs()
    {
        using var running = new ManualResetEventSlim();
        bool? cancelled = null;
        using var session = new Scripted((_, log, token) =>
        {
            running.Set();
            cancelled = token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            log.Message(StageImportance.High, "whether anybody hears this is not the server's concern");
            return new StageResult();
        });
        var conversation = new Conversation(session);
        Task run = Task.Run(() => conversation.Client.Run(Request(), new Kept(), CancellationToken.None));
        Assert.IsTrue(running.Wait(TimeSpan.FromSeconds(30)));
        conversation.Dispose();
        await conversation.Serving.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.IsTrue(cancelled);
        await run.ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [TestMethod]
    public void A_server_that_ends_early_is_an_error_and_no_hang()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("\x01"));
        using var client = new StageClient(input, new MemoryStream());
        _ = Assert.ThrowsExactly<EndOfStreamException>(() => client.Run(Request(), new Kept(), CancellationToken.None));
    }

    [TestMethod]
    public void A_server_of_another_kind_is_known_by_its_first_words()
    {
        foreach (string first in (string[])["\u0005hello", "\x10openshift-stages"])
        {
            using var client = new StageClient(new MemoryStream(Encoding.UTF8.GetBytes(first)), new MemoryStream());
            Assert.IsFalse(client.IsGreeted());
        }

        using var silent = new StageClient(new MemoryStream(), new MemoryStream());
        _ = Assert.ThrowsExactly<EndOfStreamException>(() => silent.IsGreeted());

        using var babbling = new StageClient(new MemoryStream([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), new MemoryStream());
        Assert.IsFalse(babbling.IsGreeted());
    }

    [TestMethod]
    public void A_session_says_what_is_wrong_and_fails_no_other_way()
    {
        using var session = new PublishSession(new SessionOptions("1.0", "/none"));
        var log = new Kept();
        _ = session.Run(Request() with { Facts = ["/none/facts.json"] }, log, CancellationToken.None);
        Assert.StartsWith("Error OSC0020 ", log.Lines[0]);

        log.Lines.Clear();
        _ = session.Run(new StageRequest { Stage = Stage.Describe, Facts = ["/none/facts.json"] }, log, CancellationToken.None);
        Assert.StartsWith($"Error {ToolCodes.Unexpected} OpenShift.NET.Sdk failed in Describe: ArgumentException.", log.Lines[0]);
        Assert.StartsWith("Low System.ArgumentException", log.Lines[1], "The stack trace is for detailed logs.");
    }

    [TestMethod]
    public void Facts_that_cannot_be_written_are_told_with_their_place()
    {
        string folder = Directory.CreateTempSubdirectory("facts-").FullName;
        try
        {
            string file = Path.Combine(folder, "obj");
            File.WriteAllText(file, "a file where a folder belongs");
            File.WriteAllText(Path.Combine(folder, "Shop.csproj"), "<Project />");
            Directory.CreateDirectory(Path.Combine(folder, "publish"));
            ImmutableDictionary<string, string> properties = ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase, new Dictionary<string, string>
            {
                ["MSBuildProjectFullPath"] = Path.Combine(folder, "Shop.csproj"),
                ["MSBuildProjectName"] = "Shop",
                ["AssemblyName"] = "Shop",
                ["Version"] = "1.4.2",
                ["PublishDir"] = Path.Combine(folder, "publish"),
                ["ContainerRuntimeIdentifier"] = "linux-x64",
                ["ContainerRepository"] = "shop",
                ["OpenShiftEmbeddedBase"] = "Always",
            });
            using var session = new PublishSession(new SessionOptions("1.0", "/none"));
            var log = new Kept();
            _ = session.Run(new StageRequest { Stage = Stage.Describe, Facts = [Path.Combine(file, "facts.json")], Input = new ProjectInput(properties, []) }, log, CancellationToken.None);
            Assert.StartsWith($"Error {ToolCodes.OutputNotWritable} ", log.Lines[0]);
            Assert.Contains("facts.json", log.Lines[0]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static StageRequest Request() => new() { Stage = Stage.Check, Facts = ["/facts.json"] };

    private sealed class Conversation : IDisposable
    {
        public Conversation(IPublishSession session)
        {
            var toServer = new AnonymousPipeServerStream(PipeDirection.Out);
            var toClient = new AnonymousPipeServerStream(PipeDirection.Out);
            var serverInput = new AnonymousPipeClientStream(PipeDirection.In, toServer.ClientSafePipeHandle);
            var clientInput = new AnonymousPipeClientStream(PipeDirection.In, toClient.ClientSafePipeHandle);
            Client = new StageClient(clientInput, toServer);
            Serving = Task.Run(() =>
            {
                using (serverInput)
                using (toClient)
                {
                    new StageServer(session).Serve(serverInput, toClient);
                }
            });
            Assert.IsTrue(Client.IsGreeted());
        }

        public StageClient Client { get; }

        public Task Serving { get; }

        public void Dispose() => Client.Dispose();
    }

    private sealed class Scripted(Func<StageRequest, IStageLog, CancellationToken, StageResult> stage) : IPublishSession
    {
        public List<StageRequest> Seen { get; } = [];

        public StageResult Run(StageRequest request, IStageLog log, CancellationToken cancellationToken)
        {
            Seen.Add(request);
            return stage(request, log, cancellationToken);
        }

        public void Dispose()
        {
        }
    }

    private sealed class Kept : IStageLog
    {
        public List<string> Lines { get; } = [];

        public Action<string>? OnMessage { get; init; }

        public void Message(StageImportance importance, string text)
        {
            Lines.Add($"{importance} {text}");
            OnMessage?.Invoke(text);
        }

        public void Diagnostic(Severity severity, string code, string text, SourceLocation? place) => Lines.Add($"{severity} {code} {text} {place}");
    }
}
