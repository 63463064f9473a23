using System.Xml.Linq;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>What a build takes from elsewhere is written down in one place, and locked.</summary>
[TestClass]
public sealed class VersionsTests
{
    public static IEnumerable<object[]> Projects =>
        from folder in (string[])["src", "tests"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        where !name.Contains("/bin/", StringComparison.Ordinal) && !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/Apps/", StringComparison.Ordinal) && !name.Contains("/Corpus/", StringComparison.Ordinal) && !name.Contains("/content/", StringComparison.Ordinal)
        orderby name
        select new object[] { name };

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void A_project_is_locked_or_says_why_not(string project)
    {
        string file = Path.Combine(Repository.Root, project);
        bool optsOut = XDocument.Load(file).Descendants("RestorePackagesWithLockFile").Any(static e => e.Value == "false");

        Assert.AreEqual(!optsOut, File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "packages.lock.json")));
    }

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Versions_stand_in_Directory_Packages_props_alone(string project)
    {
        string[] own = [.. XDocument.Load(Path.Combine(Repository.Root, project)).Descendants()
            .Where(static e => e.Name.LocalName is "PackageReference" or "PackageDownload" && (string?)e.Attribute("Version") is { } v && !v.Contains("$(", StringComparison.Ordinal)
                || (e.Name.LocalName.EndsWith("Version", StringComparison.Ordinal) && e.Value.Length > 0 && char.IsAsciiDigit(e.Value[0])))
            .Select(static e => e.ToString())];

        Assert.IsEmpty(own);
    }

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void A_lock_file_holds_nothing_of_one_platform_or_of_one_patch_of_the_SDK(string project)
    {
        string file = Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, "packages.lock.json");
        string text = File.Exists(file) ? File.ReadAllText(file) : "";

        foreach (string ofTheSdk in (string[])["net10.0/", "ILCompiler", "ILLink.Tasks", "Microsoft.NETCore.App", "Microsoft.AspNetCore.App"])
        {
            Assert.DoesNotContain($"\"{ofTheSdk}", text);
            Assert.DoesNotContain($".{ofTheSdk}\"", text);
        }
    }
}
