using System.IO.Compression;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Tests.Images.Elf;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

/// <summary>What one layer may take, many layers may not take together.</summary>
[TestClass]
public sealed class ImageScanLimitsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Entries_names_and_layers_of_all_layers_count_together(bool kept)
    {
        Image image = Of(static i => new TestTar().Entry($"a{i}").Entry("b").ToArray(), 3);
        var cache = new LayerScanCache(kept ? _folder["scans"] : "/proc/none");
        FileTree tree = await cache.ReadTreeAsync(image, 0, new ImageScanLimits { Entries = 6, NameCharacters = 15, Layers = 3 }, CancellationToken.None);
        Assert.AreEqual(3, tree.Versions("/b").Length);

        await RefusedAsync(cache, image, new ImageScanLimits { Entries = 5 }, "more than 5 entries in its layers");
        await RefusedAsync(cache, image, new ImageScanLimits { NameCharacters = 14 }, "names of more than 14 characters");
        await RefusedAsync(cache, image, new ImageScanLimits { Layers = 2 }, "has 3 layers, more than the 2");
    }

    [TestMethod]
    public async Task Bytes_beyond_the_ratio_count_together()
    {
        Image image = Of(static i => TestTar.Gzip(new TestTar().Entry($"zeros{i}", content: new byte[1 << 20]).ToArray()), 3);
        var cache = new LayerScanCache(_folder["scans"]);

        await RefusedAsync(cache, image, new ImageScanLimits { Ratio = 20, BeyondRatio = 2 << 20 }, "2 MiB more than 20 times its size");
        _ = await new LayerScanCache("/proc/none").ReadTreeAsync(image, 0, new ImageScanLimits { Ratio = 20, BeyondRatio = 3 << 20 }, CancellationToken.None);
    }

    [TestMethod]
    public async Task Texts_of_the_lowest_layers_are_kept_the_same_every_time()
    {
        Image image = Of(static i => new TestTar().Entry($"run{i}.sh", content: "#!/bin/sh\n"u8.ToArray()).ToArray(), 4);
        for (int i = 0; i < 3; i++)
        {
            FileTree tree = await new LayerScanCache(_folder["scans"]).ReadTreeAsync(image, 0, new ImageScanLimits { TextCharacters = 25 }, CancellationToken.None);
            Assert.AreEqual("True True False False", string.Join(' ', Enumerable.Range(0, 4).Select(n => tree.Find($"/run{n}.sh")!.File.Text is not null)));
        }
    }

    [TestMethod]
    public async Task Packages_of_higher_layers_are_left_out_with_a_reason()
    {
        Image image = Of(static i => new TestTar().Entry($"app{i}.deps.json", content: "{\"libraries\":{\"A/1\":{\"type\":\"package\"},\"B/1\":{\"type\":\"package\"}}}"u8.ToArray()).ToArray(), 2);
        FileTree tree = await new LayerScanCache(_folder["scans"]).ReadTreeAsync(image, 0, new ImageScanLimits { Packages = 3 }, CancellationToken.None);
        Assert.IsNull(tree.Find("/app0.deps.json")!.File.Packages!.Problem);
        Assert.AreEqual("names more packages, together with the others of its image, than are kept", tree.Find("/app1.deps.json")!.File.Packages!.Problem);
    }

    [TestMethod]
    public async Task Assemblies_of_higher_layers_are_left_out_with_a_reason()
    {
        byte[] listed = "{\"targets\":{\"t\":{\"A/1\":{\"runtime\":{\"a.dll\":{},\"b.dll\":{}}}}}}"u8.ToArray();
        Image image = Of(i => new TestTar().Entry($"app{i}.deps.json", content: listed).ToArray(), 2);

        // Two names of five characters and 32 for their objects, and the library once.
        FileTree tree = await new LayerScanCache(_folder["scans"]).ReadTreeAsync(image, 0, new ImageScanLimits { PackageCharacters = 2 * 93 - 1 }, CancellationToken.None);
        Assert.AreEqual(2, tree.Find("/app0.deps.json")!.File.Packages!.Assemblies.Length);
        Assert.IsEmpty(tree.Find("/app1.deps.json")!.File.Packages!.Assemblies);
        Assert.AreEqual("lists more packages and assemblies, together with the others of its image, than are kept", tree.Find("/app1.deps.json")!.File.Packages!.Problem);

        byte[] one = new TestTar().Entry("a.deps.json", content: listed).Entry("b.deps.json", content: listed).ToArray();
        LayerScan scan = await TestTar.ScanAsync(one, limits: new LayerScanLimits { PackageCharacters = 2 * 93 - 1 });
        Assert.AreEqual(" lists more packages and assemblies, together with the others of its layer, than are kept", string.Join(' ', scan.Files.Select(static f => f.Packages!.Problem)));
    }

    [TestMethod]
    public async Task What_programs_of_higher_layers_need_is_left_out_and_said_to_be_unknown()
    {
        byte[] elf = SyntheticElf.Library("libc.so.6").ToBytes();
        byte[] assembly = ImportingAssembly.Build(["sensors"]);
        Image image = Of(i => new TestTar().Entry($"{i}.dll", content: assembly).Entry($"{i}.so", content: elf).ToArray(), 2);

        // 7 and 9 characters, and 16 for the object of each.
        FileTree tree = await new LayerScanCache(_folder["scans"]).ReadTreeAsync(image, 0, new ImageScanLimits { BinaryCharacters = 48 }, CancellationToken.None);
        Assert.AreEqual("libc.so.6", tree.Find("/0.so")!.File.Elf!.Needed.Single());
        Assert.AreEqual("sensors", tree.Find("/0.dll")!.File.NativeImports.Single());
        Assert.IsTrue(tree.Find("/1.so")!.File.Elf is { IsPartial: true, Needed.IsEmpty: true });
        Assert.IsEmpty(tree.Find("/1.dll")!.File.NativeImports);
    }

    [TestMethod]
    public async Task Folders_that_nobody_wrote_down_count_by_their_paths()
    {
        LayerScan scan = await TestTar.ScanAsync(new TestTar().Entry("a/b/c/d/e/f").ToArray());
        Assert.AreEqual(7, FileTree.Build([scan], 0, new ImageScanLimits { NameCharacters = 60 }).Visible.Length);

        // "/a" to "/a/b/c/d/e" are 30 characters.
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => FileTree.Build([scan], 0, new ImageScanLimits { NameCharacters = 58 }));
        Assert.AreEqual(ToolCodes.ImageTooLarge, e.Code);
        Assert.AreEqual(ToolCodes.ImageTooLarge, Assert.ThrowsExactly<OpenShiftException>(() => FileTree.Build([scan], 0, new ImageScanLimits { Entries = 8 })).Code);
    }

    [TestMethod]
    public async Task A_path_that_no_tool_writes_so_often_is_refused()
    {
        var tar = new TestTar();
        for (int i = 0; i < 100; i++)
        {
            tar.Entry("a", content: BitConverter.GetBytes(i));
        }

        Assert.AreEqual(100, (await TestTar.ScanAsync(tar.ToArray())).Files.Length);
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.InvalidLayer, () => TestTar.ScanAsync(tar.Entry("a").ToArray()));
        Assert.Contains("more than 100 entries of one path", e.Message);
    }

    [TestMethod]
    public async Task Versions_of_one_layer_are_found_among_those_of_others()
    {
        LayerScan scan = await TestTar.ScanAsync(new TestTar().Entry("a", content: [1]).Entry("a", content: [2]).ToArray());
        LayerScan none = await TestTar.ScanAsync(new TestTar().Entry("b").ToArray());
        FileTree tree = FileTree.Build([scan, none, scan], 0);
        Assert.AreEqual("2 0 2 0", $"{tree.VersionsIn("/a", 0).Length} {tree.VersionsIn("/a", 1).Length} {tree.VersionsIn("/a", 2).Length} {tree.VersionsIn("/c", 0).Length}");
        Assert.IsTrue(tree.VersionsIn("/a", 2).ToArray().All(static v => v.LayerIndex == 2));
        Assert.AreEqual("0 2 2 ", string.Join(' ', tree.Versions("/a").Select(static v => v.HiddenInLayer)));
    }

    [TestMethod]
    public async Task A_chain_of_hard_links_longer_than_any_counts_to_its_end()
    {
        var tar = new TestTar();
        for (int i = 0; i < 5000; i++)
        {
            tar.Entry($"l{i}", '1', link: $"l{i + 1}");
        }

        LayerScan scan = await TestTar.ScanAsync(tar.Entry("l5000", content: [7]).ToArray());
        Assert.IsTrue(scan.Files.All(static f => f.Size == 1 && f.ContentDigest is not null));
    }

    private static async Task RefusedAsync(LayerScanCache cache, Image image, ImageScanLimits limits, string says)
    {
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.ImageTooLarge, () => cache.ReadTreeAsync(image, 0, limits, CancellationToken.None));
        Assert.Contains(says, e.Message);
    }

    private static byte[] Unpacked(byte[] stored)
    {
        var result = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress))
        {
            gzip.CopyTo(result);
        }

        return result.ToArray();
    }

    private static Image Of(Func<int, byte[]> layer, int count)
    {
        var blobs = new MemoryBlobs();
        var layers = new List<Descriptor>();
        var diffIds = new List<Digest>();
        for (int i = 0; i < count; i++)
        {
            byte[] stored = layer(i);
            layers.Add(blobs.Add(MediaTypes.OciLayer, stored));
            diffIds.Add(Digest.Of(stored is [0x1F, 0x8B, ..] ? Unpacked(stored) : stored));
        }

        var config = new ImageConfig { Architecture = "amd64", Os = "linux", RootFs = new RootFileSystem { DiffIds = [.. diffIds] } };
        byte[] configBytes = ImageJson.Write(config);
        var manifest = new ImageManifest { Config = new Descriptor(MediaTypes.OciConfig, Digest.Of(configBytes), configBytes.Length), Layers = [.. layers] };
        byte[] manifestBytes = ImageJson.Write(manifest);
        return new Image(new Descriptor(MediaTypes.OciManifest, Digest.Of(manifestBytes), manifestBytes.Length), manifestBytes, manifest, configBytes, config, blobs);
    }
}
