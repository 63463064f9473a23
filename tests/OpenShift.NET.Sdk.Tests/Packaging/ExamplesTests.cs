using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tool.Commands;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>
/// Examples of README and <c>docs/reference</c> are read by what would read them: <c>openshift-image</c> by its own commands, project files by the describer, what
/// <c>dotnet</c> is given by the targets. Not held: commands of others, and what programs print.
/// </summary>
[TestClass]
public sealed partial class ExamplesTests
{
    // What a shell example may call besides; nobody runs it here.
    private static readonly string[] OfOthers = ["cd", "cosign", "helm", "jq", "oc"];

    private static readonly string[] Surface = File.ReadAllLines(Path.Combine(Repository.Root, "targets", "PublicSurface.txt"));

    private static IEnumerable<MarkdownPage> Pages => MarkdownPage.In("docs", "reference").Prepend(MarkdownPage.Read("README.md"));

    private static IEnumerable<MarkdownFence> Fences(string language) => Pages.SelectMany(static p => p.Fences).Where(f => f.Language == language);

    [TestMethod]
    public void A_fenced_block_says_what_it_is()
    {
        foreach (MarkdownFence fence in Pages.SelectMany(static p => p.Fences))
        {
            Assert.Contains(fence.Language, (string[])["sh", "xml", "text", "dockerfile"], fence.ToString());
        }
    }

    [TestMethod]
    public void What_a_shell_is_given_is_understood()
    {
        var others = new SortedSet<string>(StringComparer.Ordinal);
        foreach (MarkdownFence fence in Fences("sh"))
        {
            foreach (string[] command in fence.Text.Split('\n').SelectMany(ShellLine.Commands))
            {
                switch (command[0])
                {
                    case "openshift-image":
                        AssertParses(command, fence.Page);
                        break;
                    case "dotnet":
                        AssertDotnet(command, fence.Page);
                        break;
                    case ['.', '/', .. var script]:
                        Assert.IsTrue(File.Exists(Path.Combine(Repository.Root, script)), fence.ToString());
                        break;
                    default:
                        others.Add(command[0]);
                        break;
                }
            }
        }

        CollectionAssert.AreEqual(OfOthers, others.ToArray());
    }

    [TestMethod]
    public void Commands_within_the_text_are_understood()
    {
        int seen = 0;
        foreach ((MarkdownPage page, string span) in Pages.SelectMany(static p => p.CodeSpans.Select(s => (p, s))))
        {
            if (span.StartsWith("openshift-image ", StringComparison.Ordinal) && span.Count(static c => c == ' ') > 1)
            {
                AssertParses(ShellLine.Commands(span).Single(), page.Name);
                seen++;
            }
            else if (span.StartsWith("dotnet ", StringComparison.Ordinal) || span.StartsWith("-p:", StringComparison.Ordinal) || span.StartsWith("-t:", StringComparison.Ordinal))
            {
                AssertDotnet(span.Split(' '), page.Name);
                seen++;
            }
        }

        Assert.IsGreaterThan(20, seen);
    }

    [TestMethod]
    public void Options_that_the_tools_page_names_are_those_of_its_commands()
    {
        HashSet<string> options = [.. CommandLine.Commands(new Terminal()).Subcommands.SelectMany(static c => c.Options).SelectMany(static o => o.Aliases.Append(o.Name))];
        foreach (string option in MarkdownPage.Read("docs", "reference", "tool.md").CodeSpans.Where(static s => s.StartsWith('-')).Select(static s => s.Split(' ')[0]))
        {
            Assert.Contains(option, options, option);
        }
    }

    [TestMethod]
    public void Projects_are_described_as_they_stand()
    {
        string[] inline = [.. Pages.SelectMany(static p => p.CodeSpans).Where(static s => s.StartsWith("<OpenShift", StringComparison.Ordinal))];
        Assert.IsNotEmpty(inline);
        foreach (string xml in Fences("xml").Select(static f => f.Text).Concat(inline))
        {
            XElement[] elements = [.. XElement.Parse($"<Example>{xml}</Example>").Descendants().Where(static e => e.Name.LocalName.StartsWith("OpenShift", StringComparison.Ordinal))];
            Assert.IsNotEmpty(elements, xml);
            foreach (XElement element in elements)
            {
                bool isItem = element.HasAttributes;
                Assert.Contains($"{(isItem ? "item" : "property")} {element.Name.LocalName}", Surface, xml);
                foreach (XAttribute metadata in element.Attributes().Where(static a => a.Name.LocalName is not ("Include" or "Update" or "Remove")))
                {
                    Assert.Contains($"item {element.Name.LocalName} metadata {metadata.Name.LocalName}", Surface, xml);
                }
            }

            Describe(elements);
        }
    }

