using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;

namespace OpenShift.NET.Sdk.Tests.Images.LayerKnowledge;

[TestClass]
public sealed class ScanBlobTests
{
    private static readonly Descriptor Layer = new(MediaTypes.OciLayerGzip, Digest.Of("layer"u8), 100);
    private static readonly Digest DiffId = Digest.Of("tar"u8);

    [TestMethod]
    public void What_was_written_is_read_and_equal_scans_have_equal_bytes()
    {
        LayerScan scan = Scan(File("/a"), File("/b") with { Text = "text", ContentDigest = DiffId });
        byte[] packed = ScanBlob.Write(scan)!;
        LayerScan read = ScanBlob.TryRead(packed, Layer, DiffId)!;
        Assert.IsTrue(LayerScanFile.Write(scan).SequenceEqual(LayerScanFile.Write(read)));
        CollectionAssert.AreEqual(packed, ScanBlob.Write(read));
    }

    [TestMethod]
    public void Only_the_scan_of_this_layer_is_taken()
    {
        byte[] packed = ScanBlob.Write(Scan(File("/a")))!;
        Assert.IsNull(ScanBlob.TryRead(packed, Layer with { Digest = DiffId }, DiffId), "of another blob");
        Assert.IsNull(ScanBlob.TryRead(packed, Layer, Layer.Digest), "with another uncompressed digest than the configuration has");
        Assert.IsNull(ScanBlob.TryRead([.. packed, 0], Layer, DiffId), "with something behind it");
        Assert.IsNull(ScanBlob.TryRead(packed[..^1], Layer, DiffId), "cut off");
        Assert.IsNull(ScanBlob.TryRead([], Layer, DiffId));
        Assert.IsNull(ScanBlob.TryRead(Encoding.UTF8.GetBytes("no Brotli at all"), Layer, DiffId));
    }

    [TestMethod]
    public void What_no_scanner_finds_is_ignored()
    {
        LayerFile file = File("/a");
        LayerScan[] forged =
        [
            Scan(File("/b"), File("/a")),
            Scan(file with { Path = "a" }),
            Scan(file with { Path = "/a/../b" }),
            Scan(file with { Path = "/a/" }),
            Scan(file with { Path = "/a\0" }),
            Scan(file with { Kind = (FileKind)9 }),
            Scan(file with { Mode = 0x10000 }),
            Scan(file with { Size = -1 }),
            Scan(file with { Marks = (ContentMarks)0x4000 }),
            Scan(file with { HardLinkTo = "../x" }),
            Scan([.. Enumerable.Repeat(file, 101)]),
            Scan(file) with { UncompressedSize = -1 },
            Scan(file) with { UncompressedSize = long.MaxValue },
            Scan(file) with { Whiteouts = ["../etc"] },
            Scan(file) with { OpaqueDirectories = ["relative"] },
        ];
        for (int i = 0; i < forged.Length; i++)
        {
            Assert.IsNull(ScanBlob.TryRead(ScanBlob.Write(forged[i])!, Layer, DiffId), $"number {i}");
        }
    }

