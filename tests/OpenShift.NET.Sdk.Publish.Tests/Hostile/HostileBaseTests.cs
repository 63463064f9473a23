using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile;

/// <summary>Publishes onto base images that nobody vouches for.</summary>
[TestClass]
[DoNotParallelize]
public class HostileBaseTests
{
    private static TestProject s_project = null!;

    [ClassInitialize]
    public static void Build(TestContext _)
    {
        s_project = TestProject.Web();
        s_project.Dotnet(null, "publish", s_project.ProjectFile, "-nologo").MustSucceed();
    }

    [TestMethod]
    [DataRow(nameof(DeepNames))]
    [DataRow(nameof(OnePathManyTimes))]
    [DataRow(nameof(BombInManyLayers))]
    [DataRow(nameof(PipeForBlob))]
    [DataRow(nameof(VariableIsNull))]
    [DataRow(nameof(SignaturesOfMillionsOfParameters))]
    public void A_publish_ends_in_time_in_little_memory_and_delivers_nothing_of_it(string name)
    {
        HostileInput input = HostileInputTests.Of(name);
        string folder = Sandbox.NewFolder("hostile-base");
        string archive = Path.Combine(folder, "image.tar");
        string image = input.Build(Directory.CreateDirectory(Path.Combine(folder, "base")).FullName);
        LimitedResult result = LimitedProcess.Run(
            ["publish", s_project.ProjectFile, "-t:PublishContainer", "-nologo", "--no-build", $"-p:OpenShiftCacheDirectory={folder}/cache", $"-p:OpenShiftBaseImageArchive={image[(image.IndexOf(':') + 1)..]}", $"-p:ContainerArchiveOutputPath={archive}"],
            new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" });
        string how = FormattableString.Invariant($"{name}: exit code {result.ExitCode}, {result.PeakMemory >> 20} MiB, {result.ProcessorTime.TotalSeconds:0.0} s\n{result.Text}");
        Console.WriteLine(how);
        Assert.IsNotNull(result.ExitCode, "Had to be ended. " + how);
        Assert.IsLessThan(LimitedProcess.Memory, result.PeakMemory, how);
        Assert.AreEqual(1, result.ExitCode, how);
        Assert.DoesNotContain("OSC0013", result.Text, how);
        Assert.DoesNotContain("OSC0060", result.Text, how);
        Assert.Contains(input.Code is null ? ": error OSC" : $": error {input.Code}: ", result.Text, how);
        Assert.IsFalse(File.Exists(archive));
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void Nothing_of_a_base_commands_a_terminal_or_a_CI_system()
    {
        string folder = Sandbox.NewFolder("hostile-text");
        string layoutFolder = Directory.CreateDirectory(Path.Combine(folder, "base")).FullName;
        const string Path1 = "$x\u001b[2J\u0007\u009b31m\u202Egnp##vso[task.complete result=Failed]##teamcity[buildStop]\u2028\r\n::error::pwned";
        string image = new HostileLayout(layoutFolder).Layer(static tar => tar.Entry("app/run").Entry("##vso[a]\u001b[31m")).Write(static (_, config) =>
        {
            config["config"]!["Env"] = new JsonArray("PATH=" + Path1);
            config["config"]!["Labels"] = new JsonObject { ["\u001b]0;title\u0007"] = "::set-output name=a::b" };
        });
        CommandResult published = s_project.Publish("--no-build", "-v:d", $"-p:OpenShiftBaseImageArchive={layoutFolder}", $"-p:ContainerArchiveOutputPath={folder}/image.tar", $"-p:OpenShiftCacheDirectory={folder}/cache");
        AssertClean(published.Text);
        published.MustSay("OSC0802").MustSay("[U+001B][2J[U+0007]").MustSay("# #vso[task.complete");
        AssertClean(File.ReadAllText(Path.Combine(s_project.Intermediate, "report.sarif")));
        AssertClean(File.ReadAllText(Path.Combine(s_project.Intermediate, "report.html")));

        string sarif = Path.Combine(folder, "tool.sarif");
        string html = Path.Combine(folder, "tool.html");
        LimitedResult checkedImage = LimitedProcess.Run([HostileInputTests.Tool, "check", image, "--sarif", sarif, "--html", html, "--cache", Path.Combine(folder, "cache"), "--profile", "strict"]);
        AssertClean(checkedImage.Text);
        Assert.Contains("[U+001B][2J[U+0007]", checkedImage.Text);
        AssertClean(File.ReadAllText(sarif));
        AssertClean(File.ReadAllText(html));
    }

    private static void AssertClean(string text)
    {
        foreach (string command in (string[])["\u001b", "\u0007", "\u009b", "\u202E", "\u2028", "##vso[", "##teamcity[", "\\u001b"])
        {
            Assert.DoesNotContain(command, text);
        }

        Assert.IsFalse(text.Split('\n').Any(static l => l.TrimStart().StartsWith("::error", StringComparison.Ordinal)), text);
    }
}
