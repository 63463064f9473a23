using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>Holds the pages for developers, <c>docs/dev</c>, against the tree: what they name in backticks is there under that name.</summary>
[TestClass]
public sealed partial class DeveloperPagesTests
{
    // What a path of the pages is relative to.
    private static readonly string[] Bases = ["", "src", "src/OpenShift.NET.Sdk.Core", "targets", "tests/OpenShift.NET.Sdk.Tests"];

    // Folders that a build or the package makes are in no tree.
    private static readonly string[] Made = ["obj/", "tasks/"];

    // Names of MSBuild, the .NET SDK and .NET that look like ours.
    private static readonly HashSet<string> OfOthers = new(StringComparer.Ordinal)
    {
        "Containers.props",
        "Containers.targets",
        "IBuildEngine4.RegisterTaskObject",
        "IsDevelopment()",
        "Override",
        "Path.Combine",
        "TargetOutputs",
        "TreatAsLocalProperty",
        "UsingTask",
        "_PublishSingleContainer",
    };

    private static readonly Lazy<Dictionary<string, string>> Sources = new(ReadSources);

    private static readonly Lazy<string> Targets = new(static () => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "targets"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)).Select(File.ReadAllText)));

    private static readonly Lazy<HashSet<string>> Types = new(static () =>
        [.. Sources.Value.Values.SelectMany(static s => Declaration().Matches(s)).Select(static m => m.Groups["name"].Value)]);

    private static readonly Lazy<HashSet<string>> FileNames = new(static () =>
        [.. Bases[1..].Append("docs").Append("sdk").Append("samples").Select(static b => Path.Combine(Repository.Root, b)).SelectMany(static f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Concat(Directory.EnumerateFiles(Repository.Root)).Select(static f => Path.GetFileName(f))]);

    [TestMethod]
    public void Every_path_type_property_and_code_the_pages_name_is_there()
    {
        var wrong = new List<string>();
        int known = 0;
        foreach ((string page, string name) in Names().Concat(NamesInPictures()))
        {
            if (IsThere(name) is not { } there)
            {
                continue;
            }

            known++;
            if (!there)
            {
                wrong.Add($"{page}: `{name}`");
            }
        }

        Assert.IsEmpty(wrong, $"Not in the tree under that name:\n{string.Join('\n', wrong)}");
        Assert.IsGreaterThan(200, known);
    }

    [TestMethod]
    public void Names_of_others_that_no_page_has_are_not_excepted() =>
        CollectionAssert.IsSubsetOf(OfOthers.ToArray(), Names().Select(static n => n.Name).ToArray());

    [TestMethod]
    [DataRow("Publishing/Stages/AssembleStage.cs", true)]
    [DataRow("Publishing/Stages/AssembleScene.cs", false)]
    [DataRow("targets/0.Hook.targets", true)]
    [DataRow("targets/8.Hook.targets", false)]
    [DataRow("Code/Interpretation/", true)]
    [DataRow("Code/Interpreting/", false)]
    [DataRow("Nowhere/", false)]
    [DataRow("Stage.cs", true)]
    [DataRow("Staje.cs", false)]
    [DataRow("AssembleStage", true)]
    [DataRow("AssembleScene", false)]
    [DataRow("Interpreter.MostDepth", true)]
    [DataRow("Interpreter.MostDeep", false)]
    [DataRow("CodeFacts.CallsTo()", true)]
    [DataRow("CodeFacts.CallsFrom()", false)]
    [DataRow("OpenShiftReplicas", true)]
    [DataRow("OpenShiftReplikas", false)]
    [DataRow("OpenShiftProve=Always", true)]
    [DataRow("OpenShiftProof=Always", false)]
    [DataRow("OSC0012", true)]
    [DataRow("OSC1309", true)]
    [DataRow("OSC9999", false)]
    [DataRow("obj/…/openshift/", null)]
    [DataRow("facts.json", null)]
    [DataRow("dotnet publish -t:PublishContainer", null)]
    [DataRow("/tmp", null)]
    public void A_name_is_told_from_what_is_none(string name, bool? there) => Assert.AreEqual(there, IsThere(name));

    [TestMethod]
    public void Links_lead_to_files_and_headings()
    {
        foreach (MarkdownPage page in Pages())
        {
            page.AssertLinksLead();
        }
    }

    [TestMethod]
    public void The_index_has_every_page() => MarkdownPage.Read("docs", "dev", "README.md").AssertIndexes(Pages());

    [TestMethod]
    public void The_interpreters_map_has_every_file()
    {
        string map = File.ReadAllText(Path.Combine(Repository.Root, "docs", "dev", "code-reading.md"));
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core", "Code", "Interpretation"), "*.cs").Select(static f => Path.GetFileNameWithoutExtension(f))];
        Assert.IsGreaterThan(30, files.Length);
        Assert.IsEmpty(files.Where(f => !map.Contains($"`{f}`", StringComparison.Ordinal)).Order(StringComparer.Ordinal), "Files of Code/Interpretation that code-reading.md does not name");
    }

    // null: nothing that is to be in the tree.
    private static bool? IsThere(string name)
    {
        if (OfOthers.Contains(name) || Made.Any(m => name.StartsWith(m, StringComparison.Ordinal)))
        {
            return null;
        }

        if (RuleCode().IsMatch(name))
        {
            return IsCode(name);
        }

        if (PathLike().IsMatch(name))
        {
            return name.Contains('/', StringComparison.Ordinal) ? Bases.Any(b => IsInTree(b, name)) : FileNames.Value.Contains(name);
        }

        if (TypeLike().Match(name) is not { Success: true } type)
        {
            return null;
        }

        string first = type.Groups["type"].Value;
        if (FileNames.Value.Contains(name + ".cs"))
        {
            return true;
        }

        return type.Groups["member"] is { Success: true, Value: var member }
            ? Types.Value.Contains(first) && Sources.Value.Any(s => Path.GetFileName(s.Key).Split('.')[0] == first && Regex.IsMatch(s.Value, $@"\b{member}\b"))
            : Types.Value.Contains(first) || Regex.IsMatch(Targets.Value, $@"\b{first}\b");
    }

    private static bool IsInTree(string folder, string name)
    {
        string path = Path.Combine(Repository.Root, folder, name.Replace("/*", "", StringComparison.Ordinal));
        return name.EndsWith('/') ? Directory.Exists(path) : Path.Exists(path);
    }

    private static bool IsCode(string code) =>
        code.StartsWith("OSC00", StringComparison.Ordinal)
            ? File.ReadAllText(Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core", "Diagnostics", "ToolCodes.md")).Contains(code, StringComparison.Ordinal)
            : Directory.EnumerateDirectories(Repository.Guidelines, code + "_*", SearchOption.AllDirectories).Any();

    private static IEnumerable<MarkdownPage> Pages() => MarkdownPage.In("docs", "dev");

    private static IEnumerable<(string Page, string Name)> Names() => Pages().SelectMany(static p => p.CodeSpans.Select(s => (p.Name, s)));

    // In a picture every word of several parts is a name.
    private static IEnumerable<(string Page, string Name)> NamesInPictures() => Pages().SelectMany(static p => p.Fences).SelectMany(static f => CompoundWord().Matches(f.Text).Select(m => (f.Page, m.Value)));

    private static Dictionary<string, string> ReadSources() =>
        ((string[])["src", "tests"]).SelectMany(static f => Directory.EnumerateFiles(Path.Combine(Repository.Root, f), "*.cs", SearchOption.AllDirectories))
            .Where(static f => !f.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))
            .ToDictionary(static f => f, File.ReadAllText, StringComparer.Ordinal);

    [GeneratedRegex(@"\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\b")]
    private static partial Regex CompoundWord();

    [GeneratedRegex(@"^OSC\d{4}$")]
    private static partial Regex RuleCode();

    [GeneratedRegex(@"^(?:[\w.-]+/)+(?:[\w.*-]+)?$|^[\w.-]+\.(?:cs|md|targets|props|proj|csproj|txt|sh)$")]
    private static partial Regex PathLike();

    [GeneratedRegex(@"^(?<type>_?[A-Z]\w*[a-z]\w*)(?:<\w+>)?(?:\.(?<member>[A-Z]\w+))?(?:\(\)|=\S*)?$")]
    private static partial Regex TypeLike();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?(?<name>[A-Z]\w+)")]
    private static partial Regex Declaration();
}
