using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Tests.Images.Stores;

[TestClass]
public sealed class LocalImageSourceTests
{
    private static readonly Platform Amd64 = new("linux", "amd64");
    private static readonly CancellationToken None = CancellationToken.None;

    // A history is what the validator asks for and the shared base leaves out.
    private static Image Sample() => BaseImages.Create(config: BaseImages.Config with { History = [new HistoryEntry { CreatedBy = "test" }] });

    [TestMethod]
    [DataRow("layout")]
    [DataRow("oci.tar")]
    public async Task What_is_written_is_read_back_bit_for_bit(string name)
    {
        using var folder = new TemporaryFolder();
        Image image = Sample();
        await (name == "layout" ? OciLayout.WriteAsync(image, folder[name], [], None) : OciArchive.WriteAsync(image, folder[name], ["shop/web:1"], None));
        Image read = await LocalImageSource.Open(folder[name]).ResolveAsync(Amd64, None);
        Assert.AreEqual(image.Digest, read.Digest);
        await ImageValidator.ValidateAsync(read);
    }

    [TestMethod]
    public async Task A_docker_archive_gives_the_same_configuration_and_layers()
    {
        using var folder = new TemporaryFolder();
        Image image = Sample();
        await DockerArchive.WriteAsync(image, folder["docker.tar"], ["shop/web:1", "shop/web:2"], None);
        Image read = await LocalImageSource.Open(folder["docker.tar"] + "#shop/web:2").ResolveAsync(Amd64, None);
        Assert.AreEqual(image.Manifest.Config.Digest, read.Manifest.Config.Digest);
        Assert.AreEqual(image.Manifest.Layers[0].Digest, read.Manifest.Layers[0].Digest);
        Assert.AreEqual(MediaTypes.OciLayerGzip, read.Manifest.Layers[0].MediaType);
        await Failures.ExpectAsync(ToolCodes.BaseImageNotFound, async () => await LocalImageSource.Open(folder["docker.tar"] + "#other").ResolveAsync(Amd64, None));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_classic_docker_archive_with_links_is_read_gzipped_or_not(bool gzip)
    {
        using var folder = new TemporaryFolder();
        ImageConfig config = BaseImages.Config with { RootFs = new RootFileSystem { DiffIds = [Digest.Of(BaseImages.DefaultLayer), Digest.Of(BaseImages.DefaultLayer)] } };
        byte[] tar = BaseImages.Tar(
            BaseImages.Folder("b/"),
            BaseImages.Link("b/layer.tar", "../a/layer.tar"),
            new PaxTarEntry(TarEntryType.RegularFile, "a/layer.tar") { DataStream = new MemoryStream(BaseImages.DefaultLayer) },
            BaseImages.File("config.json", Encoding.UTF8.GetString(ImageJson.Write(config))),
            BaseImages.File("manifest.json", """[{"Config":"config.json","RepoTags":null,"Layers":["a/layer.tar","b/layer.tar"]}]"""));
        Image read = await LocalImageSource.Open(folder.Write("image.tar.gz", gzip ? BaseImages.Gzip(tar) : tar)).ResolveAsync(Amd64, None);
        Assert.AreEqual(MediaTypes.OciLayer, read.Manifest.Layers[1].MediaType);
        CollectionAssert.AreEqual(BaseImages.DefaultLayer, await ImageValidator.ReadAsync(read, read.Manifest.Layers[1]));
    }

    [TestMethod]
    public async Task Archives_of_one_image_have_one_content()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["1", "2"])
        {
            await OciArchive.WriteAsync(Sample(), folder["oci" + name], ["shop/web:1"], None);
            await DockerArchive.WriteAsync(Sample(), folder["docker" + name], ["shop/web:1"], None);
            await Task.Delay(5, None);
        }

