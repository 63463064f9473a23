using System.Formats.Tar;
using System.IO.Compression;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Layers;

namespace OpenShift.NET.Sdk.Tests.Images.Layers;

[TestClass]
public sealed class LayerWriterTests
{
    private static readonly int Regular = Convert.ToInt32("644", 8);

    [TestMethod]
    public async Task Content_mode_owner_and_time_are_as_planned()
    {
        using var folder = new TemporaryFolder();
        byte[] big = new byte[3 * 1024 * 1024 + 17];
        new Random(1).NextBytes(big);
        (WrittenLayer layer, byte[] tar) = await WriteAsync(folder, new LayerEntry("app", Convert.ToInt32("755", 8)), new LayerEntry("app/big", Regular, folder.Write("big", big)), new LayerEntry("app/empty", Regular, folder.Write("empty", "")));
        Assert.AreEqual(Digest.Of(tar), layer.DiffId);
        Assert.AreEqual(tar.Length, layer.UncompressedSize);
        IReadOnlyList<TarEntry> entries = ImageValidator.Entries(tar);
        CollectionAssert.AreEqual(new[] { "app/", "app/big", "app/empty" }, entries.Select(e => e.Name).ToArray());
        foreach (TarEntry entry in entries)
        {
            Assert.AreEqual(0, entry.Uid + entry.Gid);
            Assert.AreEqual("", ((PosixTarEntry)entry).UserName + ((PosixTarEntry)entry).GroupName);
            Assert.AreEqual(1, entry.ModificationTime.ToUnixTimeSeconds());
            Assert.AreEqual(TarEntryFormat.Ustar, entry.Format);
        }

        using var content = new MemoryStream();
        entries[1].DataStream!.CopyTo(content);
        CollectionAssert.AreEqual(big, content.ToArray());
    }

    [TestMethod]
    [DataRow(99)]
    [DataRow(100)]
    [DataRow(101)]
    [DataRow(180)]
    [DataRow(256)]
    [DataRow(257)]
    [DataRow(400)]
    public async Task Names_of_every_length_survive(int length)
    {
        using var folder = new TemporaryFolder();
        string source = folder.Write("file", "content");
        string folders = new string('d', length / 2) + "/" + new string('f', length - (length / 2) - 1);
        string flat = new('x', length - 1);
        (_, byte[] tar) = await WriteAsync(folder, new LayerEntry(folders, Regular, source), new LayerEntry(flat + "é", Regular, source));
        CollectionAssert.AreEqual(new[] { folders, flat + "é" }, ImageValidator.Entries(tar).Select(e => e.Name).ToArray());
    }

    [TestMethod]
    public async Task The_gzip_is_one_member_without_time_and_name_and_ends_in_its_checksum()
    {
        using var folder = new TemporaryFolder();
        byte[] content = new byte[5_000_000];
        for (int i = 0; i < content.Length; i++)
        {
            content[i] = (byte)(i * i >> 7);
        }

        (WrittenLayer layer, byte[] tar) = await WriteAsync(folder, new LayerEntry("f", Regular, folder.Write("f", content)));
        byte[] blob = File.ReadAllBytes(BlobCache.Open(folder["cache"]).PathOf(layer.Digest));
        CollectionAssert.AreEqual(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255 }, blob[..10]);
        Assert.AreEqual((uint)tar.Length, BitConverter.ToUInt32(blob, blob.Length - 4));
        using var raw = new DeflateStream(new MemoryStream(blob, 10, blob.Length - 18), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        raw.CopyTo(unpacked);
        CollectionAssert.AreEqual(tar, unpacked.ToArray());
        Assert.AreEqual(SlowCrc(tar), BitConverter.ToUInt32(blob, blob.Length - 8));
    }

    [TestMethod]
    public async Task Equal_content_is_compressed_once_and_another_time_or_mode_is_other_content()
    {
        using var folder = new TemporaryFolder();
        string one = folder.Write("one/f", "same");
        string two = folder.Write("two/f", "same");
        Assert.IsFalse((await WriteAsync(folder, new LayerEntry("f", Regular, one))).Layer.Cached);
        Assert.IsTrue((await WriteAsync(folder, new LayerEntry("f", Regular, two))).Layer.Cached);
        Assert.IsFalse((await WriteAsync(folder, new LayerEntry("f", Convert.ToInt32("755", 8), one))).Layer.Cached);
        Assert.IsFalse((await WriteAsync(folder, 2, new LayerEntry("f", Regular, one))).Layer.Cached);
    }

    [TestMethod]
    public async Task A_cached_layer_whose_blob_is_gone_is_written_again()
    {
        using var folder = new TemporaryFolder();
        var entry = new LayerEntry("f", Regular, folder.Write("f", "content"));
        WrittenLayer first = (await WriteAsync(folder, entry)).Layer;
        File.Delete(BlobCache.Open(folder["cache"]).PathOf(first.Digest));
        WrittenLayer second = (await WriteAsync(folder, entry)).Layer;
        Assert.IsFalse(second.Cached);
        Assert.AreEqual(first.Digest, second.Digest);
    }

