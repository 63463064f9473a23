using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Transport;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Transport;

/// <summary>Registries that stall, trickle, break off, answer early or say yes to everything.</summary>
[TestClass]
public sealed class UnderFireTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
    private static readonly Descriptor Blob = new("x", Digest.Of(Content), Content.Length);
    private static readonly byte[] Large = new byte[24 * 1024 * 1024];
    private static readonly Descriptor LargeBlob = new("x", Digest.Of(Large), Large.Length);

    /// <summary>The production limits, a hundred times as fast.</summary>
    private static readonly RegistryLimits Fast = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(4),
        AttemptTimeout = TimeSpan.FromMilliseconds(300),
        CommitTimeout = TimeSpan.FromMilliseconds(1000),
        WithoutProgress = TimeSpan.FromMilliseconds(1200),
        NoticeInterval = TimeSpan.FromMilliseconds(200),
        LeastBytes = 2000,
    };

    [TestMethod]
    public void Nothing_is_silent_for_30_seconds_or_without_progress_for_2_minutes()
    {
        var limits = new RegistryLimits();
        Assert.IsLessThan(TimeSpan.FromSeconds(30), limits.NoticeInterval);
        Assert.IsLessThanOrEqualTo(TimeSpan.FromMinutes(2), limits.WithoutProgress);
        Assert.IsLessThan(limits.WithoutProgress, limits.CommitTimeout);
        Assert.IsLessThanOrEqualTo(TimeSpan.FromSeconds(30), limits.AttemptTimeout);
    }

    [TestMethod]
    public async Task A_registry_that_never_answers_is_told_of_while_it_is_waited_for_and_given_up_in_time()
    {
        var heard = new Heard();
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(0) { Hang = true } };
        using IRegistry registry = new Client { Limits = Fast, RealTime = true, Notices = heard }.Open(server);
        long began = Stopwatch.GetTimestamp();
        await Failures.ExpectAsync(ToolCodes.RegistryUnreachable, async () => _ = await registry.HeadManifestAsync("a", "1", None));
        Assert.IsLessThan(TimeSpan.FromSeconds(4), Stopwatch.GetElapsedTime(began));
        Assert.Contains(l => l.StartsWith($"Still waiting for registry '{server.Authority}' (", StringComparison.Ordinal), heard.Lines);
    }

    [TestMethod]
    public async Task An_upload_that_is_not_taken_any_further_is_given_up_in_time()
    {
        await using var server = new FakeRegistry();
        server.Early = r => r.Method == "PUT" ? new FakeResponse(0) { Hang = true } : null;
        var heard = new Heard();
        using IRegistry registry = new Client { Limits = Fast, RealTime = true, Notices = heard }.Open(server);
        long began = Stopwatch.GetTimestamp();
        await Failures.ExpectAsync(ToolCodes.RegistryUnreachable, () => registry.UploadBlobAsync("a", LargeBlob, OpenLarge, None).AsTask());
        Assert.IsLessThan(TimeSpan.FromSeconds(5), Stopwatch.GetElapsedTime(began));
        Assert.IsNotEmpty(heard.Lines);
    }

    [TestMethod]
    public async Task An_upload_whose_answer_takes_long_is_waited_for()
    {
        await using var server = new FakeRegistry();
        server.Intercept = r =>
        {
            if (r.Method == "PUT")
            {
                Thread.Sleep(Fast.AttemptTimeout * 2);
            }

            return null;
        };
        using IRegistry registry = new Client { Limits = Fast, RealTime = true }.Open(server);
        await registry.UploadBlobAsync("a", Blob, Open, None);
        Assert.AreEqual(1, server.Requests.Count(r => r.Method == "PUT"));
    }

    [TestMethod]
    [DataRow(50, false)]
    [DataRow(20_000, true)]
    public async Task A_download_below_the_floor_is_given_up_and_a_slow_one_is_not(int bytes, bool arrives)
    {
        await using var server = new FakeServer { Intercept = r => Ranged(r, new FakeResponse(200, Content) { Trickle = (bytes, TimeSpan.FromMilliseconds(40)) }) };
        using IRegistry registry = new Client { Limits = Fast, RealTime = true }.Open(server);
        long began = Stopwatch.GetTimestamp();
        if (arrives)
        {
            CollectionAssert.AreEqual(Content, await ReadAsync(registry));
            return;
        }

        await Failures.ExpectAsync(ToolCodes.RegistryUnreachable, () => ReadAsync(registry));
        Assert.IsLessThan(TimeSpan.FromSeconds(6), Stopwatch.GetElapsedTime(began));
    }

    [TestMethod]
    public async Task A_reader_who_is_slow_is_no_registry_that_stalls()
    {
        await using var server = new FakeRegistry();
        _ = server.AddBlob("a", Content);
        using IRegistry registry = new Client { Limits = Fast, RealTime = true }.Open(server);
        await using Stream stream = await registry.OpenBlobAsync("a", Blob, None);
        byte[] buffer = new byte[100_000];
        await stream.ReadExactlyAsync(buffer, None);
        await Task.Delay(Fast.AttemptTimeout * 2);
        await stream.ReadExactlyAsync(buffer, None);
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task A_registry_that_asks_for_an_hour_is_told_of_and_given_up_after_two_minutes()
    {
        var heard = new Heard();
        var client = new Client { Notices = heard };
        await using var server = new FakeServer { Intercept = _ => FakeResponse.Error(429, "TOOMANYREQUESTS", "slow down").With("Retry-After", "3600") };
        using IRegistry registry = client.Open(server);
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.RegistryBusy, async () => _ = await registry.GetManifestAsync("a", "1", None));
        Assert.Contains("asks to come back in 3600 s", e.Seen);
        Assert.Contains("slow down", e.Seen);
        Assert.IsLessThanOrEqualTo(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(client.Time.Pauses.Sum(p => p.TotalSeconds)));
        Assert.AreEqual($"Registry '{server.Authority}' answered 429 and asks to come back in 3600 s; trying again in 30 s.", heard.Lines.First());
    }

    [TestMethod]
    public async Task Short_pauses_are_not_told()
    {
        var heard = new Heard();
        int count = 0;
        await using var server = new FakeRegistry { Intercept = _ => count++ < 2 ? new FakeResponse(503) : null };
        using IRegistry registry = new Client { Notices = heard }.Open(server);
        _ = await registry.HeadManifestAsync("a", "1", None);
        Assert.IsEmpty(heard.Lines);
    }

    [TestMethod]
    public async Task A_download_that_breaks_after_its_last_byte_is_whole()
    {
        byte[] chunked = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Content.Length:x}\r\n")), .. Content];
        await using var server = new FakeServer
        {
            Intercept = r => r.Headers.ContainsKey("Range") ? new FakeResponse(416) : new FakeResponse(200, chunked) { CutAfter = chunked.Length }.With("Transfer-Encoding", "chunked"),
        };
        using IRegistry registry = new Client().Open(server);
        CollectionAssert.AreEqual(Content, await ReadAsync(registry));
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task A_long_download_may_break_often_while_it_goes_on()
    {
        await using var server = new FakeServer();
        server.Intercept = r =>
        {
            int from = r.Headers.TryGetValue("Range", out string? range) ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
            return new FakeResponse(from == 0 ? 200 : 206, Large[from..]) { CutAfter = 3 * 1024 * 1024 }.With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{Large.Length - 1}/{Large.Length}"));
        };
        using IRegistry registry = new Client().Open(server);
        await using Stream stream = await registry.OpenBlobAsync("a", LargeBlob, None);
        await stream.CopyToAsync(Stream.Null);
        Assert.IsGreaterThan(6, server.Requests.Count);
    }

    [TestMethod]
    public async Task A_manifest_that_breaks_off_is_read_again()
    {
        await using var server = new FakeRegistry();
        Digest digest = server.AddManifest("a", "1", [1, 2, 3]);
        int count = 0;
        server.Intercept = _ => count++ == 0 ? new FakeResponse(200, [1, 2, 3]) { CutAfter = 1 } : null;
        using IRegistry registry = new Client().Open(server);
        Assert.AreEqual(digest, (await registry.GetManifestAsync("a", "1", None))!.Digest);
    }

    [TestMethod]
    public async Task A_manifest_is_held_against_the_digest_its_answer_names()
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(200, [1]).With("Content-Type", MediaTypes.OciManifest).With("Docker-Content-Digest", Digest.Of([2]).ToString()) };
        using IRegistry registry = new Client().Open(server);
        await Failures.ExpectAsync(ToolCodes.CorruptBlob, async () => _ = await registry.GetManifestAsync("a", "1", None));
    }

    [TestMethod]
    public async Task An_image_is_the_one_whose_digest_was_asked_for_before()
    {
        await using var server = new FakeRegistry();
        Image first = Fakes.Images.Create(["one"]), second = Fakes.Images.Create(["two"]);
        Fakes.Images.AddTo(server, "base", "1", first);
        using IRegistry registry = new Client().Open(server);
        var source = new RegistryImageSource(registry, ImageReference.Parse($"{server.Authority}/base:1"));
        Assert.AreEqual(first.Digest, await source.TryHeadDigestAsync(None));
        Fakes.Images.AddTo(server, "base", "1", second);
        Assert.AreEqual(first.Digest, (await source.ResolveAsync(new Platform("linux", "amd64"), None)).Digest);
    }

    [TestMethod]
    public async Task A_digest_that_was_named_and_is_not_there_is_not_told_as_a_missing_tag()
    {
        await using var server = new FakeRegistry();
        Fakes.Images.AddTo(server, "base", "1", Fakes.Images.Create(["one"]));
        server.Intercept = r => r.Method == "HEAD" ? new FakeResponse(200).With("Docker-Content-Digest", Digest.Of([9]).ToString()) : null;
        using IRegistry registry = new Client().Open(server);
        var source = new RegistryImageSource(registry, ImageReference.Parse($"{server.Authority}/base:1"));
        _ = await source.TryHeadDigestAsync(None);
        await Failures.ExpectAsync(ToolCodes.RegistryProtocol, () => source.ResolveAsync(new Platform("linux", "amd64"), None).AsTask());
    }

    [TestMethod]
    [DataRow(403, ToolCodes.RegistryDenied)]
    [DataRow(413, ToolCodes.RequestTooLarge)]
    public async Task An_answer_before_the_end_of_an_upload_is_what_is_told(int status, string code)
    {
        await using var server = new FakeRegistry();
        server.Early = r => r.Method == "PUT" ? FakeResponse.Error(status, "NO", "quota is used up").With("Connection", "close") : null;
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Failures.ExpectAsync(code, () => registry.UploadBlobAsync("a", LargeBlob, OpenLarge, None).AsTask());
        Assert.Contains("quota is used up", e.Seen);
        Assert.AreEqual(1, server.Requests.Count(r => r.Method == "PUT"));
    }

    [TestMethod]
    [DataRow(409, "MANIFEST_INVALID", "no")]
    [DataRow(412, "PRECONDITION", "Failed to process request due to '1' configured as immutable.")]
    [DataRow(400, "TAG_INVALID", "The image tag '1' already exists in the 'a' repository and cannot be overwritten because the repository is immutable.")]
    [DataRow(405, "UNSUPPORTED", "The tag is locked")]
    [DataRow(403, "DENIED", "Tag Immutability is enabled")]
    public async Task A_tag_that_may_not_be_moved_has_its_own_remedy(int status, string words, string message)
    {
        await using var server = new FakeRegistry { Intercept = r => r.Method == "PUT" ? FakeResponse.Error(status, words, message) : null };
        _ = server.AddManifest("a", "1", [2]);
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.TagIsImmutable, () => registry.PutManifestAsync("a", "1", new byte[] { 1 }, MediaTypes.OciManifest, None).AsTask());
        Assert.Contains("the tag '1'", e.Seen);
        Assert.Contains("ContainerImageTag", e.Remedy);
        Assert.AreNotEqual(ToolCodes.TagIsImmutable, (await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.PutManifestAsync("a", Digest.Of([1]).ToString(), new byte[] { 1 }, MediaTypes.OciManifest, None).AsTask())).Code, "a digest is no tag");
    }

    [TestMethod]
    [DataRow(409, "no")]
    [DataRow(412, "")]
    [DataRow(400, "The image tag '1' already exists in the 'a' repository")]
    public async Task A_refusal_of_what_the_tag_holds_already_is_a_success(int status, string message)
    {
        // The first PUT goes through and its answer is lost; the second finds the tag there.
        await using var server = new FakeRegistry();
        int count = 0;
        server.Intercept = r =>
        {
            if (r.Method != "PUT")
            {
                return null;
            }

            _ = server.AddManifest("a", "1", r.Body);
            return count++ == 0 ? new FakeResponse(0) { Abort = true } : FakeResponse.Error(status, "TAG", message);
        };
        using IRegistry registry = new Client().Open(server);
        await registry.PutManifestAsync("a", "1", new byte[] { 1 }, MediaTypes.OciManifest, None);
        Assert.AreEqual(2, count);
    }

    [TestMethod]
    [DataRow(409, 404, "the image name is taken", ToolCodes.RegistryProtocol)]
    [DataRow(412, 403, "no scan has run", ToolCodes.RegistryProtocol)]
    [DataRow(403, 404, "the project is locked", ToolCodes.RegistryDenied)]
    [DataRow(403, 403, "the tag is immutable", ToolCodes.TagIsImmutable)]
    public async Task A_conflict_without_another_image_at_the_tag_is_no_immutable_tag_unless_it_is_said(int status, int looking, string message, string code)
    {
        await using var server = new FakeServer { Intercept = r => r.Method == "PUT" ? FakeResponse.Error(status, "NO", message) : new FakeResponse(looking) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Failures.ExpectAsync(code, () => registry.PutManifestAsync("a", "1", new byte[] { 1 }, MediaTypes.OciManifest, None).AsTask());
        Assert.Contains(message, e.Seen);
    }

    [TestMethod]
    [DataRow(415, "", MediaTypes.OciManifest, "Docker")]
    [DataRow(415, "", MediaTypes.DockerManifest, "OCI")]
    [DataRow(400, "unsupported media type", MediaTypes.OciManifest, "Docker")]
    public async Task A_media_type_that_is_refused_has_its_own_remedy(int status, string words, string mediaType, string other)
    {
        await using var server = new FakeServer { Intercept = _ => FakeResponse.Error(status, "MANIFEST_INVALID", words) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.MediaTypeRefused, () => registry.PutManifestAsync("a", "1", new byte[] { 1 }, mediaType, None).AsTask());
        Assert.Contains($"ContainerImageFormat to {other}", e.Remedy);
    }

    [TestMethod]
    [DataRow("text/html; charset=utf-8", "<html><title>Log in</title></html>")]
    [DataRow("application/json", "{}")]
    [DataRow("text/plain", "")]
    public async Task Who_says_yes_to_everything_has_published_nothing(string type, string body)
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(200, Encoding.UTF8.GetBytes(body)).With("Content-Type", type) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.RegistryProtocol, () => new ImagePusher(registry, "app").PushAsync(Fakes.Images.Create(["one"]), ["1"], None));
        Assert.AreEqual(type.StartsWith("text/html", StringComparison.Ordinal), e.Seen.Contains("HTML", StringComparison.Ordinal), e.Seen);
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(202)]
    [DataRow(204)]
    public async Task A_success_that_is_not_the_specifications_is_looked_at(int status)
    {
        await using var server = new FakeRegistry();
        bool keeps = true;
        server.Intercept = r => r.Method != "PUT" ? null : keeps ? Keep(r) : new FakeResponse(status);
        using IRegistry registry = new Client().Open(server);
        await registry.UploadBlobAsync("a", Blob, Open, None);
        await registry.PutManifestAsync("a", "1", new byte[] { 1 }, MediaTypes.OciManifest, None);

        keeps = false;
        server.Blobs.Clear();
        await Failures.ExpectAsync(ToolCodes.RegistryProtocol, () => registry.UploadBlobAsync("a", Blob, Open, None).AsTask());
        await Failures.ExpectAsync(ToolCodes.RegistryProtocol, () => registry.PutManifestAsync("a", "2", new byte[] { 1 }, MediaTypes.OciManifest, None).AsTask());

        FakeResponse Keep(FakeRequest request)
        {
            _ = request.Path.Contains("/blobs/", StringComparison.Ordinal) ? server.AddBlob("a", request.Body) : server.AddManifest("a", "1", request.Body);
            return new FakeResponse(status);
        }
    }

    [TestMethod]
    public async Task A_201_that_names_no_digest_is_looked_at()
    {
        await using var server = new FakeRegistry();
        server.Intercept = r => r.Method == "PUT" ? new FakeResponse(201) : null;
        using IRegistry registry = new Client().Open(server);
        await Failures.ExpectAsync(ToolCodes.RegistryProtocol, () => registry.PutManifestAsync("a", "1", new byte[] { 1 }, MediaTypes.OciManifest, None).AsTask());
        Assert.AreEqual("HEAD /v2/a/manifests/1", server.Lines.Last());
    }

    [TestMethod]
    [DataRow(502)]
    [DataRow(404)]
    public async Task A_page_of_html_is_told_as_one(int status)
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(status, "<html>"u8.ToArray()).With("Content-Type", "text/html") };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.RegistryProtocol, () => registry.UploadBlobAsync("a", Blob, Open, None).AsTask());
        Assert.Contains("HTML", e.Seen);
    }

    [TestMethod]
    public async Task A_blob_of_another_size_is_not_there()
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(200, new byte[12]) };
        using IRegistry registry = new Client().Open(server);
        Assert.IsFalse(await registry.BlobExistsAsync("a", Blob, None));
        Assert.IsTrue(await registry.BlobExistsAsync("a", Blob with { Size = 12 }, None));
        server.Intercept = _ => new FakeResponse(200).With("Transfer-Encoding", "chunked");
        Assert.IsTrue(await registry.BlobExistsAsync("a", Blob, None), "where no size is told");
    }

    private static FakeResponse Ranged(FakeRequest request, FakeResponse whole)
    {
        if (!request.Headers.TryGetValue("Range", out string? range))
        {
            return whole;
        }

        int from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        return (whole with { Status = 206, Body = whole.Body![from..], Headers = [] }).With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{whole.Body!.Length - 1}/{whole.Body.Length}"));
    }

    private static ValueTask<Stream> Open(CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new MemoryStream(Content));

    private static ValueTask<Stream> OpenLarge(CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new MemoryStream(Large));

    private static async Task<byte[]> ReadAsync(IRegistry registry)
    {
        await using Stream stream = await registry.OpenBlobAsync("a", Blob, None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private sealed class Heard : IProgress<string>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Report(string value) => Lines.Enqueue(value);
    }
}
