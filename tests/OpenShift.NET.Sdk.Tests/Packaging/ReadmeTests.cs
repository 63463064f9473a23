using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>Holds the README's tables against what they document.</summary>
[TestClass]
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [TestMethod]
    public void Every_property_item_and_target_of_ours_is_documented()
    {
        var missing = Directory.EnumerateFiles(Path.Combine(Repository.Root, "targets"), "*.targets")
            .SelectMany(f => PublicName().Matches(File.ReadAllText(f)).Select(m => m.Value))
            .Where(n => n is not ("OpenShiftKind" or "OpenShiftStage" or "OpenShiftPublishContainerDependsOn"))
            .Distinct()
            .Where(n => !Regex.IsMatch(Readme, $@"`{n}`"))
            .ToList();
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    [TestMethod]
    public void Every_environment_variable_of_ours_is_documented()
    {
        ProjectFacts facts = Images.Projects.Web();
        facts = facts with { Application = facts.Application with { SingleFile = true } };
        ImagePorts ports = ImagePorts.Of(facts, new ExecutionConfig());
        foreach (NamedValue variable in EnvironmentBuilder.Ours(facts, ports, guard: "folder|/data||"))
        {
            string name = variable.Name.EndsWith("_VERSION", StringComparison.Ordinal) ? "<ASSEMBLY>_VERSION" : variable.Name;
            Assert.Contains($"| `{name}` |", Readme);
        }
    }

    [TestMethod]
    public void Links_into_the_repository_lead_somewhere()
    {
        foreach (Match link in Link().Matches(Readme + File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md"))))
        {
            if (link.Groups[1].Value is ['#', .. var heading])
            {
                Assert.IsTrue(Readme.Split('\n').Any(l => l.StartsWith('#') && l.TrimStart('#', ' ').Replace(' ', '-').Equals(heading, StringComparison.OrdinalIgnoreCase)), link.Value);
                continue;
            }

            Assert.IsTrue(Path.Exists(Path.Combine(Repository.Root, link.Groups[1].Value)), link.Value);
        }
    }

    [GeneratedRegex(@"(?<![\w.])OpenShift[A-Z]\w+(?![\w.]*\.(targets|props))")]
    private static partial Regex PublicName();

    [GeneratedRegex(@"\]\(((?!https?:)[^)]+)\)")]
    private static partial Regex Link();
}