    [TestMethod]
    [DataRow("openshift-image check", "openshift-image|check")]
    [DataRow("a 'b c' \"d|e\" f# # g", "a|b c|d|e|f#")]
    [DataRow("# nothing", "")]
    [DataRow("jq .x f | cosign attest -", "jq|.x|f / cosign|attest|-")]
    public void A_line_is_split_as_a_shell_splits_it(string line, string words) => Assert.AreEqual(words, string.Join(" / ", ShellLine.Commands(line).Select(static c => string.Join('|', c))));

    private static void AssertParses(string[] command, string page) =>
        Assert.IsEmpty(CommandLine.Commands(new Terminal()).Parse(command[1..]).Errors, $"{page}: {string.Join(' ', command)}");

    private static void AssertDotnet(string[] command, string page)
    {
        string line = $"{page}: {string.Join(' ', command)}";
        if (command is ["dotnet", "new", "install", _] or ["dotnet", "tool", "install", "--global", _])
        {
            Assert.IsTrue(Directory.Exists(Path.Combine(Repository.Root, "src", command[^1])), line);
        }
        else if (command is ["dotnet", "new", var template, ..])
        {
            using JsonDocument host = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "OpenShift.NET.Templates", "content", template, ".template.config", "dotnetcli.host.json")));
            Assert.IsEmpty(command.Where(static w => w.StartsWith("--", StringComparison.Ordinal)).Except(host.RootElement.GetProperty("symbolInfo").EnumerateObject().Select(static s => "--" + s.Value.GetProperty("longName").GetString())), line);
        }

        foreach (string word in command)
        {
            if (word.StartsWith("-p:", StringComparison.Ordinal))
            {
                string name = word[3..].Split('=')[0];
                Assert.IsTrue(Surface.Contains("property " + name) || OfTheSdk().Contains($"$({name})", StringComparison.Ordinal) || name == "PublishProfile", line);
            }
            else if (word.StartsWith("-t:", StringComparison.Ordinal))
            {
                string name = word.Split(':')[^1];
                Assert.IsTrue(name == "PublishContainer" || Surface.Contains("target " + name), line);
            }
        }
    }

    // The reader refuses a value, an item or a metadata that does not go.
    private static void Describe(IEnumerable<XElement> elements)
    {
        ImmutableDictionary<string, string> properties = elements.Where(static e => !e.HasAttributes).ToImmutableDictionary(static e => e.Name.LocalName, static e => e.Value)
            .Add("MSBuildProjectFullPath", Path.Combine(AppContext.BaseDirectory, "Shop.csproj")).Add("AssemblyName", "Shop").Add("Version", "1.4.2").Add("UsingMicrosoftNETSdkWeb", "true")
            .Add("PublishDir", Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "no-files")).FullName).Add("ContainerRuntimeIdentifier", "linux-x64").Add("ContainerRepository", "shop");
        ProjectDescriber.Describe(new ProjectInput(properties, [.. elements.Where(static e => e.HasAttributes).Select(Item)]));
    }

    private static InputItem Item(XElement element) => new(
        element.Name.LocalName["OpenShift".Length..],
        element.Attribute("Include")!.Value,
        element.Attributes().Where(static a => a.Name.LocalName != "Include").ToImmutableDictionary(static a => a.Name.LocalName, static a => a.Value));

    private static string OfTheSdk()
    {
        string dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return string.Concat(Directory.GetDirectories(Path.Combine(dotnet, "sdk")).Select(static s => Path.Combine(s, "Containers", "build", "Microsoft.NET.Build.Containers.targets")).Where(File.Exists).Select(File.ReadAllText));
    }
}
