using System.Text.Json;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Templates;

/// <summary>The packed templates, installed as a user installs them: what they make is published without a finding and runs.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TemplateTests
{
    private static string s_hive = "";

    [ClassInitialize]
    public static void Install(TestContext _)
    {
        s_hive = Sandbox.NewFolder("hive");
        Command.Run("dotnet", ["new", "install", Packages.Templates, "--debug:custom-hive", s_hive], s_hive).MustSucceed();
    }

    [TestMethod]
    [DataRow("openshift-webapi", "Shop.Api", "shop/new", "ready on /readyz, listens on 8080")]
    [DataRow("openshift-webapi", "my-app", "my-app", "ready on /readyz, listens on 8080")]
    [DataRow("openshift-webapi", "1shop", "1shop", "ready on /readyz, listens on 8080")]
    [DataRow("openshift-worker", "1-Clock.Work", "1-clock-work", "started as 1000660000:0")]
    [DataRow("openshift-aot", "Native-1.Api", "native-1-api", "ready on /readyz, listens on 8080")]
    public void A_new_project_is_published_without_a_finding_under_the_strict_profile(string template, string name, string repository, string proved)
    {
        Components.Require("bwrap", "docker-registry", "skopeo");
        using RegistryServer registry = RegistryServer.Start();
        string[] named = repository.Contains('/', StringComparison.Ordinal) ? ["--repository", repository] : [];
        TestProject project = New(template, name, ["--registry", registry.Host, .. named]);
        XElement file = XElement.Load(project.ProjectFile);
        Assert.AreEqual(Sandbox.Version, (string?)file.Descendants("PackageReference").Single(static r => (string?)r.Attribute("Include") == "OpenShift.NET.Sdk").Attribute("Version"));
        Assert.AreEqual(registry.Host, file.Descendants("ContainerRegistry").Single().Value);
        Assert.DoesNotContain("#if", file.ToString());
        project.Dotnet(null, "build", project.ProjectFile, "--no-restore", "-nologo").MustSucceed().MustNotSay("warning");

        string[] arguments = [$"-p:ContainerBaseImage={EmbeddedLayout.CopyTo(registry)}", $"-p:OpenShiftApprovedBaseImages={registry.Host}/**", "-p:OpenShiftProfile=strict", "-p:OpenShiftProve=Always", "-p:OpenShiftProveEngine=Sandbox", "-tl:off"];
        CommandResult first = project.Publish(arguments).MustSucceed().MustSay("OpenShift: 0 errors, 0 warnings").MustSay("OpenShift: Proved: ").MustSay(proved);
        Assert.AreEqual("", string.Join('\n', Findings(project)), first.Text);
        CollectionAssert.AreEqual((string[])["0.1", "0.1.0"], registry.Tags(repository).ToArray(), first.Text);

        // The lock that the first one has written is what the second one holds to, and no part of the image.
        Assert.Contains("sha256:", File.ReadAllText(Path.Combine(project.Folder, "container.lock.json")));
        if (named.Length > 0)
        {
            project.Publish(arguments).MustSucceed().MustSay("up to date");
            Assert.AreEqual("", string.Join('\n', Findings(project)));
        }
    }

    [TestMethod]
    public void Without_options_a_project_names_no_registry_and_is_restored_already()
    {
        TestProject project = New("openshift-webapi", "Shop");
        string text = File.ReadAllText(project.ProjectFile);
        foreach (string none in (string[])["ContainerRegistry", "ContainerRepository", "#if", "RootNamespace", "0.0.0-", "Template"])
        {
            Assert.DoesNotContain(none, text);
        }

        Assert.IsTrue(File.Exists(Path.Combine(project.Folder, "obj/project.assets.json")));
        CollectionAssert.AreEquivalent(
            (string[])["Program.cs", "Properties", "Shop.csproj", "appsettings.Development.json", "appsettings.json", "obj"],
            Directory.GetFileSystemEntries(project.Folder).Select(Path.GetFileName).ToArray());

        TestProject bare = New("openshift-worker", "my-app", "--no-restore", "--framework", "net10.0");
        Assert.IsFalse(Directory.Exists(Path.Combine(bare.Folder, "obj")));
        Assert.Contains("namespace my_app;", File.ReadAllText(Path.Combine(bare.Folder, "Worker.cs")));
        Assert.Contains("<RootNamespace>my_app</RootNamespace>", File.ReadAllText(bare.ProjectFile));
    }

    private static TestProject New(string template, string name, params string[] options)
    {
        string root = TestProject.Solution("new").Folder;
        Command.Run("dotnet", ["new", template, "-n", name, .. options, "--debug:custom-hive", s_hive], root, new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1" }).MustSucceed();
        return TestProject.At(Path.Combine(root, name), name);
    }

    // What the report of the last publish has, messages and what could not be told too.
    private static IEnumerable<string> Findings(TestProject project)
    {
        string report = Directory.GetFiles(Path.Combine(project.Folder, "obj/Release"), "report.sarif", SearchOption.AllDirectories).Single();
        using JsonDocument sarif = JsonDocument.Parse(File.ReadAllText(report));
        return
        [
            .. sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(static r => r.GetProperty("kind").GetString() is "fail" or "open")
                .Select(static r => $"{r.GetProperty("ruleId").GetString()}: {r.GetProperty("message").GetProperty("text").GetString()}"),
        ];
    }
}
