using System.Collections.Immutable;
using System.Formats.Tar;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.Dockerfiles.Export;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.Dockerfiles.Export;

/// <summary>A Dockerfile with its build context, as it is written.</summary>
[TestClass]
public sealed class ImageExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryBlobs _blobs = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task The_context_holds_every_file_with_its_content()
    {
        byte[] tar = new TestTar()
            .Entry("app/", '5', mode: 0b111_101_101)
            .Entry("app/App.dll", content: "code"u8.ToArray())
            .Entry("app/run", content: "program"u8.ToArray(), mode: 0b111_101_101)
            .Entry("app/secret", content: "private"u8.ToArray(), mode: 0b110_000_000, uid: 1001, gid: 1002)
            .Entry("app/secret2", '1', link: "app/secret")
            .Entry("app/empty", content: [])
            .Entry("app/copy", '1', link: "app/App.dll")
            .Entry("app/twice", content: "first"u8.ToArray())
            .Entry("app/twice", content: "second"u8.ToArray())
            .Entry("srv/", '5', mode: 0b10_111_111_101, gid: 7)
            .Entry("srv/link", '2', link: "/app")
            .Pax(("SCHILY.xattr.security.capability", "\u0001cap"))
            .Entry("bin/ping", content: "ping"u8.ToArray(), mode: 0b111_101_101)
            .Pax(("uid", "1000660000"))
            .Entry("srv/mine", content: "mine"u8.ToArray(), mode: 0b110_110_000)
            .ToArray();
        Image image = BaseImages.Create(_blobs, tar: tar);
        ImageExport export = await ExportAsync(image);
        await ImageExportWriter.WriteAsync(export, image, _folder["out"], CancellationToken.None);

        Assert.AreEqual("Dockerfile,files/app/App.dll,files/app/copy,files/app/empty,files/app/run,files/app/twice,rest.tar", Names(_folder["out"]));
        Assert.AreEqual("code", File.ReadAllText(_folder["out/files/app/App.dll"]));
        Assert.AreEqual("code", File.ReadAllText(_folder["out/files/app/copy"]));
        Assert.AreEqual("second", File.ReadAllText(_folder["out/files/app/twice"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual((UnixFileMode)0b110_100_100, File.GetUnixFileMode(_folder["out/files/app/App.dll"]));
            Assert.AreEqual((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_folder["out/files/app/run"]));
            Assert.AreEqual((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_folder["out/files/app"]));
        }

        LayerScan rest = await TestTar.ScanAsync(File.ReadAllBytes(_folder["out/rest.tar"]));
        Assert.AreEqual(
            "/app/secret 600 1001:1002 private|/app/secret2 600 1001:1002 private|/bin/ping 755 0:0 ping cap|/srv 2775 0:7 |/srv/link 777 0:0 >/app|/srv/mine 660 1000660000:0 mine",
            string.Join('|', rest.Files.Select(f => $"{f.Path} {Convert.ToString(f.Mode, 8)} {f.UserId}:{f.GroupId} {(f.Kind == FileKind.SymbolicLink ? ">" + f.LinkTarget : Of(f.ContentDigest))}{(f.HasCapabilities ? " cap" : "")}")));
        Assert.IsTrue(rest.Files.Single(static f => f.HasCapabilities).HasEffectiveCapabilities);
        Assert.IsNotNull(new TarReader(File.OpenRead(_folder["out/rest.tar"])).GetNextEntry());
    }

    [TestMethod]
    public async Task The_Dockerfile_is_read_back_and_begins_at_the_base_image_by_digest()
    {
        Image image = BaseImages.Create(_blobs);
        var baseImage = new BaseImage("Registry.example.com:5000/dotnet/aspnet:10.0", Digest.Of("base"u8), 0, BaseImages.Config with { Config = new ExecutionConfig() });
        ImageExport export = ImageExport.Of(image, await TreeAsync(image), ExportBase.Of(baseImage));
        var dockerfile = DockerfileReader.Read("Dockerfile", export.Dockerfile());
        DockerfileStage stage = dockerfile.Stages.Single();
        Assert.AreEqual($"Registry.example.com:5000/dotnet/aspnet@{Digest.Of("base"u8)}", stage.Base);
        Assert.Contains("--platform=linux/amd64", stage.From.Flags);
        Assert.AreEqual("COPY ADD ENV ENV ENV LABEL LABEL LABEL", string.Join(' ', stage.Instructions.Select(static i => i.Keyword)));
        Assert.StartsWith($"# Gives the image {image.Digest}: ", export.Dockerfile());
        Assert.IsNull(ExportBase.Of(null));
    }

    [TestMethod]
    public async Task Removals_are_done_as_root_and_the_user_comes_back()
    {
        LayerScan below = TestLayer.Of(TestLayer.Folder("/bin"), TestLayer.File("/bin/rm"), TestLayer.Folder("/etc"), TestLayer.File("/etc/a \"$b"));
        FileTree tree = FileTree.Build([below, TestLayer.Of([], ["/etc/a \"$b"])], 1);
        Image image = BaseImages.Create(_blobs);
        image = image with { Config = image.Config with { Config = new ExecutionConfig { User = "1001" } } };
        string text = ImageExport.Of(image, tree, new ExportBase("r/x@sha256:0", 1, new ExecutionConfig { User = "1001" })).Dockerfile();
        Assert.Contains("USER 0\nRUN [\"rm\", \"-rf\", \"--\", \"/etc/a \\\"$b\"]\nUSER 1001\n", text);
        await Task.CompletedTask;
    }

    [TestMethod]
    public async Task A_platform_that_is_none_says_no_instruction()
    {
        Image image = BaseImages.Create(_blobs, BaseImages.Config with { Architecture = "amd64\nRUN evil" });
        Assert.DoesNotContain(static l => l.StartsWith("RUN", StringComparison.Ordinal), (await ExportAsync(image)).Dockerfile().Split('\n'));
    }

    [TestMethod]
    public async Task What_is_there_is_not_written_over()
    {
        Image image = BaseImages.Create(_blobs);
        ImageExport export = await ExportAsync(image);
        _folder.Write("mine/Dockerfile", "FROM mine");
        _folder.Write("file", "x");
        foreach (string name in (string[])["mine", "file"])
        {
            OpenShiftException refused = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ImageExportWriter.WriteAsync(export, image, _folder[name], CancellationToken.None));
            Assert.AreEqual(ToolCodes.OutputFolderOccupied, refused.Code);
        }

        Assert.AreEqual("FROM mine", File.ReadAllText(_folder["mine/Dockerfile"]));
        Assert.AreEqual("Dockerfile", Names(_folder["mine"]));

        Directory.CreateDirectory(_folder["empty"]);
        await ImageExportWriter.WriteAsync(export, image, _folder["empty"], CancellationToken.None);
        Assert.AreEqual("Dockerfile,files/usr/bin/dotnet,rest.tar", Names(_folder["empty"]));
        Assert.IsEmpty(Directory.EnumerateDirectories(_folder["empty"], "context*"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task What_ends_half_way_leaves_nothing(bool isThere)
    {
        Image image = BaseImages.Create(_blobs);
        ImageExport export = await ExportAsync(image);
        string folder = _folder["out"];
        if (isThere)
        {
            Directory.CreateDirectory(folder);
        }

        using var cancelled = new CancellationTokenSource();
        var slow = new CancellingBlobs(_blobs, cancelled);
        await Assert.ThrowsAsync<OperationCanceledException>(() => ImageExportWriter.WriteAsync(export, image with { Blobs = slow }, folder, cancelled.Token));
        Assert.AreEqual(isThere, Directory.Exists(folder));
        Assert.IsFalse(isThere && Directory.EnumerateFileSystemEntries(folder).Any());
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(_folder.Path).Where(static e => e.Contains(".tmp-", StringComparison.Ordinal)));

        Digest layer = image.Manifest.Layers[0].Digest;
        _blobs.Contents[layer] = [.. _blobs.Contents[layer][..^20], .. new byte[20]];
        OpenShiftException damaged = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ImageExportWriter.WriteAsync(export, image, folder, CancellationToken.None));
        Assert.IsTrue(damaged.Code is ToolCodes.InvalidLayer or "OSC0041", damaged.Code);
        Assert.AreEqual(isThere, Directory.Exists(folder));
    }

    [TestMethod]
    public async Task A_folder_that_cannot_be_written_is_told()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Image image = BaseImages.Create(_blobs);
        ImageExport export = await ExportAsync(image);
        OpenShiftException refused = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ImageExportWriter.WriteAsync(export, image, "/proc/openshift/context", CancellationToken.None));
        Assert.AreEqual(ToolCodes.OutputNotWritable, refused.Code);
    }

    [TestMethod]
    public async Task A_Dockerfile_with_secrets_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Image image = BaseImages.Create(_blobs, BaseImages.Config with { Config = new ExecutionConfig { Env = ["DB_PASSWORD=s3cr3t-v4lue"] } });
        await ImageExportWriter.WriteAsync(await ExportAsync(image), image, _folder["out"], CancellationToken.None);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["out/Dockerfile"]));
        Assert.Contains("s3cr3t-v4lue", File.ReadAllText(_folder["out/Dockerfile"]));
    }

    private static string Of(Digest? content) => ((string[])["private", "ping", "mine"]).FirstOrDefault(t => content == Digest.Of(System.Text.Encoding.UTF8.GetBytes(t))) ?? "";

    private static string Names(string folder) => string.Join(',', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal));

    private static async Task<ImageExport> ExportAsync(Image image) => ImageExport.Of(image, await TreeAsync(image), null);

    private static async Task<FileTree> TreeAsync(Image image)
    {
        Stream content = await image.Blobs.OpenAsync(image.Manifest.Layers[0], CancellationToken.None);
        await using (content)
        {
            return FileTree.Build([await LayerScanner.ScanAsync(content, image.Manifest.Layers[0], image.Config.RootFs.DiffIds[0], null, CancellationToken.None)], 0);
        }
    }

    private sealed class CancellingBlobs(MemoryBlobs blobs, CancellationTokenSource cancelled) : OpenShift.NET.Sdk.Images.Blobs.IBlobSource
    {
        public async ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
        {
            Stream stream = await blobs.OpenAsync(blob, cancellationToken);
            await cancelled.CancelAsync();
            return stream;
        }
    }
}
