using System.Diagnostics;
using System.IO.Compression;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;
using OpenShift.NET.Sdk.Tests.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Tests.Fuzzing;

/// <summary>Layers made to take the machine's memory or time.</summary>
[TestClass]
[DoNotParallelize]
public sealed class HostileLayerTests
{
    private const long MiB = 1 << 20;

    [TestMethod]
    public async Task A_gzip_bomb_is_read_in_little_memory_up_to_the_limit()
    {
        byte[] header = new TestTar().Entry("bomb", size: 300 * MiB).ToArray(end: false);
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(header);
            byte[] zeros = new byte[MiB];
            for (int i = 0; i < 300; i++)
            {
                gzip.Write(zeros);
            }
        }

        OpenShiftException error = await RefusedAsync(bomb.ToArray(), new LayerScanLimits { UncompressedSize = 200 * MiB }, 20 * MiB);

        StringAssert.Contains(error.Message, "unpacks to more than 209715200 bytes");
    }

    [TestMethod]
    public async Task A_sparse_file_of_ten_gigabytes_costs_nothing()
    {
        byte[] tar = new TestTar().Entry("sparse", 'S', new byte[512], change: static b => TestTar.Put(b, 483, TestTar.Octal(10L << 30, 11) + " ")).ToArray();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        LayerScan scan = await TestTar.ScanAsync(tar);

        Assert.AreEqual(10L << 30, scan.Files.Single().Size);
        Assert.IsTrue(GC.GetTotalAllocatedBytes(precise: true) - before < 8 * MiB);
    }

    [TestMethod]
    public async Task A_database_that_claims_more_than_it_has_takes_no_memory_for_it()
    {
        byte[] tar = new TestTar().Entry("var/lib/rpm/rpmdb.sqlite", size: 150 * MiB).Raw(new byte[2 * MiB]).ToArray(end: false);

        _ = await RefusedAsync(tar, LayerScanLimits.Default, 16 * MiB);
    }

    [TestMethod]
    public async Task A_database_too_large_to_be_read_is_passed_over()
    {
        byte[] tar = new TestTar().Entry("var/lib/dpkg/status", content: new byte[33 * MiB]).Entry("after", content: [1]).ToArray();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        LayerScan scan = await TestTar.ScanAsync(tar);

        Assert.AreEqual("is larger than 32 MiB, more than any package database known", scan.Files[1].Packages!.Problem);
        Assert.IsTrue(GC.GetTotalAllocatedBytes(precise: true) - before < 8 * MiB);
    }

    [TestMethod]
    public void A_manifest_that_unpacks_without_end_is_given_up()
    {
        byte[] bomb = TestTar.Zstd([.. "{\"jsonwall\":\"1.0\"}\n"u8, .. new byte[80 * MiB]]);

        Assert.AreEqual("unpacks to more than any chisel manifest known", PackageDatabaseReader.Read(PackageDatabaseKind.Chisel, bomb).Problem);
    }

    [TestMethod]
    public void Packages_that_share_their_bytes_are_given_up()
    {
        // Ten thousand slots that all point at the same header.
        byte[] header = RpmFixtures.Header([.. Enumerable.Range(0, 1000).Select(static i => (2000 + i, "0123456789")), (1000, "bash")]);
        byte[] file = RpmFixtures.Ndb(header);
        for (int i = 1; i < 200; i++)
        {
            RpmFixtures.Put(file, 32 + (i * 16) + 4, 1);
            RpmFixtures.Put(file, 32 + (i * 16) + 8, 4096 / 16);
        }

        Assert.AreEqual("is damaged: its records overlap", PackageDatabaseReader.Read(PackageDatabaseKind.Rpm, file).Problem);
    }

    [TestMethod]
    public async Task Links_in_circles_and_folders_without_end_end()
    {
        var tar = new TestTar();
        for (int i = 0; i < 2000; i++)
        {
            tar.Entry($"l{i}", '2', link: $"l{(i + 1) % 2000}").Entry($"h{i}", '1', link: $"h{(i + 1) % 2000}");
        }

        string deep = string.Concat(Enumerable.Repeat("d/", 2000));
        byte[] bytes = tar.Entry("long", 'L', System.Text.Encoding.UTF8.GetBytes(deep)).Entry("d", '5').Entry("up", '2', link: "../../..").Entry("self", '2', link: "self/self").ToArray();
        long start = Stopwatch.GetTimestamp();

        FileTree tree = FileTree.Build([await TestTar.ScanAsync(bytes)], 0);

        Assert.IsFalse(tree.TryResolve("/l0", out _));
        Assert.IsFalse(tree.TryResolve("/self", out _));
        Assert.IsTrue(tree.TryResolve("/up/up/up", out FileVersion? root));
        Assert.AreEqual("/", root.Path);
        Assert.AreEqual(6003, tree.Visible.Length);
        Assert.IsTrue(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
    }

    private static async Task<OpenShiftException> RefusedAsync(byte[] blob, LayerScanLimits limits, long memory)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        OpenShiftException error = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => TestTar.ScanAsync(blob, MediaTypes.OciLayer, limits));

        Assert.AreEqual(ToolCodes.InvalidLayer, error.Code);
        Assert.IsTrue(GC.GetTotalAllocatedBytes(precise: true) - before < memory, $"{GC.GetTotalAllocatedBytes(precise: true) - before} bytes");
        Assert.IsTrue(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        return error;
    }
}
