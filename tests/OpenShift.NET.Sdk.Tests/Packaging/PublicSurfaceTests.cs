using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Projects.Description.Declarations;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary><c>targets/PublicSurface.txt</c> and the targets files name the same properties, items, metadata and targets.</summary>
[TestClass]
public sealed partial class PublicSurfaceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "targets");

    [TestMethod]
    public void Every_public_name_of_the_targets_files_is_listed_and_nothing_else_is()
    {
        SortedSet<string> found = PublicSurface.Of(PublicSurface.Files(Folder));
        foreach (string metadata in ItemMetadata().Concat(MetadataOfReader("OpenShiftSetting", "SettingReader.cs")).Concat(MetadataOfReader("OpenShiftProbe", "ProbeReader.cs"))
            .Concat(MetadataOfReader("OpenShiftRequiredPath", "RequiredPathReader.cs")).Concat(MetadataOfReader("OpenShiftTemplate", "StartTemplateReader.cs"))
            .Concat(MetadataOfReader("OpenShiftProveSetting", "ProveReader.cs")).Concat(MetadataOfReader("OpenShiftProveService", "ProveServiceReader.cs"))
            .Concat(MetadataOfReader("OpenShiftCommonLibrary", "CommonLibraryReader.cs")))
        {
            found.Add(metadata);
        }

        string[] listed = File.ReadAllLines(Path.Combine(Folder, "PublicSurface.txt"));
        CollectionAssert.AreEqual(found.ToArray(), listed, $"targets/PublicSurface.txt and the targets files differ.\nNot listed: {string.Join(", ", found.Except(listed))}\nNot there: {string.Join(", ", listed.Except(found))}\nThe list is sorted ordinally, one name a line.");
    }

    [TestMethod]
    public void Every_property_is_read_by_the_product_or_by_the_targets()
    {
        // Describe hands over properties by name; a name nobody asks for is a property that does nothing.
        string targets = string.Concat(Directory.GetFiles(Folder, "*.targets").Select(File.ReadAllText));
        string source = string.Concat(Readers.Select(File.ReadAllText));
        foreach (string property in DeclaredProperties.All.Select(static p => p.Name))
        {
            bool isDecision = targets.Contains($"'$({property})' == 'true'", StringComparison.Ordinal) || targets.Contains($"=\"$({property})\"", StringComparison.Ordinal) && !targets.Contains($"Include=\"{property}\"", StringComparison.Ordinal);
            bool isFolder = targets.Contains($"$({property})facts.json", StringComparison.Ordinal);
            bool isDeclared = Regex.IsMatch(source, $@"\b\w+Properties\.{property["OpenShift".Length..]}\b");
            Assert.IsTrue(isDecision || isFolder || isDeclared || source.Contains($"\"{property}\"", StringComparison.Ordinal), $"{property} is declared, but nothing reads it.");
        }
    }

    [TestMethod]
    public void Every_name_that_a_reader_asks_for_is_declared()
    {
        HashSet<string> known = [.. DeclaredProperties.All.Select(static p => p.Name), .. DeclaredItems.All.Select(static i => i.Name), "OpenShift"];
        foreach (string reader in Readers)
        {
            foreach (Match name in NameOfOurs().Matches(File.ReadAllText(reader)))
            {
                Assert.Contains(name.Groups[1].Value, known, Path.GetFileName(reader));
            }
        }
    }

    private static string[] Readers => Directory.GetFiles(Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core", "Projects", "Description"), "*.cs");

    // Metadata is read in C#, by indexers on the item of a kind; the targets hand items over whole.
    private static IEnumerable<string> ItemMetadata()
    {
        string describer = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core", "Projects", "Description"), "*.cs").Select(File.ReadAllText));
        foreach ((string item, string marker) in ((string, string)[])[("OpenShiftWritablePath", "private WritablePath WritablePath("), ("OpenShiftSuppress", "Suppressions =")])
        {
            int start = describer.IndexOf(marker, StringComparison.Ordinal);
            Assert.IsGreaterThanOrEqualTo(0, start, $"'{marker}' is not in the describer any more; tell this test where the metadata of {item} are read.");
            int end = describer.IndexOfAny(['\n'], start);
            end = marker.EndsWith('=') ? end : describer.IndexOf("\n    }", start, StringComparison.Ordinal);
            string body = describer[start..end];
            for (int at = NextIndexer(body, 0); at >= 0; at = NextIndexer(body, at))
            {
                yield return $"item {item} metadata {body[at..body.IndexOf('"', at)]}";
            }
        }
    }

    private static IEnumerable<string> MetadataOfReader(string item, string file) =>
        ReadMetadata().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core", "Projects", "Description", file)))
            .Select(m => $"item {item} metadata {m.Groups[1].Value}");

    [GeneratedRegex(@"item(?:\[|, )""(\w+)""")]
    private static partial Regex ReadMetadata();

    [GeneratedRegex(@"(?<!cref=)""(OpenShift\w*)""")]
    private static partial Regex NameOfOurs();

    private static int NextIndexer(string text, int from)
    {
        int item = text.IndexOf("item[\"", from, StringComparison.Ordinal);
        int i = text.IndexOf(" i[\"", from, StringComparison.Ordinal);
        return (item, i) switch
        {
            (item: < 0, i: < 0) => -1,
            (item: < 0, _) => i + " i[\"".Length,
            (_, < 0) => item + "item[\"".Length,
            _ => item < i ? item + "item[\"".Length : i + " i[\"".Length,
        };
    }
}
