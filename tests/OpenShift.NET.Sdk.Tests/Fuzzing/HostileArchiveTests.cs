using System.Formats.Tar;
using System.IO.Compression;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Fuzzing;

/// <summary>Whole images on disk that nobody vouches for, judged from the file to the report.</summary>
[TestClass]
[DoNotParallelize]
public sealed class HostileArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("oci-archive")]
    [DataRow("docker-archive")]
    public async Task Damaged_archives_end_in_a_report_or_a_coded_error(string transport)
    {
        string file = _folder["image.tar"];
        await (transport == "oci-archive"
            ? OciArchive.WriteAsync(BaseImages.Create(), file, [], CancellationToken.None)
            : DockerArchive.WriteAsync(BaseImages.Create(), file, ["a/b:1"], CancellationToken.None));
        byte[] whole = await File.ReadAllBytesAsync(file);
        int judged = 0;

        await Fuzz.RunAsync(transport, 300, [whole], async input =>
        {
            await File.WriteAllBytesAsync(file, input);
            judged += await JudgeAsync($"{transport}:{file}") ? 1 : 0;
        });

        Assert.IsTrue(judged is > 0 and < 300, $"{judged} of 300 were judged.");
    }

    [TestMethod]
    public async Task Names_that_lead_out_of_an_archive_lead_nowhere()
    {
        string file = _folder["image.tar"];
        string outside = _folder["outside"];
        using (var tar = new TarWriter(File.Create(file)))
        {
            tar.WriteEntry(BaseImages.File("../outside", "x"));
            tar.WriteEntry(BaseImages.File("/index.json", "{}"));
            tar.WriteEntry(BaseImages.Link("index.json", "index.json"));
            tar.WriteEntry(BaseImages.Link("oci-layout", "../../../../etc/passwd"));
            tar.WriteEntry(BaseImages.Link("manifest.json", "/etc/passwd"));
        }

        Assert.IsFalse(await JudgeAsync("oci-archive:" + file));
        Assert.IsFalse(await JudgeAsync("docker-archive:" + file));
        Assert.IsFalse(File.Exists(outside));
    }

    [TestMethod]
    public async Task A_gzip_bomb_fills_no_disk()
    {
        string file = _folder["image.tar.gz"];
        await using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Optimal))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++)
            {
                await gzip.WriteAsync(zeros);
            }
        }

        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.InvalidArchive, () => LocalImageSource.Open(file).ResolveAsync(new Platform("linux", "amd64"), CancellationToken.None).AsTask());

        Assert.Contains("unpacks to more than 256 MiB, which no image of its size does", e.Message);
    }

    [TestMethod]
    public async Task What_is_no_archive_is_told_without_names_of_types()
    {
        string file = _folder["image.tar"];
        await File.WriteAllTextAsync(file, "no archive");

        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.InvalidArchive, () => LocalImageSource.Open(file).ResolveAsync(new Platform("linux", "amd64"), CancellationToken.None).AsTask());

        Assert.DoesNotContain("Exception", e.Message);
    }

    private async Task<bool> JudgeAsync(string image)
    {
        try
        {
            ImageCheckResult result = await new ImageCheck(new NoEnvironment()).RunAsync(
                new ImageCheckRequest { Image = image, Platform = new Platform("linux", "amd64"), CacheDirectory = _folder["cache"] }, null, CancellationToken.None);
            Assert.AreEqual(0, result.Report.CountOf(RuleStatus.Broken), string.Join('\n', result.Messages));
            return true;
        }
        catch (OpenShiftException)
        {
            // What a user reads.
            return false;
        }
    }

    private sealed class NoEnvironment : IEnvironment
    {
        public string HomeFolder => "";

        public string? Variable(string name) => null;
    }
}
