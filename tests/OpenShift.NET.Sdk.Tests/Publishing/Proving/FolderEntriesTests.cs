using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving;

/// <summary>Folders that an application has left links in.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class FolderEntriesTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ose-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Links_are_told_and_not_followed()
    {
        string volume = Path.Combine(_folder, "volume");
        Directory.CreateDirectory(Path.Combine(volume, "sub"));
        Directory.CreateDirectory(Path.Combine(_folder, "outside"));
        File.WriteAllText(Path.Combine(_folder, "outside/secret"), "secret");
        var written = new InPlaceFolder();
        written.Add("/data", volume, isDeclared: true);
        File.WriteAllText(Path.Combine(volume, "sub/f"), "12");
        File.CreateSymbolicLink(Path.Combine(volume, "out"), Path.Combine(_folder, "outside"));
        File.CreateSymbolicLink(Path.Combine(volume, "sub/round"), volume);
        File.CreateSymbolicLink(Path.Combine(volume, "secret"), Path.Combine(_folder, "outside/secret"));

        Assert.AreEqual(
            "out 0|secret 0|sub 0|sub/f 2|sub/round 0",
            string.Join('|', FolderEntries.Below(volume, 100).Select(e => $"{Path.GetRelativePath(volume, e.FullName)} {FolderEntries.SizeOf(e)}").Order(StringComparer.Ordinal)));
        Assert.AreEqual("/data/out|/data/secret|/data/sub/f|/data/sub/round", string.Join('|', written.Written().Where(static w => w.Path != "/data/sub").Select(static w => w.Path).Order(StringComparer.Ordinal)));
        Assert.HasCount(2, FolderEntries.Below(volume, 2));
        Assert.IsEmpty(FolderEntries.Below(Path.Combine(_folder, "none"), 10));
    }
}
