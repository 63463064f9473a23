using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using YamlDotNet.RepresentationModel;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>Workflows of the public host, which nobody can run here: they are YAML, ask for little, and call what is there.</summary>
[TestClass]
public sealed partial class WorkflowsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, ".github", "workflows");

    public static IEnumerable<object[]> Workflows => Directory.EnumerateFiles(Folder, "*.yml").Order(StringComparer.Ordinal).Select(static p => new object[] { Path.GetFileName(p) });

    [TestMethod]
    [DynamicData(nameof(Workflows))]
    public void A_workflow_reads_alone_unless_a_job_says_what_else(string file)
    {
        YamlMappingNode workflow = Read(file);
        Assert.AreEqual("contents: read", Permissions(workflow), file);
        string[] allowed = ["contents: read", "contents: write", "id-token: write"];
        foreach ((YamlNode name, YamlNode job) in Jobs(workflow))
        {
            Assert.IsTrue(Permissions((YamlMappingNode)job) is not { } asked || allowed.Contains(asked), $"{file}: {name}");
            Assert.IsTrue(Keys(job).Contains("timeout-minutes") || Keys(job).Contains("uses"), $"{file}: {name} may run for six hours");
        }

        Assert.DoesNotContain("secrets.", File.ReadAllText(Path.Combine(Folder, file)), "nuget.org knows this workflow by itself (trusted publishing)");
        Assert.DoesNotContain("pull_request_target", File.ReadAllText(Path.Combine(Folder, file)));
    }

    [TestMethod]
    [DynamicData(nameof(Workflows))]
    public void Actions_have_a_major_version_and_what_is_of_the_repository_is_there(string file)
    {
        YamlMappingNode workflow = Read(file);
        string[] used = [.. workflow.AllNodes.OfType<YamlMappingNode>().SelectMany(static n => n.Children).Where(static c => c.Key.ToString() == "uses").Select(static c => c.Value.ToString())];
        Assert.IsNotEmpty(used);
        foreach (string action in used)
        {
            Assert.IsTrue(action.StartsWith("./", StringComparison.Ordinal) ? File.Exists(Path.Combine(Repository.Root, action)) : ActionOfMajorVersion().IsMatch(action), action);
        }

        foreach (Match called in PathOfTheRepository().Matches(string.Concat(Scripts(workflow))))
        {
            Assert.IsTrue(Path.Exists(Path.Combine(Repository.Root, called.Value)), $"{file}: {called.Value}");
        }

        foreach (string project in Scripts(workflow).SelectMany(static s => Project().Matches(s)).Select(static m => m.Value))
        {
            Assert.IsTrue(File.Exists(Path.Combine(Repository.Root, "src", project, project + ".csproj")), project);
        }
    }

    [TestMethod]
    public void Both_commands_of_the_README_are_run_somewhere()
    {
        string scripts = string.Concat(Workflows.SelectMany(static w => Scripts(Read((string)w[0]))));
        foreach (string command in (string[])[".ci/run", "./test.sh fast", "./demo.sh"])
        {
            Assert.Contains(command, scripts);
        }

        Assert.Contains("exec ./test.sh", File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run")));
    }

    [TestMethod]
    [DataRow("v0.1.7", 0, "First version: the whole path of one publish.")]
    [DataRow("v77.1.0", 1, "CHANGELOG.md has no part '## 77.1.0'")]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public async Task Notes_of_a_release_are_its_part_of_the_change_log(string tag, int exitCode, string begin)
    {
        using Process script = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, ".github", "release-notes.sh"), [tag]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = script.StandardOutput.ReadToEndAsync();
        string error = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        Assert.AreEqual(exitCode, script.ExitCode, error);
        Assert.StartsWith(begin, await output + error);
    }

    private static YamlMappingNode Read(string file)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(File.ReadAllText(Path.Combine(Folder, file)));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Jobs(YamlMappingNode workflow) => (YamlMappingNode)workflow.Children["jobs"];

    private static IEnumerable<string> Keys(YamlNode node) => ((YamlMappingNode)node).Children.Keys.Select(static k => k.ToString());

    private static string? Permissions(YamlMappingNode node) =>
        node.Children.TryGetValue("permissions", out YamlNode? permissions) ? string.Join(", ", ((YamlMappingNode)permissions).Select(static p => $"{p.Key}: {p.Value}")) : null;

    private static IEnumerable<string> Scripts(YamlMappingNode workflow) =>
        workflow.AllNodes.OfType<YamlMappingNode>().SelectMany(static n => n.Children).Where(static c => c.Key.ToString() == "run" && c.Value is YamlScalarNode).Select(static c => c.Value + "\n");

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+@v\d+$")]
    private static partial Regex ActionOfMajorVersion();

    [GeneratedRegex(@"(?<![\w/$])(?:\./)?(?:\.ci/run|(?:\.github/)?[\w-]+\.sh|Sdk\.sln)\b")]
    private static partial Regex PathOfTheRepository();

    [GeneratedRegex(@"\bOpenShift\.NET\.[\w.]+\b")]
    private static partial Regex Project();
}
