using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Transport;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Transport;

/// <summary>Registries that take long and go on all the time, and answers that get lost.</summary>
[TestClass]
public sealed class HealthyButSlowTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Content = new byte[24 * 1024 * 1024];
    private static readonly Descriptor Blob = new("x", Digest.Of(Content), Content.Length);

    /// <summary>More than two seconds pass while <see cref="Content"/> is taken.</summary>
    private static readonly (int Bytes, TimeSpan Pause) Slow = (512 * 1024, TimeSpan.FromMilliseconds(50));

    private static readonly RegistryLimits Fast = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(4),
        AttemptTimeout = TimeSpan.FromMilliseconds(1400),
        CommitTimeout = TimeSpan.FromMilliseconds(1400),
        WithoutProgress = TimeSpan.FromMilliseconds(1500),
        NoticeInterval = TimeSpan.FromMilliseconds(200),
    };

    [TestMethod]
    public async Task What_is_sent_again_after_a_reset_is_progress()
    {
        await using var server = new FakeRegistry();
        int count = 0;
        server.Slowly = r => r.Method != "PUT" ? null : count++ == 0 ? (Slow.Bytes, TimeSpan.Zero, 1024 * 1024) : (Slow.Bytes, Slow.Pause, null);
        using IRegistry registry = new Client { Limits = Fast, RealTime = true }.Open(server);
        await registry.UploadBlobAsync("a", Blob, Open, None);
        Assert.IsGreaterThan(1, count);
        Assert.HasCount(1, server.Blobs);
    }

    [TestMethod]
    public async Task What_a_part_has_sent_is_progress_before_the_part_is_accepted()
    {
        await using var server = new FakeRegistry { Slowly = r => r.Method == "PATCH" ? (Slow.Bytes, Slow.Pause, null) : null };
        using IRegistry registry = new Client { Limits = Fast, RealTime = true, Environment = Chunked(Content.Length) }.Open(server);
        await registry.UploadBlobAsync("a", Blob, Open, None);
        Assert.HasCount(1, server.Blobs);
    }

    [TestMethod]
    public async Task An_upload_that_goes_on_is_told_with_its_bytes_and_not_as_waiting()
    {
        var heard = new Heard();
        await using var server = new FakeRegistry { Slowly = r => r.Method == "PUT" ? (Slow.Bytes, Slow.Pause, null) : null };
        using IRegistry registry = new Client { Limits = Fast, RealTime = true, Notices = heard }.Open(server);
        await registry.UploadBlobAsync("a", Blob, Open, None);
        Assert.Contains($"Sending to registry '{server.Authority}': ", heard.Lines.First());
        Assert.EndsWith(" MiB of a blob so far.", heard.Lines.First());
    }

    [TestMethod]
    public void Progress_counts_within_a_sending_and_its_beginning_is_none()
    {
        var time = new QuickTime();
        var patience = new Patience(new RegistryLimits(), time);
        patience.Begin(0);
        patience.Reached(1000);
        time.Advance(TimeSpan.FromSeconds(60));
        patience.Reached(1000);
        patience.Begin(0);
        Assert.AreEqual(TimeSpan.FromSeconds(60), patience.Left);
        patience.Reached(10);
        Assert.AreEqual(TimeSpan.FromMinutes(2), patience.Left);
    }

    [TestMethod]
    public async Task What_a_broken_connection_drops_was_not_sent()
    {
        var content = new BlobContent(Blob, Open);
        long sent = 0;
        bool whole = false;
        content.Sent = length => sent += length;
        content.SentWhole = () => whole = true;
        await using var connection = new EarlyAnswerStream(new Broken(3));
        await content.CopyToAsync(connection, None);
        Assert.AreEqual(3 * 32 * 1024, sent);
        Assert.IsFalse(whole || content.IsSentWhole);
    }

    [TestMethod]
    [DataRow("", 0)]
    [DataRow("", 504)]
    [DataRow("true", 0)]
    [DataRow("true", 504)]
    public async Task A_blob_whose_answer_was_lost_is_looked_for_before_it_is_sent_again(string chunked, int status)
    {
        byte[] content = [1, 2, 3];
        await using var server = new FakeRegistry();
        server.Intercept = r =>
        {
            if (r.Method != "PUT")
            {
                return null;
            }

            _ = server.AddBlob("a", content);
            return status == 0 ? new FakeResponse(0) { Abort = true } : new FakeResponse(status);
        };
        using IRegistry registry = new Client { Environment = { Variables = { ["DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD"] = chunked } } }.Open(server);
        await registry.UploadBlobAsync("a", new Descriptor("x", Digest.Of(content), 3), _ => ValueTask.FromResult<Stream>(new MemoryStream(content)), None);
        Assert.AreEqual(1, server.Requests.Count(r => r.Method == "PUT"));
        Assert.AreEqual($"HEAD /v2/a/blobs/{Digest.Of(content)}", server.Lines.Last());
    }

    [TestMethod]
    public async Task A_registry_that_takes_a_blob_twice_and_never_answers_is_given_up()
    {
        byte[] content = [1, 2, 3];
        await using var server = new FakeRegistry();
        server.Intercept = r => r.Method == "PUT" ? new FakeResponse(0) { Hang = true } : null;
        using IRegistry registry = new Client { Limits = Fast with { CommitTimeout = TimeSpan.FromMilliseconds(200) }, RealTime = true }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() =>
            registry.UploadBlobAsync("a", new Descriptor("x", Digest.Of(content), 3), _ => ValueTask.FromResult<Stream>(new MemoryStream(content)), None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnreachable, e.Code);
        Assert.AreEqual(2, server.Requests.Count(r => r.Method == "PUT"));
    }

    [TestMethod]
    public async Task A_cache_that_fetches_a_blob_or_manifest_first_is_waited_for()
    {
        byte[] content = [1, 2, 3];
        await using var server = new FakeRegistry();
        Digest digest = server.AddBlob("a", content);
        _ = server.AddManifest("a", "1", content);
        server.Intercept = _ =>
        {
            Thread.Sleep(400);
            return null;
        };
        using IRegistry registry = new Client { Limits = Fast with { AttemptTimeout = TimeSpan.FromMilliseconds(100) }, RealTime = true }.Open(server);
        Assert.AreEqual(digest, (await registry.GetManifestAsync("a", "1", None))!.Digest);
        await using (await registry.OpenBlobAsync("a", new Descriptor("x", digest, 3), None))
        {
            Assert.HasCount(2, server.Requests);
        }
    }

    [TestMethod]
    public async Task What_comes_before_the_wanted_offset_has_to_keep_coming()
    {
        int count = 0;
        byte[] content = Content[..300_000];
        await using var server = new FakeServer();
        server.Intercept = _ => count++ == 0 ? new FakeResponse(200, content) { CutAfter = 150_000 } : new FakeResponse(200, content) { Trickle = (50, TimeSpan.FromMilliseconds(40)) };
        using IRegistry registry = new Client { Limits = Fast with { AttemptTimeout = TimeSpan.FromMilliseconds(300) }, RealTime = true }.Open(server);
        await using Stream stream = await registry.OpenBlobAsync("a", new Descriptor("x", Digest.Of(content), content.Length), None);
        Task<OpenShiftException> reading = Assert.ThrowsExactlyAsync<OpenShiftException>(() => stream.CopyToAsync(Stream.Null));
        Assert.AreEqual(ToolCodes.RegistryUnreachable, (await reading.WaitAsync(TimeSpan.FromSeconds(15))).Code);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task The_least_size_of_a_part_is_kept_to(bool mounts)
    {
        byte[] content = Content[..10];
        var blob = new Descriptor("x", Digest.Of(content), content.Length);
        await using var server = new FakeRegistry { MountsBlobs = false, LeastChunk = 6 };
        using IRegistry registry = new Client { Environment = Chunked(4) }.Open(server);
        if (mounts)
        {
            Assert.IsFalse(await registry.TryMountBlobAsync("a", blob.Digest, "base", None));
        }

        await registry.UploadBlobAsync("a", blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content)), None);
        Assert.AreEqual(1, server.Requests.Count(r => r.Method == "POST"));
        CollectionAssert.AreEqual(new[] { "0-5", "6-9" }, server.Requests.Where(r => r.Method == "PATCH").Select(r => r.Headers["Content-Range"]).ToArray());
    }

    private static ValueTask<Stream> Open(CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new MemoryStream(Content));

    private static FakeEnvironment Chunked(int size) => new()
    {
        Variables =
        {
            ["DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD"] = "true",
            ["DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD_SIZE_BYTES"] = size.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
    };

    private sealed class Heard : IProgress<string>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Report(string value) => Lines.Enqueue(value);
    }

    /// <summary>A connection that breaks after some writes.</summary>
    private sealed class Broken(int writes) : MemoryStream
    {
        private int _left = writes;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _left-- > 0 ? ValueTask.CompletedTask : throw new IOException();
    }
}