        CollectionAssert.AreEqual(File.ReadAllBytes(folder["oci1"]), File.ReadAllBytes(folder["oci2"]));
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["docker1"]), File.ReadAllBytes(folder["docker2"]));
    }

    [TestMethod]
    public async Task An_index_of_several_platforms_gives_the_one_asked_for()
    {
        using var folder = new TemporaryFolder();
        (string path, Image arm) = await WriteIndexAsync(folder);
        Assert.AreEqual(arm.Digest, (await LocalImageSource.Open(path).ResolveAsync(new Platform("linux", "arm64"), None)).Digest);
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.PlatformNotFound, async () => await LocalImageSource.Open(path).ResolveAsync(new Platform("linux", "s390x"), None));
        Assert.Contains("linux/amd64, linux/arm64", failure.Seen);
    }

    [TestMethod]
    public async Task A_single_image_of_another_platform_is_refused()
    {
        using var folder = new TemporaryFolder();
        await OciLayout.WriteAsync(Sample(), folder["layout"], [], None);
        await Failures.ExpectAsync(ToolCodes.PlatformNotFound, async () => await LocalImageSource.Open(folder["layout"]).ResolveAsync(new Platform("linux", "s390x"), None));
    }

    [TestMethod]
    public async Task Several_images_need_a_name()
    {
        using var folder = new TemporaryFolder();
        Image one = Sample();
        Image two = BaseImages.Create(config: BaseImages.Config with { Created = "2026-02-02T00:00:00Z" });
        await OciLayout.WriteAsync(one, folder["layout"], ["one"], None);
        await OciLayout.WriteAsync(two, folder["second"], ["two"], None);
        foreach (string blob in Directory.GetFiles(folder["second/blobs/sha256"]))
        {
            File.Copy(blob, Path.Combine(folder["layout/blobs/sha256"], Path.GetFileName(blob)), overwrite: true);
        }

        ImmutableArray<Descriptor> manifests = [.. ((string[])["layout", "second"]).SelectMany(n => ImageJson.ReadIndex(File.ReadAllBytes(folder[n + "/index.json"]), n).Manifests)];
        File.WriteAllBytes(folder["layout/index.json"], ImageJson.Write(new ImageIndex { Manifests = manifests }));
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.InvalidArchive, async () => await LocalImageSource.Open(folder["layout"]).ResolveAsync(Amd64, None));
        Assert.Contains("one, two", failure.Seen);
        LocalImageSource named = LocalImageSource.Open(folder["layout"] + "#two");
        Assert.AreEqual("two", named.Name);
        Assert.AreEqual(two.Digest, (await named.ResolveAsync(Amd64, None)).Digest);
    }

    [TestMethod]
    public void A_path_with_nothing_there_is_reported()
    {
        using var folder = new TemporaryFolder();
        Failures.Expect(ToolCodes.BaseImageNotFound, () => LocalImageSource.Open(folder["nothing.tar"]));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("no archive at all")]
    public async Task Garbage_is_reported(string content)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("image.tar", content.PadRight(content.Length * 100, '!'));
        await Failures.ExpectAsync(ToolCodes.InvalidArchive, async () => await LocalImageSource.Open(path).ResolveAsync(Amd64, None));
        await Failures.ExpectAsync(ToolCodes.InvalidArchive, async () => await LocalImageSource.Open(folder.Path).ResolveAsync(Amd64, None));
    }

    [TestMethod]
    [DataRow(100)]
    [DataRow(700)]
    [DataRow(2000)]
    [DataRow(-1500)]
    public async Task A_truncated_archive_is_reported(int length)
    {
        using var folder = new TemporaryFolder();
        await OciArchive.WriteAsync(Sample(), folder["whole.tar"], [], None);
        byte[] whole = File.ReadAllBytes(folder["whole.tar"]);
        string path = folder.Write("cut.tar", whole[..(length < 0 ? whole.Length + length : length)]);
        await Failures.ExpectAsync(ToolCodes.InvalidArchive, async () => await LocalImageSource.Open(path).ResolveAsync(Amd64, None));
    }

    [TestMethod]
    public async Task A_gzip_that_ends_too_early_is_reported()
    {
        using var folder = new TemporaryFolder();
        byte[] packed = BaseImages.Gzip(BaseImages.DefaultLayer);
        string path = folder.Write("cut.tar.gz", packed[..(packed.Length / 2)]);
        await Failures.ExpectAsync(ToolCodes.InvalidArchive, async () => await LocalImageSource.Open(path).ResolveAsync(Amd64, None));
    }

    [TestMethod]
    public async Task A_name_that_leads_out_of_the_archive_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("evil.tar", BaseImages.Tar(BaseImages.File("blobs/../../etc/passwd", "root")));
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.InvalidArchive, async () => await LocalImageSource.Open(path).ResolveAsync(Amd64, None));
        Assert.Contains("leads out", failure.Seen);
    }

    [TestMethod]
    public async Task A_changed_blob_of_a_layout_is_found_when_it_is_read()
    {
        using var folder = new TemporaryFolder();
        Image image = Sample();
        await OciLayout.WriteAsync(image, folder["layout"], [], None);
        string blob = folder["layout/blobs/sha256/" + image.Manifest.Layers[0].Digest.Hex];
        byte[] content = File.ReadAllBytes(blob);
        content[^1] ^= 1;
        File.WriteAllBytes(blob, content);
        Image read = await LocalImageSource.Open(folder["layout"]).ResolveAsync(Amd64, None);
        await Failures.ExpectAsync(ToolCodes.CorruptBlob, () => ImageValidator.ReadAsync(read, read.Manifest.Layers[0]));
    }

    [TestMethod]
    public async Task Output_that_cannot_be_written_is_reported_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "in the way");
        await Failures.ExpectAsync(ToolCodes.OutputNotWritable, async () => await OciArchive.WriteAsync(Sample(), folder["file/image.tar"], [], None));
        await Failures.ExpectAsync(ToolCodes.OutputNotWritable, async () => await OciLayout.WriteAsync(Sample(), folder["file/layout"], [], None));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    private static async Task<(string Path, Image Arm)> WriteIndexAsync(TemporaryFolder folder)
    {
        Image amd = Sample();
        Image arm = BaseImages.Create((MemoryBlobs)amd.Blobs, BaseImages.Config with { Architecture = "arm64" });
        await OciLayout.WriteAsync(amd, folder["multi"], [], None);
        byte[] index = ImageJson.Write(new ImageIndex { Manifests = [amd.Descriptor with { Platform = amd.Config.Platform }, arm.Descriptor with { Platform = arm.Config.Platform }] });
        foreach (byte[] blob in ((MemoryBlobs)amd.Blobs).Contents.Values.Append(index))
        {
            folder.Write("multi/blobs/sha256/" + Digest.Of(blob).Hex, blob);
        }

        File.WriteAllBytes(folder["multi/index.json"], ImageJson.Write(new ImageIndex { Manifests = [new Descriptor(MediaTypes.OciIndex, Digest.Of(index), index.Length)] }));
        return (folder["multi"], arm);
    }
}