    [TestMethod]
    public async Task A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.PublishFileUnreadable, () => WriteAsync(folder, new LayerEntry("f", Regular, folder["gone.dll"])));
        Assert.Contains("gone.dll", failure.Seen);
    }

    [TestMethod]
    public async Task A_file_that_changes_under_way_is_refused_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("f", "content");
        FileHashCache hashes = FileHashCache.Load(folder["hashes"]);
        hashes.StampOf(file);
        File.WriteAllText(file, "CONTENT");
        var writer = new LayerWriter(BlobCache.Open(folder["cache"]), hashes, 1);
        await Failures.ExpectAsync(ToolCodes.AnotherVersion, async () => await writer.WriteAsync(new PlannedLayer("app", [new LayerEntry("f", Regular, file)]), CancellationToken.None));
        Assert.IsEmpty(Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void Unchanged_files_are_hashed_once_and_fresh_ones_again()
    {
        using var folder = new TemporaryFolder();
        string old = folder.Write("old", "content");
        string fresh = folder.Write("fresh", "content");
        File.SetLastWriteTimeUtc(fresh, DateTime.UtcNow);
        for (int round = 0; round < 2; round++)
        {
            FileHashCache hashes = FileHashCache.Load(folder["hashes"]);
            Assert.AreEqual(hashes.StampOf(old).Content, hashes.StampOf(fresh).Content);
            Assert.AreEqual(round == 0 ? 2 : 1, hashes.Hashed);
            hashes.Save();
        }

        File.WriteAllText(old, "CONTENT");
        Assert.AreEqual(Digest.Of("CONTENT"u8), FileHashCache.Load(folder["hashes"]).StampOf(old).Content);
    }

    [TestMethod]
    public void A_damaged_hash_file_counts_as_empty()
    {
        using var folder = new TemporaryFolder();
        FileHashCache hashes = FileHashCache.Load(folder.Write("hashes", [1, 0, 0, 0, 9, 0, 0, 0, 3]));
        hashes.StampOf(folder.Write("f", "content"));
        Assert.AreEqual(1, hashes.Hashed);
    }

    [TestMethod]
    public async Task File_times_in_static_asset_manifests_become_the_fixed_time()
    {
        using var folder = new TemporaryFolder();
        string[] times = ["Fri, 01 Jan 2021 10:00:00 GMT", "Sat, 02 Jan 2021 10:00:00 GMT"];
        var layers = new List<WrittenLayer>();
        foreach (string time in times)
        {
            string source = folder.Write(time[..3] + "/a", $$"""{"Endpoints":[{"Route":"a+b.css","ResponseHeaders":[{"Name":"ETag","Value":"W/\"x\""},{"Name":"Last-Modified","Value":"{{time}}"}]}],"n":1.50}""");
            layers.Add((await WriteAsync(folder, new LayerEntry("app/Web.staticwebassets.endpoints.json", Regular, source))).Layer);
        }

        Assert.AreEqual(layers[0].Digest, layers[1].Digest);
        byte[] normal = EndpointsManifest.Normalise("""{"Route":"a+b.css","H":[{"Name":"Last-Modified","Value":"Fri, 01 Jan 2021 10:00:00 GMT"}],"n":1.50}"""u8.ToArray(), 1, []);
        Assert.AreEqual("""{"Route":"a+b.css","H":[{"Name":"Last-Modified","Value":"Thu, 01 Jan 1970 00:00:01 GMT"}],"n":1.50}""", System.Text.Encoding.UTF8.GetString(normal));
        Assert.AreEqual("no json", System.Text.Encoding.UTF8.GetString(EndpointsManifest.Normalise("no json"u8.ToArray(), 1, [])));
    }

    [TestMethod]
    public async Task A_static_asset_manifest_promises_nothing_that_stays_out_of_the_image()
    {
        const string Manifest = """{"Version":1,"Endpoints":[{"Route":"a.json","AssetFile":"a.json"},{"Route":"a.json","AssetFile":"a.json.br","Selectors":[{"Name":"Content-Encoding","Value":"br"}]},{"Route":"x/b.css","AssetFile":"x/b.css"},{"Route":"odd"}]}""";
        Assert.AreEqual(
            """{"Version":1,"Endpoints":[{"Route":"x/b.css","AssetFile":"x/b.css"},{"Route":"odd"}]}""",
            System.Text.Encoding.UTF8.GetString(EndpointsManifest.Normalise(System.Text.Encoding.UTF8.GetBytes(Manifest), 1, ["a.json", "a.json.br"])));

        using var folder = new TemporaryFolder();
        string source = folder.Write("endpoints", Manifest);
        var entry = new LayerEntry("app/Web.staticwebassets.endpoints.json", Regular, source);
        (WrittenLayer whole, _) = await WriteAsync(folder, entry);
        (WrittenLayer without, byte[] tar) = await WriteAsync(folder, entry with { LeftOutAssets = ["a.json", "a.json.br"] });
        Assert.AreNotEqual(whole.Digest, without.Digest, "Another layer of the cache, too.");
        Assert.IsLessThan(0, tar.AsSpan().IndexOf("a.json.br"u8));
    }

    private static Task<(WrittenLayer Layer, byte[] Tar)> WriteAsync(TemporaryFolder folder, params LayerEntry[] entries) => WriteAsync(folder, 1, entries);

    private static async Task<(WrittenLayer Layer, byte[] Tar)> WriteAsync(TemporaryFolder folder, long epoch, params LayerEntry[] entries)
    {
        BlobCache cache = BlobCache.Open(folder["cache"]);
        WrittenLayer layer = await new LayerWriter(cache, FileHashCache.Load(folder["hashes"]), epoch).WriteAsync(new PlannedLayer("app", [.. entries]), CancellationToken.None);
        using var gzip = new GZipStream(File.OpenRead(cache.PathOf(layer.Digest)), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return (layer, tar.ToArray());
    }

    private static uint SlowCrc(byte[] bytes)
    {
        uint crc = ~0u;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
