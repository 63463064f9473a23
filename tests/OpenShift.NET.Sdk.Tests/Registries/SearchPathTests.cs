using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Tests.Registries;

/// <summary>Programs are found in the folders of the PATH that are whole paths, and nowhere else.</summary>
[TestClass]
public sealed class SearchPathTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("osc-path-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void The_first_folder_that_has_it_wins_and_relative_ones_are_passed_over()
    {
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        foreach (string name in (string[])["one", "two"])
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, "engine" + ending), "");
        }

        string relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_folder, "one"));
        Assert.IsTrue(File.Exists(Path.Combine(relative, "engine" + ending)), "the relative folder has it, from here");
        Assert.AreEqual(Path.Combine(_folder, "two", "engine" + ending), SearchPath.Find(string.Join(Path.PathSeparator, relative, ".", "", "/nowhere", Path.Combine(_folder, "two"), Path.Combine(_folder, "one")), "engine"));
        Assert.IsNull(SearchPath.Find(relative, "engine"));
        Assert.IsNull(SearchPath.Find(null, "engine"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("..")]
    [DataRow("one/engine")]
    [DataRow("../one/engine")]
    [DataRow("one\\engine")]
    public void A_name_with_a_folder_in_it_is_no_name(string name)
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "one")).FullName, "engine"), "");
        Assert.IsNull(SearchPath.Find(_folder, name));
    }
}
