using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Images.Assembly;

[TestClass]
public sealed class ImageAssemblerTests
{
    [TestMethod]
    [DataRow(false, null)]
    [DataRow(true, null)]
    [DataRow(false, "Docker")]
    [DataRow(true, "OCI")]
    public async Task The_image_is_valid_in_every_format(bool dockerBase, string? format)
    {
        using var folder = new TemporaryFolder();
        ProjectFacts facts = Facts(folder);
        AssembledImage assembled = await AssembleAsync(folder, facts with { Image = facts.Image with { Format = format } }, BaseImages.Create(docker: dockerBase));
        Assert.AreEqual((format ?? (dockerBase ? "Docker" : "OCI")) == "Docker" ? MediaTypes.DockerManifest : MediaTypes.OciManifest, assembled.Image.Descriptor.MediaType);
        await ImageValidator.ValidateAsync(assembled.Image);
        Image read = await OciLayout.ReadAsync(folder["out/image"], CancellationToken.None);
        Assert.AreEqual(assembled.Image.Digest, read.Digest);
    }

    [TestMethod]
    public async Task Equal_input_from_two_folders_gives_equal_bytes()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        Image first = (await AssembleAsync(one, Facts(one))).Image;
        ProjectFacts facts = Facts(two);
        File.SetLastWriteTimeUtc(facts.Files[0].Source, new DateTime(2020, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        Assert.AreEqual(first.Digest, (await AssembleAsync(two, facts)).Image.Digest);
    }

    [TestMethod]
    public async Task Nothing_is_compressed_or_fetched_twice_and_a_change_reaches_its_own_layer_alone()
    {
        using var folder = new TemporaryFolder();
        var blobs = new MemoryBlobs();
        Image baseImage = BaseImages.Create(blobs);
        AssembledImage first = await AssembleAsync(folder, Facts(folder), baseImage);
        int opened = blobs.Opened;
        AssembledImage second = await AssembleAsync(folder, Facts(folder), baseImage);
        Assert.IsTrue(second.Layers.All(l => l.Cached));
        Assert.AreEqual(opened, blobs.Opened);
        Assert.AreEqual(first.Image.Digest, second.Image.Digest);

        ProjectFacts changed = Facts(folder);
        File.WriteAllText(changed.Files.Single(f => f.Path == "Web.Api.dll").Source, "another");
        AssembledImage third = await AssembleAsync(folder, changed, baseImage);
        CollectionAssert.AreEqual(new[] { "writable folders:True", "packages:True", "content:True", "app:False" }, third.Layers.Select(l => l.Name + ":" + l.Cached).ToArray());
        await ImageValidator.ValidateAsync(third.Image);
    }

    [TestMethod]
    public async Task The_bases_links_are_followed_and_its_own_folders_left_alone()
    {
        using var folder = new TemporaryFolder();
        ProjectFacts facts = Facts(folder);
        facts = facts with { Image = facts.Image with { WritablePaths = [new WritablePath("/var/run/app"), new WritablePath("/tmp")], WorkingDirectory = "/var/app" } };
        AssembledImage assembled = await AssembleAsync(folder, facts);
        var layers = await ImageValidator.ValidateAsync(assembled.Image);
        CollectionAssert.AreEqual(new[] { "run/app/" }, layers[1].Select(e => e.Name).ToArray());
        Assert.AreEqual("var/app/", layers[^1][0].Name);
        CollectionAssert.AreEqual(new[] { "/tmp", "/var/run/app" }, assembled.Image.Config.Config.Volumes!.Keys.ToArray());
    }

    [TestMethod]
    public async Task Folders_that_a_base_layer_deletes_are_gone()
    {
        using var folder = new TemporaryFolder();
        byte[] tar = BaseImages.Tar(BaseImages.Folder("app/"), BaseImages.File("usr/x", ""));
        byte[] above = BaseImages.Tar(BaseImages.File(".wh.app", ""));
        var blobs = new MemoryBlobs();
        Image baseImage = BaseImages.Create(blobs, tar: tar);
        Image two = BaseImages.Create(blobs, tar: above);
        baseImage = baseImage with
        {
            Manifest = baseImage.Manifest with { Layers = [.. baseImage.Manifest.Layers, .. two.Manifest.Layers] },
            Config = baseImage.Config with { RootFs = new RootFileSystem { DiffIds = [Digest.Of(tar), Digest.Of(above)] } },
        };
        AssembledImage assembled = await AssembleAsync(folder, Facts(folder), baseImage);
        Assert.AreEqual("app/", (await ImageValidator.ValidateAsync(assembled.Image))[^1][0].Name);
    }

    [TestMethod]
    [DataRow(MediaTypes.OciLayerZstd)]
    [DataRow(MediaTypes.OciLayer)]
    public async Task Bases_in_other_compressions_serve(string layerType)
    {
        using var folder = new TemporaryFolder();
        await ImageValidator.ValidateAsync((await AssembleAsync(folder, Facts(folder), BaseImages.Create(layerType: layerType))).Image);
    }

    [TestMethod]
    public async Task A_zstd_base_cannot_become_a_docker_image()
    {
        using var folder = new TemporaryFolder();
        ProjectFacts facts = Facts(folder);
        await Failures.ExpectAsync(ToolCodes.InvalidManifest, () => AssembleAsync(folder, facts with { Image = facts.Image with { Format = "Docker" } }, BaseImages.Create(layerType: MediaTypes.OciLayerZstd)));
    }

    [TestMethod]
    public async Task A_corrupt_base_layer_stops_the_assembly_and_leaves_no_layout()
    {
        using var folder = new TemporaryFolder();
        var blobs = new MemoryBlobs();
        Image baseImage = BaseImages.Create(blobs);
        blobs.Contents[baseImage.Manifest.Layers[0].Digest][^1] ^= 1;
        await Failures.ExpectAsync(ToolCodes.CorruptBlob, () => AssembleAsync(folder, Facts(folder), baseImage));
        Assert.IsFalse(Directory.Exists(folder["out"]));
    }

    [TestMethod]
    public async Task A_base_layer_that_is_no_tar_is_reported()
    {
        using var folder = new TemporaryFolder();
        byte[] garbage = new byte[2048];
        new Random(2).NextBytes(garbage);
        await Failures.ExpectAsync(ToolCodes.InvalidLayer, () => AssembleAsync(folder, Facts(folder), BaseImages.Create(tar: garbage)));
    }

    [TestMethod]
    public async Task A_cancelled_assembly_leaves_the_layout_as_it_was()
    {
        using var folder = new TemporaryFolder();
        Image before = (await AssembleAsync(folder, Facts(folder))).Image;
        string[] files = Directory.GetFileSystemEntries(folder["out"]);
        using var cancelled = new CancellationTokenSource();
        var blobs = new MemoryBlobs { Delay = TimeSpan.FromSeconds(30) };
        Image slow = BaseImages.Create(blobs, tar: BaseImages.Tar(BaseImages.Folder("opt/")));
        Task<AssembledImage> assembly = AssembleAsync(folder, Facts(folder), slow, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => assembly);
        CollectionAssert.AreEquivalent(files, Directory.GetFileSystemEntries(folder["out"]));
        Assert.AreEqual(before.Digest, (await OciLayout.ReadAsync(folder["out/image"], CancellationToken.None)).Digest);
    }

    [TestMethod]
    public async Task A_missing_publish_file_stops_the_assembly()
    {
        using var folder = new TemporaryFolder();
        ProjectFacts facts = Facts(folder);
        File.Delete(facts.Files[0].Source);
        await Failures.ExpectAsync(ToolCodes.PublishFileUnreadable, () => AssembleAsync(folder, facts));
        Assert.IsFalse(Directory.Exists(folder["out/image"]));
    }

    [TestMethod]
    public async Task Blobs_of_the_layout_are_links_into_the_cache()
    {
        using var folder = new TemporaryFolder();
        Image image = (await AssembleAsync(folder, Facts(folder))).Image;
        string name = "blobs/sha256/" + image.Manifest.Layers[^1].Digest.Hex;
        File.SetLastWriteTimeUtc(folder["cache/" + name], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.AreEqual(2001, File.GetLastWriteTimeUtc(folder["out/image/" + name]).Year);
    }

    private static ProjectFacts Facts(TemporaryFolder folder)
    {
        ProjectFacts facts = Projects.Web(
            Projects.File(folder, "Web.Api.dll"),
            Projects.File(folder, "Dapper.dll", FileOrigin.Package),
            Projects.File(folder, "wwwroot/site.css", FileOrigin.Content));
        return facts with { Image = facts.Image with { WritablePaths = [new WritablePath("/data", VolumeKind.Claim)] } };
    }

    private static Task<AssembledImage> AssembleAsync(TemporaryFolder folder, ProjectFacts facts, Image? baseImage = null, CancellationToken cancellationToken = default) =>
        new ImageAssembler(BlobCache.Open(folder["cache"])).AssembleAsync(facts, baseImage ?? BaseImages.Create(), "example.com/base:1", folder["out/image"], null, cancellationToken);
}