    [TestMethod]
    public void What_unpacks_to_too_much_and_numbers_without_bytes_behind_them_take_no_memory()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var bomb = new MemoryStream();
        using (var brotli = new BrotliStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++)
            {
                brotli.Write(zeros);
            }
        }

        Assert.IsLessThan(1 << 20, bomb.Length);
        Assert.IsNull(ScanBlob.TryRead(bomb.ToArray(), Layer, DiffId));

        // The number of files stands behind version, digests, size and two empty lists; 2^31-1 of them are announced. The hash at the end is right.
        byte[] plain = LayerScanFile.Write(Scan()).ToArray()[..^32];
        byte[] huge = [.. plain[..^1], 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        huge = [.. huge, .. System.Security.Cryptography.SHA256.HashData(huge)];
        Assert.IsNull(ScanBlob.TryRead(Pack(huge), Layer, DiffId));
        Assert.IsLessThan(200L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public async Task No_change_of_a_byte_makes_a_failure_of_the_reading()
    {
        byte[] layer = BaseImages.Gzip(BaseImages.DefaultLayer);
        var descriptor = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(layer), layer.Length);
        LayerScan scan = await LayerScanner.ScanAsync(new MemoryStream(layer), descriptor, null, null, CancellationToken.None);
        byte[] plain = LayerScanFile.Write(scan).ToArray()[..^32];
        var random = new Random(16);
        for (int round = 0; round < 3000; round++)
        {
            byte[] changed = [.. plain];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            changed = changed[..random.Next(changed.Length / 2, changed.Length + 1)];
            byte[] sealedAgain = [.. changed, .. System.Security.Cryptography.SHA256.HashData(changed)];

            // With its hash made anew, as whoever can push can do. What is still a scan can be built a tree of.
            if (ScanBlob.TryRead(Pack(sealedAgain), descriptor, scan.DiffId) is { } read)
            {
                Assert.IsGreaterThan(0, FileTree.Build([read, scan], 1).Visible.Length);
            }
        }
    }

    [TestMethod]
    public void Names_that_grow_with_a_byte_each_are_bounded()
    {
        string folder = "/" + string.Join('/', Enumerable.Repeat(new string('x', 200), 20));
        LayerScan scan = Scan([.. Enumerable.Range(0, 20_000).Select(i => File($"{folder}/{i:D6}"))]);
        byte[] packed = ScanBlob.Write(scan)!;
        Assert.IsLessThan(200_000, packed.Length);
        Assert.IsNull(ScanBlob.TryRead(packed, Layer, DiffId));
    }

    [TestMethod]
    public void Reduced_a_scan_lacks_digests_and_scripts_and_nothing_else()
    {
        LayerFile script = File("/usr/bin/run") with { Text = "#!/bin/sh\n", Marks = ContentMarks.Script, ContentDigest = DiffId };
        LayerFile accounts = File("/etc/passwd") with { Text = "root", ContentDigest = DiffId };
        LayerFile settings = File("/opt/appsettings.json") with { Text = "{}", ContentDigest = DiffId };
        LayerFile link = File("/usr/bin/walk") with { HardLinkTo = "/usr/bin/run", ContentDigest = DiffId };
        LayerScan reduced = ReducedScan.Of(Scan(accounts, settings, script, link));
        CollectionAssert.AreEqual(
            (LayerFile[])[accounts with { ContentDigest = null }, settings with { ContentDigest = null }, script with { Text = null, ContentDigest = null }, link],
            reduced.Files.ToArray());

        LayerScan own = Scan(File("/usr/bin/dotnet") with { Text = "#!/bin/sh\n", Marks = ContentMarks.Script, ContentDigest = DiffId });
        Assert.AreSame(own, ReducedScan.Of(own), "a script in place of the host is read");
    }

    [TestMethod]
    [DataRow(true, "dotnet", "/app/Web.Api.dll")]
    [DataRow(true, "/usr/bin/dotnet", "/app/Web.Api.dll")]
    [DataRow(true, "/app/Web.Api")]
    [DataRow(false, "/usr/bin/tini", "--", "dotnet", "/app/Web.Api.dll")]
    [DataRow(false, "/entrypoint.sh", "dotnet")]
    [DataRow(false, "")]
    [DataRow(false)]
    public void Reduced_a_scan_will_do_where_the_application_is_started_itself(bool enough, params string[] command) =>
        Assert.AreEqual(enough, ReducedScan.IsEnoughFor([.. command], "Web.Api"));

    private static byte[] Pack(byte[] plain)
    {
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        Assert.IsTrue(BrotliEncoder.TryCompress(plain, packed, out int length));
        return packed[..length];
    }

    private static LayerFile File(string path) => new() { Path = path, Kind = FileKind.File, Mode = 0b110_100_100, Size = 5 };

    private static LayerScan Scan(params ImmutableArray<LayerFile> files) => new() { Blob = Layer, DiffId = DiffId, UncompressedSize = 1024, Files = files };
}
