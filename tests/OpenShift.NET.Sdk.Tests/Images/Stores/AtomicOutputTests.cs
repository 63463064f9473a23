using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Tests.Images.Stores;

[TestClass]
public sealed partial class AtomicOutputTests
{
    [TestMethod]
    public async Task A_file_is_replaced_and_keeps_its_permissions()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("report.sarif", "old");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await WriteAsync(path, "new");
        Assert.AreEqual("new", File.ReadAllText(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public async Task What_a_killed_process_left_beside_a_file_goes_when_it_is_written()
    {
        using var folder = new TemporaryFolder();
        string guid = Guid.NewGuid().ToString("N");
        foreach (string name in (string[])["image.tar.tmp-" + guid, "other.tar.tmp-" + guid, "image.tar.tmp-mine"])
        {
            File.SetLastWriteTimeUtc(folder.Write(name, "left"), DateTime.UtcNow.AddDays(-1));
        }

        await WriteAsync(folder["image.tar"], "new");
        CollectionAssert.AreEquivalent(new[] { "image.tar", "other.tar.tmp-" + guid, "image.tar.tmp-mine" }, Directory.GetFiles(folder.Path).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public async Task A_link_stays_and_what_it_points_to_is_written()
    {
        using var folder = new TemporaryFolder();
        string target = folder.Write("real/report.sarif", "old");
        Directory.CreateSymbolicLink(folder["latest"], "real");
        File.CreateSymbolicLink(folder["report.sarif"], Path.Combine("latest", "report.sarif"));
        await WriteAsync(folder["report.sarif"], "new");
        Assert.AreEqual("new", File.ReadAllText(target));
        Assert.AreEqual(Path.Combine("latest", "report.sarif"), new FileInfo(folder["report.sarif"]).LinkTarget);

        File.CreateSymbolicLink(folder["dangling"], folder["real/not-yet"]);
        await WriteAsync(folder["dangling"], "first");
        Assert.AreEqual("first", File.ReadAllText(folder["real/not-yet"]));
        Assert.IsNotNull(new FileInfo(folder["dangling"]).LinkTarget);

        File.CreateSymbolicLink(folder["circle"], folder["circle"]);
        await Failures.ExpectAsync(ToolCodes.OutputNotWritable, () => WriteAsync(folder["circle"] + "/file", ""));
    }

    [TestMethod]
    public async Task A_folder_is_not_replaced_by_a_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("report/mine.txt", "mine");
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.OutputNotWritable, () => WriteAsync(folder["report"], "new"));
        Assert.Contains("is a folder", failure.Seen);
        Assert.IsTrue(File.Exists(folder["report/mine.txt"]));
    }

    [TestMethod]
    public async Task A_folder_is_replaced_whole_and_nothing_is_left_beside_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("context/Dockerfile", "old");
        folder.Write("context/gone.txt", "old");
        string left = Path.GetDirectoryName(folder.Write("context.tmp-" + Guid.NewGuid().ToString("N") + "/Dockerfile", "left by a killed process"))!;
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-1));
        Directory.CreateSymbolicLink(folder["latest"], "context");

        await AtomicOutput.ReplaceFolderAsync(folder["latest"] + "/", temporary => File.WriteAllTextAsync(Path.Combine(temporary, "Dockerfile"), "new"));
        Assert.AreEqual("new", File.ReadAllText(folder["context/Dockerfile"]));
        Assert.IsFalse(File.Exists(folder["context/gone.txt"]));
        Assert.AreEqual("context", new FileInfo(folder["latest"]).LinkTarget);
        CollectionAssert.AreEquivalent(new[] { "context", "latest" }, Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_folder_that_cannot_be_replaced_is_as_it_was(bool isFilled)
    {
        using var folder = new TemporaryFolder();
        folder.Write("context/Dockerfile", "old");
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.OutputNotWritable, () => AtomicOutput.ReplaceFolderAsync(folder["context"], temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "Dockerfile"), "new");

            // The second time the folder is there and the new one cannot be moved.
            return isFilled ? Task.Run(() => Directory.Delete(temporary, recursive: true)) : throw new IOException("the disk is gone");
        }).AsTask());
        Assert.Contains($"'{folder["context"]}' cannot be written", failure.Seen);
        Assert.AreEqual("old", File.ReadAllText(folder["context/Dockerfile"]));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public async Task A_FIFO_is_written_into_and_stays()
    {
        Linux();
        using var folder = new TemporaryFolder();
        string fifo = folder["pipe"];
        Assert.AreEqual(0, MakeFifo(fifo, 0x180));
        Task<string> reader = Task.Run(() => File.ReadAllText(fifo));
        await WriteAsync(fifo, "through the pipe");
        Assert.AreEqual("through the pipe", await reader);
        Assert.IsFalse(OutputPlace.Of(fifo).IsFile, "It is a FIFO still.");
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public async Task A_device_is_written_into_and_stays()
    {
        Linux();
        await WriteAsync("/dev/null", "gone");
        Assert.IsFalse(OutputPlace.Of("/dev/null").IsFile);
    }

    [TestMethod]
    public void Standard_output_is_an_open_file_of_this_process_however_it_is_named()
    {
        Linux();
        foreach (string name in (string[])["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", $"/proc/{Environment.ProcessId}/fd/1"])
        {
            Assert.AreEqual(1, OutputPlace.Of(name).Descriptor, name);
            Assert.IsFalse(OutputPlace.Of(name).IsFile, name);
        }

        Assert.IsNull(OutputPlace.Of("/proc/1/fd/1").Descriptor, "another process's");
        Assert.IsNull(OutputPlace.Of("/tmp/fd/1").Descriptor);
    }

    [TestMethod]
    public async Task A_disk_without_space_is_said_to_be_one()
    {
        Linux();
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.OutputNotWritable, () => WriteAsync("/dev/full", new string('x', 4096)));
        Assert.StartsWith("'/dev/full' cannot be written: no space is left on the file system at '/dev' (", failure.Seen);
        Assert.StartsWith("Free space there", failure.Remedy);
        Assert.DoesNotContain("Exception", failure.Message);
    }

    [TestMethod]
    [DataRow(28, "no space is left on ", "Free space there, or take another one.")]
    [DataRow(122, "the disk quota is used up on ", "Free space there, or have the quota raised, or take another one.")]
    [DataRow(30, " is read-only", "Make it writable, or take another one.")]
    [DataRow(5, "IOException", "Make its folder writable, or take another one.")]
    public void Every_cause_has_its_own_remedy(int error, string seen, string remedy)
    {
        Linux();
        OpenShiftException failure = WriteFailure.Of(ToolCodes.CacheNotWritable, Path.GetTempPath(), "The cache", "take another one", new UnauthorizedAccessException("outer", new IOException("inner", error)));
        if (error == 5)
        {
            failure = WriteFailure.Of(ToolCodes.CacheNotWritable, Path.GetTempPath(), "The cache", "take another one", new IOException("inner", error));
        }

        Assert.StartsWith("The cache cannot be written: ", failure.Seen);
        Assert.Contains(seen, failure.Seen);
        Assert.AreEqual(remedy, failure.Remedy);
    }

    private static Task WriteAsync(string path, string text) =>
        AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text)).AsTask()).AsTask();

    private static void Linux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("Linux only");
        }
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
