using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>Holds the tables of <c>docs/reference</c> against what they document, in both directions.</summary>
[TestClass]
public sealed partial class ReferencePagesTests
{
    private static readonly string[] Surface = File.ReadAllLines(Path.Combine(Repository.Root, "targets", "PublicSurface.txt"));

    [TestMethod]
    public void Every_property_has_one_row_and_every_row_a_property() =>
        CollectionAssert.AreEqual(Names("property ").Where(static n => n != "OpenShiftPublishContainerDependsOn").ToArray(), Rows("properties", cell: 0));

    [TestMethod]
    public void Every_item_that_a_project_writes_has_one_row_with_its_metadata()
    {
        string[] metadata = [.. Names("item ").Where(static n => n.Contains(" metadata ", StringComparison.Ordinal))];
        CollectionAssert.AreEqual(metadata.Select(static m => m.Split(' ')[0]).Distinct().ToArray(), Rows("items", cell: 0));
        string[] lines = Lines("items");
        foreach (string[] parts in metadata.Select(static m => m.Split(" metadata ")))
        {
            Assert.IsTrue(lines.Single(l => l.StartsWith($"| `{parts[0]}`", StringComparison.Ordinal)).Split('|')[2].Contains($"`{parts[1]}`", StringComparison.Ordinal), $"{parts[0]}: {parts[1]}");
        }
    }

    [TestMethod]
    public void Every_target_has_one_row_and_every_item_that_is_left_behind_is_told()
    {
        CollectionAssert.AreEqual(Names("target ").ToArray(), Rows("targets", cell: 0));
        string page = MarkdownPage.Read("docs", "reference", "targets.md").Text;
        foreach (string item in Names("item ").Where(n => !Surface.Any(l => l.StartsWith($"item {n.Split(' ')[0]} metadata ", StringComparison.Ordinal))))
        {
            Assert.Contains($"`{item}`", page);
        }
    }

    [TestMethod]
    public void Every_environment_variable_of_ours_is_documented()
    {
        ProjectFacts facts = Images.Projects.Web();
        facts = facts with { Application = facts.Application with { SingleFile = true } };
        ImagePorts ports = ImagePorts.Of(facts, new ExecutionConfig());
        string page = MarkdownPage.Read("docs", "reference", "image.md").Text;
        foreach (NamedValue variable in EnvironmentBuilder.Ours(facts, ports, guard: "folder|/data||"))
        {
            string name = variable.Name.EndsWith("_VERSION", StringComparison.Ordinal) ? "<ASSEMBLY>_VERSION" : variable.Name;
            Assert.Contains($"| `{name}` |", page);
        }
    }

    [TestMethod]
    public void What_the_pages_name_is_there()
    {
        HashSet<string> known = [.. Surface.Select(static l => l.Split(' ')[1])];
        string codes = MarkdownPage.Read("src", "OpenShift.NET.Sdk.Core", "Diagnostics", "ToolCodes.md").Text + MarkdownPage.Read("src", "OpenShift.NET.Sdk.Core", "Guidelines", "RULES.md").Text;
        foreach (MarkdownPage page in MarkdownPage.In("docs", "reference"))
        {
            foreach (string name in page.CodeSpans.SelectMany(static s => OurName().Matches(s)).Select(static m => m.Value))
            {
                Assert.IsTrue(known.Contains(name), $"{page.Name}: {name}");
            }

            foreach (string code in Code().Matches(page.Text).Select(static m => m.Value))
            {
                Assert.Contains(code, codes, page.Name);
            }
        }
    }

    [TestMethod]
    public void Links_lead_to_files_and_headings()
    {
        foreach (MarkdownPage page in MarkdownPage.In("docs", "reference"))
        {
            page.AssertLinksLead();
        }
    }

    [TestMethod]
    public void The_index_has_every_page() => MarkdownPage.Read("docs", "reference", "README.md").AssertIndexes(MarkdownPage.In("docs", "reference"));

    private static IEnumerable<string> Names(string kind) => Surface.Where(l => l.StartsWith(kind, StringComparison.Ordinal)).Select(l => l[kind.Length..]);

    private static string[] Lines(string page) => MarkdownPage.Read("docs", "reference", page + ".md").Text.Split('\n');

    // The names in a cell of the rows of a page's tables.
    private static string[] Rows(string page, int cell) =>
        [.. Lines(page).Where(static l => l.StartsWith("| `", StringComparison.Ordinal)).SelectMany(l => OurName().Matches(l.Split('|')[cell + 1])).Select(static m => m.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"(?<![\w.@/])OpenShift[A-Z]\w+\b(?!…)(?![\w.]*\.(targets|props))")]
    private static partial Regex OurName();

    [GeneratedRegex(@"\bOSC\d{4}\b")]
    private static partial Regex Code();
}
