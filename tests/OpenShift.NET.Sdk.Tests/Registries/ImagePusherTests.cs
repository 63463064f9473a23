using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries;

[TestClass]
public sealed class ImagePusherTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    public async Task A_first_push_sends_everything_and_the_tags_last()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one", "two", "three", "four", "five", "one"]);
        using IRegistry registry = new Client().Open(server);
        PushResult result = await new ImagePusher(registry, "app").PushAsync(image, ["1.2", "1"], None);
        Assert.AreEqual(image.Digest, result.Digest);
        Assert.AreEqual(6, result.BlobsSent);
        Assert.AreEqual(0, result.BlobsPresent);
        Assert.AreEqual("onetwothreefourfive".Length + image.ConfigBytes.Length + (2 * image.ManifestBytes.Length), result.BytesSent);
        CollectionAssert.AreEqual(new[] { "1.2", "1" }, result.TagsWritten.ToArray());
        string[] puts = [.. server.Requests.Where(r => r.Method == "PUT").Select(r => r.Path)];
        Assert.IsTrue(puts[..6].All(p => p.Contains("/blobs/", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(new[] { "/v2/app/manifests/1.2", "/v2/app/manifests/1" }, puts[6..]);
        Assert.AreEqual(MediaTypes.OciManifest, server.Manifests["app@1"].Type);
    }

    [TestMethod]
    public async Task Requests_that_do_not_need_each_other_s_answers_are_made_at_the_same_time()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one"]);
        using var questions = new CountdownEvent(4);
        server.Intercept = request =>
        {
            if (request.Method == "HEAD" && request.Path != "/v2/app/manifests/1.2.3")
            {
                _ = questions.Signal();
                _ = questions.Wait(TimeSpan.FromSeconds(10));
            }

            return null;
        };
        using IRegistry registry = new Client().Open(server);
        PushResult result = await new ImagePusher(registry, "app").PushAsync(image, ["1.2.3", "1.2", "1"], None);
        Assert.IsTrue(questions.IsSet, "two more tags, a layer and the configuration");
        CollectionAssert.AreEqual(new[] { "1.2.3", "1.2", "1" }, result.TagsWritten.ToArray());
    }

    [TestMethod]
    public async Task A_refusal_of_the_question_for_a_tag_ends_the_sending()
    {
        await using var server = new FakeRegistry();
        using var uploading = new ManualResetEventSlim();
        server.Intercept = request =>
        {
            if (request.Method == "HEAD" && request.Path == "/v2/app/manifests/2")
            {
                _ = uploading.Wait(TimeSpan.FromSeconds(10));
                return FakeResponse.Error(403, "DENIED", "not yours");
            }

            if (request.Method == "POST")
            {
                uploading.Set();
                return new FakeResponse(0) { Hang = true };
            }

            return null;
        };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => new ImagePusher(registry, "app").PushAsync(Fakes.Images.Create(["one"]), ["1", "2"], None));
        Assert.AreEqual(ToolCodes.RegistryDenied, e.Code);
        Assert.IsEmpty(server.Manifests);
    }

    [TestMethod]
    public async Task A_push_without_change_is_one_request_for_each_tag_and_blob()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one"]);
        Fakes.Images.AddTo(server, "app", "1", image);
        using IRegistry registry = new Client().Open(server);
        PushResult result = await new ImagePusher(registry, "app").PushAsync(image, ["1", "1"], None);
        CollectionAssert.AreEquivalent(
            new[] { "HEAD /v2/app/manifests/1", $"HEAD /v2/app/blobs/{image.Manifest.Layers[0].Digest}", $"HEAD /v2/app/blobs/{image.Manifest.Config.Digest}" },
            server.Lines.ToArray());
        Assert.AreEqual(new PushResult(image.Digest, 0, 0, 0, 2, result.TagsWritten, result.TagsUnchanged), result);
        CollectionAssert.AreEqual(new[] { "1" }, result.TagsUnchanged.ToArray());
        Assert.IsEmpty(result.TagsWritten);
    }

    [TestMethod]
    public async Task A_further_tag_of_an_image_that_is_there_sends_its_manifest_only()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one"]);
        Fakes.Images.AddTo(server, "app", "1", image);
        using IRegistry registry = new Client().Open(server);
        PushResult result = await new ImagePusher(registry, "app").PushAsync(image, ["1", "2"], None);
        CollectionAssert.AreEqual(new[] { "PUT /v2/app/manifests/2" }, server.Lines.Where(l => !l.StartsWith("HEAD", StringComparison.Ordinal)).ToArray());
        CollectionAssert.AreEqual(new[] { "2" }, result.TagsWritten.ToArray());
    }

    [TestMethod]
    public async Task What_the_repository_has_is_not_sent_again()
    {
        await using var server = new FakeRegistry();
        Fakes.Images.AddTo(server, "app", "1", Fakes.Images.Create(["one", "two"]));
        using IRegistry registry = new Client().Open(server);
        PushResult result = await new ImagePusher(registry, "app").PushAsync(Fakes.Images.Create(["one", "three"]), ["1"], None);
        Assert.AreEqual(1, result.BlobsPresent);
        Assert.AreEqual(2, result.BlobsSent);
    }

    [TestMethod]
    public async Task The_bases_layers_are_taken_over_from_its_repository()
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        Image image = Fakes.Images.Create(["one", "two"]);
        _ = server.AddBlob("base", "one"u8.ToArray());
        using IRegistry registry = new Client().Open(server);
        var source = MountSource.Of(ImageReference.Parse($"{server.Authority}/base:1"), server.Authority, [image.Manifest.Layers[0]]);
        PushResult result = await new ImagePusher(registry, "app", source).PushAsync(image, ["1"], None);
        Assert.AreEqual(1, result.BlobsMounted);
        Assert.AreEqual(2, result.BlobsSent);
    }

    [TestMethod]
    public async Task A_base_that_cannot_be_mounted_is_uploaded()
    {
        await using var server = new FakeRegistry { MountsBlobs = false };
        Image image = Fakes.Images.Create(["one", "two"]);
        using IRegistry registry = new Client().Open(server);
        PushResult result = await new ImagePusher(registry, "app", new MountSource("base", [image.Manifest.Layers[0].Digest])).PushAsync(image, ["1"], None);
        Assert.AreEqual(0, result.BlobsMounted);
        Assert.AreEqual(3, result.BlobsSent);
        Assert.IsTrue(server.Manifests.ContainsKey("app@1"));
    }

    [TestMethod]
    public void A_base_of_another_registry_is_no_source_for_mounts() =>
        Assert.IsNull(MountSource.Of(ImageReference.Parse("mcr.example/base:1"), "reg.example", []));

    [TestMethod]
    [DataRow("POST", 403, ToolCodes.RegistryDenied)]
    [DataRow("PUT", 400, ToolCodes.RegistryProtocol)]
    [DataRow("PUT", 500, ToolCodes.RegistryProtocol)]
    public async Task Nothing_is_tagged_when_a_blob_fails(string method, int status, string code)
    {
        await using var server = new FakeRegistry();
        server.Intercept = r => r.Method == method && r.Path.Contains("/blobs/", StringComparison.Ordinal) ? FakeResponse.Error(status, "X", "y") : null;
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => new ImagePusher(registry, "app").PushAsync(Fakes.Images.Create(["one", "two"]), ["1"], None));
        Assert.AreEqual(code, e.Code);
        Assert.IsEmpty(server.Manifests);
    }

    [TestMethod]
    public async Task Further_tags_are_not_written_when_one_fails()
    {
        await using var server = new FakeRegistry();
        server.Intercept = r => r.Method == "PUT" && r.Path.EndsWith("/manifests/2", StringComparison.Ordinal) ? new FakeResponse(400) : null;
        using IRegistry registry = new Client().Open(server);
        _ = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => new ImagePusher(registry, "app").PushAsync(Fakes.Images.Create(["one"]), ["1", "2", "3"], None));
        Assert.IsTrue(server.Manifests.ContainsKey("app@1"));
        Assert.IsFalse(server.Manifests.ContainsKey("app@3"));
    }

    [TestMethod]
    public async Task Nothing_is_tagged_when_an_upload_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one", "two"], blobs: new CancellingBlobs(cancel));
        using IRegistry registry = new Client().Open(server);
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => new ImagePusher(registry, "app").PushAsync(image, ["1"], cancel.Token));
        Assert.IsEmpty(server.Manifests);
        Assert.IsFalse(server.Lines.Any(l => l.StartsWith("PUT /v2/app/manifests", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Nothing_further_is_tagged_when_cancelled_between_tags()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new FakeRegistry();
        server.Intercept = r =>
        {
            if (r.Method == "PUT" && r.Path.EndsWith("/manifests/1", StringComparison.Ordinal))
            {
                cancel.Cancel();
            }

            return null;
        };
        using IRegistry registry = new Client().Open(server);
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => new ImagePusher(registry, "app").PushAsync(Fakes.Images.Create(["one"]), ["1", "2"], cancel.Token));
        Assert.IsFalse(server.Lines.Contains("PUT /v2/app/manifests/2"));
    }

    [TestMethod]
    public async Task The_failure_of_the_image_itself_is_passed_on()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one"], blobs: new FailingBlobs());
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => new ImagePusher(registry, "app").PushAsync(image, ["1"], None));
        Assert.AreEqual(ToolCodes.InvalidArchive, e.Code);
        Assert.IsEmpty(server.Manifests);
    }

    [TestMethod]
    public async Task An_index_comes_after_its_images()
    {
        await using var server = new FakeRegistry();
        Image amd = Fakes.Images.Create(["shared", "amd"]);
        Image arm = Fakes.Images.Create(["shared", "arm"], "arm64");
        byte[] index = Fakes.Images.Index(amd, arm);
        using IRegistry registry = new Client().Open(server);
        var pusher = new ImagePusher(registry, "app");
        PushResult result = await pusher.PushIndexAsync(index, MediaTypes.OciIndex, [amd, arm], ["1", "2"], None);
        Assert.AreEqual(Digest.Of(index), result.Digest);
        Assert.AreEqual(5, result.BlobsSent);
        string[] puts = [.. server.Requests.Where(r => r.Method == "PUT" && r.Path.Contains("/manifests/", StringComparison.Ordinal)).Select(r => r.Path["/v2/app/manifests/".Length..])];
        CollectionAssert.AreEqual(new[] { amd.Digest.ToString(), arm.Digest.ToString(), "1", "2" }, puts);
        Assert.AreEqual(MediaTypes.OciIndex, server.Manifests["app@1"].Type);

        server.Requests.Clear();
        _ = await pusher.PushIndexAsync(index, MediaTypes.OciIndex, [amd, arm], ["1", "2"], None);
        Assert.HasCount(2 + 5 + 2, server.Requests, "tags, blobs and images");
        Assert.IsTrue(server.Requests.All(r => r.Method == "HEAD"));

        // An image of the index and a blob are gone, the tags are not.
        _ = server.Manifests.TryRemove($"app@{arm.Digest}", out _);
        _ = server.Blobs.TryRemove($"app@{amd.Manifest.Layers[1].Digest}", out _);
        result = await pusher.PushIndexAsync(index, MediaTypes.OciIndex, [amd, arm], ["1", "2"], None);
        Assert.AreEqual(1, result.BlobsSent);
        Assert.IsEmpty(result.TagsWritten);
        Assert.IsTrue(server.Manifests.ContainsKey($"app@{arm.Digest}"));
    }

    [TestMethod]
    [DataRow(0, false)]
    [DataRow(1, false)]
    [DataRow(2, false)]
    [DataRow(1, true)]
    public async Task A_registry_that_has_lost_a_blob_is_not_up_to_date_and_is_repaired(int lost, bool cutShort)
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one", "two"]);
        using IRegistry registry = new Client().Open(server);
        var pusher = new ImagePusher(registry, "app");
        _ = await pusher.PushAsync(image, ["1", "2"], None);
        Descriptor[] blobs = [.. image.Manifest.Layers, image.Manifest.Config];
        Assert.IsTrue(await pusher.IsUpToDateAsync(image.Digest, () => blobs, ["1", "2"], None));
        Assert.IsFalse(await pusher.IsUpToDateAsync(image.Digest, () => null, ["1", "2"], None), "not known");

        string key = $"app@{blobs[lost].Digest}";
        _ = server.Blobs.TryRemove(key, out _);
        if (cutShort)
        {
            server.Blobs[key] = [];
        }

        Assert.IsFalse(await pusher.IsUpToDateAsync(image.Digest, () => blobs, ["1", "2"], None));
        PushResult result = await pusher.PushAsync(image, ["1", "2"], None);
        Assert.AreEqual(1, result.BlobsSent);
        Assert.IsEmpty(result.TagsWritten);
        Assert.IsTrue(await pusher.IsUpToDateAsync(image.Digest, () => blobs, ["1", "2"], None));
    }

    [TestMethod]
    public async Task Blobs_are_not_asked_for_while_a_tag_is_another_image()
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = new Client().Open(server);
        Assert.IsFalse(await new ImagePusher(registry, "app").IsUpToDateAsync(Digest.Of([1]), () => throw new InvalidOperationException(), ["1"], None));
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task Without_tags_an_image_goes_by_its_digest()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one"]);
        using IRegistry registry = new Client().Open(server);
        PushResult result = await new ImagePusher(registry, "app").PushAsync(image, [], None);
        Assert.IsEmpty(result.TagsWritten);
        Assert.IsTrue(server.Manifests.ContainsKey($"app@{image.Digest}"));
    }

    [TestMethod]
    [DataRow("app", "../../x", ToolCodes.InvalidTag)]
    [DataRow("app/../x", "1", ToolCodes.InvalidImageReference)]
    [DataRow("App", "1", ToolCodes.InvalidImageReference)]
    public async Task Names_outside_the_grammar_do_not_reach_the_registry(string repository, string tag, string code)
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => new ImagePusher(registry, repository).PushAsync(Fakes.Images.Create(["one"]), [tag], None));
        Assert.AreEqual(code, e.Code);
        Assert.IsEmpty(server.Requests);
    }

    [TestMethod]
    [DataRow(null, 4)]
    [DataRow("false", 1)]
    public async Task Only_so_many_blobs_are_sent_at_once(string? parallel, int most)
    {
        await using var server = new FakeRegistry();
        var environment = new FakeEnvironment();
        if (parallel is not null)
        {
            environment.Variables["DOTNET_CONTAINER_REGISTRY_PARALLEL_UPLOAD"] = parallel;
        }

        var blobs = new SlowBlobs();
        Image image = Fakes.Images.Create([.. Enumerable.Range(0, 12).Select(i => $"layer{i:00}")], blobs: blobs);
        blobs.Inner = Fakes.Images.Create([.. Enumerable.Range(0, 12).Select(i => $"layer{i:00}")]).Blobs;
        using IRegistry registry = new Client { Environment = environment }.Open(server);
        _ = await new ImagePusher(registry, "app").PushAsync(image, ["1"], None);
        Assert.IsLessThanOrEqualTo(most, blobs.Most);
        Assert.IsGreaterThan(most == 1 ? 0 : 1, blobs.Most);
    }

    private sealed class CancellingBlobs(CancellationTokenSource cancel) : IBlobSource
    {
        public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
        {
            cancel.Cancel();
            return ValueTask.FromResult<Stream>(new MemoryStream(new byte[blob.Size]));
        }
    }

    private sealed class FailingBlobs : IBlobSource
    {
        public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken) =>
            throw new OpenShiftException(ToolCodes.InvalidArchive, "seen", "remedy.");
    }

    private sealed class SlowBlobs : IBlobSource
    {
        private int _now;

        public IBlobSource? Inner { get; set; }

        public int Most { get; private set; }

        public async ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
        {
            int now = Interlocked.Increment(ref _now);
            lock (this)
            {
                Most = Math.Max(Most, now);
            }

            await Task.Delay(10, cancellationToken);
            Stream stream = await Inner!.OpenAsync(blob, cancellationToken);
            _ = Interlocked.Decrement(ref _now);
            return stream;
        }
    }
}
