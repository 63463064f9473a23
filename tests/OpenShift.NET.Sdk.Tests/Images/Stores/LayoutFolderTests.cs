using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Tests.Images.Stores;

/// <summary>Which folders a layout is written into, and what becomes of what lies there.</summary>
[TestClass]
public sealed class LayoutFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Image _first = BaseImages.Create();
    private readonly Image _second = BaseImages.Create(tar: BaseImages.Tar(BaseImages.Folder("opt/")));

    private string Layout => _folder["layout"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task A_folder_that_somebody_else_filled_is_refused_before_anything_is_touched()
    {
        _folder.Write("layout/Shop.csproj", "<Project />");
        _folder.Write("layout/src/Program.cs", "main");
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => WriteAsync(_first));
        Assert.Contains("Shop.csproj, src", failure.Seen);
        CollectionAssert.AreEquivalent(new[] { "Shop.csproj", "src" }, Names(Layout));
        Assert.AreEqual("main", File.ReadAllText(_folder["layout/src/Program.cs"]));
    }

    [TestMethod]
    public async Task A_layout_of_another_program_is_refused()
    {
        await WriteAsync(_first);
        File.Delete(Path.Combine(Layout, LayoutRecord.FileName));
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => WriteAsync(_second));
        Assert.Contains("is an OCI layout that OpenShift.NET.Sdk did not write", failure.Seen);
        Assert.AreEqual(_first.Digest, await ReadAsync());
    }

    [TestMethod]
    public async Task A_layout_that_another_program_has_added_an_image_to_is_refused()
    {
        await WriteAsync(_first);
        string index = Path.Combine(Layout, "index.json");
        File.WriteAllText(index, File.ReadAllText(index) + "\n");
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => WriteAsync(_second));
        Assert.Contains("index.json another program has changed", failure.Seen);
        Assert.AreEqual(_first.Digest, await ReadAsync());
    }

    [TestMethod]
    public async Task An_own_layout_is_replaced_and_what_others_put_beside_it_stays()
    {
        await WriteAsync(_first);
        _folder.Write("layout/notes.txt", "mine");
        _folder.Write("layout/blobs/sha256/mine", "too");
        await WriteAsync(_second);
        Assert.AreEqual(_second.Digest, await ReadAsync());
        Assert.AreEqual("mine", File.ReadAllText(_folder["layout/notes.txt"]));
        Assert.AreEqual("too", File.ReadAllText(_folder["layout/blobs/sha256/mine"]));
        Assert.IsFalse(File.Exists(_folder["layout/blobs/sha256/" + _first.Digest.Hex]), "nothing is left of the first image");
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Except(["layout"]));
    }

    [TestMethod]
    public async Task An_empty_folder_is_filled_and_a_link_to_it_stays()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(Layout, "real");
        await WriteAsync(_first);
        await WriteAsync(_second);
        Assert.AreEqual("real", new DirectoryInfo(Layout).LinkTarget);
        Assert.AreEqual(_second.Digest, await ReadAsync());
    }

    [TestMethod]
    public async Task A_write_that_fails_leaves_the_folder_as_it_was()
    {
        Image broken = _first with { Blobs = new MemoryBlobs() };
        Directory.CreateDirectory(Layout);
        await Assert.ThrowsAsync<Exception>(() => WriteAsync(broken));
        Assert.IsEmpty(Directory.GetFileSystemEntries(Layout));

        await WriteAsync(_second);
        string[] before = Directory.GetFileSystemEntries(Layout, "*", SearchOption.AllDirectories);
        await Assert.ThrowsAsync<Exception>(() => WriteAsync(broken));
        CollectionAssert.AreEquivalent(before, Directory.GetFileSystemEntries(Layout, "*", SearchOption.AllDirectories));
        Assert.AreEqual(_second.Digest, await ReadAsync());

        Directory.Delete(Layout, recursive: true);
        await Assert.ThrowsAsync<Exception>(() => WriteAsync(broken));
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [TestMethod]
    public async Task What_a_killed_publish_left_is_cleaned_up_by_the_next()
    {
        await WriteAsync(_first);
        string abandoned = new('a', 64);
        _folder.Write("layout/blobs/sha256/" + abandoned, "of a publish that was killed");
        LayoutRecord record = LayoutRecord.TryRead(Layout)!;
        File.WriteAllBytes(Path.Combine(Layout, LayoutRecord.FileName), record.With(new LayoutRecord([new string('b', 64)], [abandoned])).Write());
        await WriteAsync(_second);
        Assert.AreEqual(_second.Digest, await ReadAsync());
        Assert.IsFalse(File.Exists(_folder["layout/blobs/sha256/" + abandoned]));
    }

    [TestMethod]
    public async Task What_a_killed_publish_left_under_temporary_names_is_no_reason_to_refuse_and_goes()
    {
        string guid = Guid.NewGuid().ToString("N");
        string[] left = ["layout/.openshift-net-sdk.tmp-" + guid, $"layout.tmp-{guid}/blobs/sha256/{new string('a', 64)}", $"layout/blobs/sha256/{new string('b', 64)}.tmp-{guid}", "layout/index.json.tmp-" + guid];
        Abandon(left[0], left[1]);
        await WriteAsync(_first);
        Assert.IsFalse(File.Exists(_folder[left[0]]));
        Assert.IsTrue(Directory.Exists(_folder["layout.tmp-" + guid]), "beside a folder that is there nothing is written");

        Abandon(left[2], left[3]);
        string[] others = ["layout/index.json.tmp-1", $"layout/blobs/sha256/mine.tmp-{guid}", "layout/notes.tmp-" + guid];
        Abandon(others);
        string working = $"layout/blobs/sha256/{new string('c', 64)}.tmp-{guid}";
        File.SetLastWriteTimeUtc(_folder.Write(working, "of a publish that runs"), DateTime.UtcNow);
        await WriteAsync(_second);
        Assert.AreEqual(_second.Digest, await ReadAsync());
        Assert.IsFalse(left[2..].Any(f => File.Exists(_folder[f])));
        Assert.IsTrue(others.Append(working).All(f => File.Exists(_folder[f])));

        Directory.Delete(Layout, recursive: true);
        await WriteAsync(_first);
        CollectionAssert.AreEqual(new[] { "layout" }, Names(_folder.Path));
    }

    [TestMethod]
    [DataRow("blob ../../../notes.txt")]
    [DataRow("index /etc/passwd")]
    [DataRow("file notes.txt")]
    public async Task A_record_that_names_anything_but_blobs_is_not_believed(string line)
    {
        await WriteAsync(_first);
        _folder.Write("notes.txt", "mine");
        File.AppendAllText(Path.Combine(Layout, LayoutRecord.FileName), line + "\n");
        await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => WriteAsync(_second));
        Assert.IsTrue(File.Exists(_folder["notes.txt"]));
    }

    [TestMethod]
    public async Task In_the_stage_folder_a_layout_of_an_earlier_version_is_taken_over_and_anything_else_is_refused()
    {
        await WriteAsync(_first);
        File.Delete(Path.Combine(Layout, LayoutRecord.FileName));
        await OciLayout.WriteStageAsync(_second, Layout, [], CancellationToken.None);
        Assert.AreEqual(_second.Digest, await ReadAsync());
        Assert.IsFalse(File.Exists(_folder["layout/blobs/sha256/" + _first.Digest.Hex]));
        OciLayout.DeleteStage(Layout);
        Assert.IsFalse(Directory.Exists(Layout));
        OciLayout.DeleteStage(Layout);

        _folder.Write("layout/holiday.jpg", "mine");
        await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => OciLayout.WriteStageAsync(_first, Layout, [], CancellationToken.None).AsTask());
        Failures.Expect(ToolCodes.OutputFolderOccupied, () => OciLayout.DeleteStage(Layout));
        Assert.IsTrue(File.Exists(_folder["layout/holiday.jpg"]));
    }

    private void Abandon(params string[] files)
    {
        DateTime then = DateTime.UtcNow.AddDays(-1);
        foreach (string file in files)
        {
            string path = _folder.Write(file, "left");
            File.SetLastWriteTimeUtc(path, then);
            for (string? folder = Path.GetDirectoryName(path); folder?.Contains(".tmp-", StringComparison.Ordinal) == true; folder = Path.GetDirectoryName(folder))
            {
                Directory.SetLastWriteTimeUtc(folder, then);
            }
        }
    }

    private Task WriteAsync(Image image) => OciLayout.WriteAsync(image, Layout, ["1"], CancellationToken.None).AsTask();

    private async Task<Digest> ReadAsync() => (await OciLayout.ReadAsync(Layout, CancellationToken.None)).Digest;

    private static string[] Names(string folder) => [.. Directory.GetFileSystemEntries(folder).Select(static e => Path.GetFileName(e)!)];
}
