using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Architecture;

/// <summary>Which part of the domain may use which. A part that is not listed may use nothing.</summary>
[TestClass]
public sealed partial class DirectionTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Diagnostics"] = [],
        ["Projects"] = ["Diagnostics"],
        ["Images"] = ["Diagnostics", "Projects"],
        ["Code"] = ["Diagnostics", "Projects"],
        ["Registries"] = ["Diagnostics", "Images"],
        ["Manifests"] = ["Diagnostics", "Projects", "Images", "Code"],
        ["Clusters"] = ["Diagnostics", "Manifests", "Registries"],
        ["Runs"] = [],
        ["Guidelines"] = ["Diagnostics", "Projects", "Images", "Code", "Manifests", "Runs"],
        ["Publishing"] = ["Diagnostics", "Projects", "Images", "Code", "Registries", "Manifests", "Clusters", "Guidelines", "Runs"],
    };

    /// <summary>The folders of a part, the lowest first; each may use those before it. An empty name stands for the files that lie in none.</summary>
    private static readonly Dictionary<string, string[]> LowestFirst = new(StringComparer.Ordinal)
    {
        ["Images"] =
        [
            "Contents", "PackageDatabases", "ShellScripts", "Blobs", "Elf", "References", "", "Locks", "ConfigFiles", "FileTrees", "Access", "BillsOfMaterials", "EntryPoints", "LayerKnowledge",
            "Users", "Contracts", "Layers", "StartScripts", "Runtimes", "Stores", "Dockerfiles", "Libraries", "SourceToImage", "Assembly", "EmbeddedBase",
        ],
        ["Projects"] = ["Manifests", "Pipelines", "", "Addresses", "Secrets", "Description"],
        ["Manifests"] = ["Probes", "Yaml", "", "Templates", "Fields", "Generation", "Workloads", "Merging", "Charts"],
        ["Publishing"] =
        [
            "Neighbours", "", "CommonLibraries", "Knowledge", "Proving", "RepositoryFiles", "Applying", "Bases", "Delivery", "Stages", "Documents", "Exports", "Running", "Solutions", "AnyImage",
            "Sessions",
        ],
    };

    private static string Source() => Path.Combine(Repository.Root, "src", "OpenShift.NET.Sdk.Core");

    [TestMethod]
    public void The_parts_of_the_domain_use_each_other_in_one_direction()
    {
        var wrong = new List<string>();
        foreach (string file in Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(Source(), file).Replace('\\', '/');
            string part = relative.Split('/')[0];
            if (part is "obj" or "bin")
            {
                continue;
            }

            foreach (Match used in UsedPart().Matches(File.ReadAllText(file)))
            {
                string other = used.Groups["part"].Value;
                if (MayUse.ContainsKey(other) && other != part && (!MayUse.TryGetValue(part, out string[]? allowed) || !allowed.Contains(other)))
                {
                    wrong.Add($"{relative} uses {other}");
                }
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    [DataRow("Images")]
    [DataRow("Projects")]
    [DataRow("Manifests")]
    [DataRow("Publishing")]
    public void The_folders_of_a_part_use_each_other_in_one_direction(string part)
    {
        string[] order = LowestFirst[part];
        Dictionary<string, SourceFile> homes = new(StringComparer.Ordinal);
        List<SourceFile> files = [];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Source(), part), "*.cs", SearchOption.AllDirectories))
        {
            SourceFile file = SourceFile.Read(Path.Combine(Source(), part), path);
            files.Add(file);
            foreach (string type in file.Types)
            {
                homes[type] = file;
            }
        }

        CollectionAssert.AreEquivalent(files.Select(static f => f.Folder).Distinct().ToArray(), order, "Every folder has its place in the order.");
        string[] wrong =
        [
            .. from file in files
               from word in file.Words
               where homes.TryGetValue(word, out SourceFile? home) && file.Sees(home, word) && Array.IndexOf(order, home.Folder) > Array.IndexOf(order, file.Folder)
               let use = $"{file.Folder}/{file.Name} uses {word} of {homes[word].Folder}/"
               orderby use
               select use,
        ];
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void Nothing_in_the_domain_knows_MSBuild() =>
        Assert.IsEmpty(typeof(OpenShift.NET.Sdk.Images.Image).Assembly.GetReferencedAssemblies().Where(a => a.Name!.StartsWith("Microsoft.Build", StringComparison.Ordinal)));

    [TestMethod]
    public void Rules_do_no_input_or_output()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Source(), "Guidelines"), "*.cs", SearchOption.AllDirectories).Where(f => InRule().IsMatch(f.Replace('\\', '/')))];
        Assert.IsGreaterThan(20, files.Length);
        foreach (string file in files)
        {
            Assert.IsFalse(Forbidden().IsMatch(File.ReadAllText(file)), $"{file} reads a file, a clock or the environment");
        }
    }

    [GeneratedRegex(@"\bOpenShift\.NET\.Sdk\.(?<part>[A-Z][A-Za-z]+)")]
    private static partial Regex UsedPart();

    [GeneratedRegex(@"/G\d\d_[^/]+/OSC\d{4}_")]
    private static partial Regex InRule();

    [GeneratedRegex(@"\b(File\.(Read|Write|Open|Exists|Delete|Copy|Move|Append|Create)|Directory\.(Enumerate|Get|Exists|Create|Delete)|Environment\.Get|Process\.Start|new HttpClient|DateTime(Offset)?\.(Now|UtcNow|Today)\b)")]
    private static partial Regex Forbidden();
}
