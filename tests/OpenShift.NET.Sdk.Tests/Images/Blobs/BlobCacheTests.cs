using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images.Blobs;

[TestClass]
public sealed class BlobCacheTests
{
    [TestMethod]
    public async Task A_blob_is_fetched_once_however_many_ask()
    {
        using var folder = new TemporaryFolder();
        var source = new MemoryBlobs { Delay = TimeSpan.FromMilliseconds(30) };
        Descriptor blob = source.Add("x", new byte[100_000]);
        var caching = new CachingBlobSource(BlobCache.Open(folder.Path), source);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using Stream stream = await caching.OpenAsync(blob, CancellationToken.None);
            Assert.AreEqual(blob.Digest, await Digest.OfAsync(stream, CancellationToken.None));
        }));
        Assert.AreEqual(1, source.Opened);
    }

    [TestMethod]
    public async Task A_corrupt_entry_is_replaced_from_the_source()
    {
        using var folder = new TemporaryFolder();
        var source = new MemoryBlobs();
        Descriptor blob = source.Add("x", [1, 2, 3]);
        folder.Write("blobs/sha256/" + blob.Digest.Hex, [1, 2, 4]);
        await using Stream stream = await new CachingBlobSource(BlobCache.Open(folder.Path), source).OpenAsync(blob, CancellationToken.None);
        Assert.AreEqual(blob.Digest, await Digest.OfAsync(stream, CancellationToken.None));
        Assert.AreEqual(1, source.Opened);
    }

    [TestMethod]
    public async Task An_entry_of_another_size_is_replaced_without_reading_it()
    {
        using var folder = new TemporaryFolder();
        var source = new MemoryBlobs();
        Descriptor blob = source.Add("x", [1, 2, 3]);
        folder.Write("blobs/sha256/" + blob.Digest.Hex, [1, 2]);
        BlobCache cache = BlobCache.Open(folder.Path);
        Assert.IsFalse(cache.Contains(blob.Digest, blob.Size));
        await cache.FetchAsync(blob, source, CancellationToken.None);
        Assert.IsTrue(cache.Contains(blob.Digest, blob.Size));
    }

    [TestMethod]
    public async Task A_corrupt_source_is_reported_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var source = new MemoryBlobs();
        Descriptor blob = source.Add("x", [1, 2, 3]);
        source.Contents[blob.Digest] = [1, 2, 4];
        await Failures.ExpectAsync(ToolCodes.CorruptBlob, async () => await BlobCache.Open(folder.Path).FetchAsync(blob, source, CancellationToken.None));
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void A_cache_that_is_a_file_is_reported()
    {
        using var folder = new TemporaryFolder();
        Failures.Expect(ToolCodes.CacheNotWritable, () => BlobCache.Open(folder.Write("cache", "a file")));
    }

    [TestMethod]
    public async Task A_cache_that_vanishes_is_reported()
    {
        using var folder = new TemporaryFolder();
        BlobCache cache = BlobCache.Open(folder["cache"]);
        Directory.Delete(folder["cache"], recursive: true);
        folder.Write("cache", "a file");
        await Failures.ExpectAsync(ToolCodes.CacheNotWritable, async () => await cache.AddAsync(new byte[1], CancellationToken.None));
    }

    [TestMethod]
    public async Task Trimming_drops_what_was_used_longest_ago_and_spares_the_last_hour()
    {
        using var folder = new TemporaryFolder();
        BlobCache cache = BlobCache.Open(folder.Path, sizeLimit: 10);
        DateTime now = DateTime.UtcNow;
        var blobs = new List<string>();
        for (byte i = 0; i < 4; i++)
        {
            string path = cache.PathOf(await cache.AddAsync(new byte[] { i, i, i, i, i }, CancellationToken.None));
            File.SetLastWriteTimeUtc(path, now - TimeSpan.FromHours(5 - i * 2));
            blobs.Add(path);
        }

        cache.Trim(now);
        CollectionAssert.AreEqual(new[] { false, false, true, true }, blobs.ConvertAll(File.Exists));
        File.SetLastWriteTimeUtc(blobs[2], now - TimeSpan.FromMinutes(30));
        await cache.AddAsync(new byte[50], CancellationToken.None);
        cache.Trim(now);
        Assert.IsTrue(File.Exists(blobs[2]));
    }

    [TestMethod]
    public async Task Use_makes_an_entry_young()
    {
        using var folder = new TemporaryFolder();
        BlobCache cache = BlobCache.Open(folder.Path);
        Digest digest = await cache.AddAsync(new byte[3], CancellationToken.None);
        File.SetLastWriteTimeUtc(cache.PathOf(digest), DateTime.UtcNow.AddDays(-3));
        Assert.IsTrue(cache.Contains(digest, 3));
        Assert.IsGreaterThan(DateTime.UtcNow.AddMinutes(-1), File.GetLastWriteTimeUtc(cache.PathOf(digest)));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    [DataRow(3)]
    public async Task A_stream_that_is_not_its_descriptors_fails_at_its_end(int length)
    {
        byte[] content = new byte[length];
        bool told = false;
        await using var stream = new VerifyingStream(new MemoryStream(content), new Descriptor("x", Digest.Of([1, 2, 3]), 3), "a test", () => told = true);
        await Failures.ExpectAsync(ToolCodes.CorruptBlob, () => stream.CopyToAsync(Stream.Null));
        Assert.IsTrue(told);
    }
}
