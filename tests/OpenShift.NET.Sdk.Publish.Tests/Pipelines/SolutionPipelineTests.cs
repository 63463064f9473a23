using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Pipelines;

/// <summary>A solution is published, and the scripts of the files for pipelines that this leaves are run as those services would run them.</summary>
[TestClass]
public sealed class SolutionPipelineTests
{
    private static readonly string[] s_services = ["basket", "catalog"];

    [TestMethod]
    public void One_run_publishes_all_services_and_hands_on_every_image_by_digest()
    {
        Components.Require("skopeo");
        using RegistryServer registry = RegistryServer.Start();
        string clone = Sandbox.NewFolder("clone");
        Directory.CreateDirectory(Path.Combine(clone, ".git"));
        TestProject shop = Shop(Path.Combine(clone, "src"));
        shop.Dotnet(null, ["publish", "Shop.slnx", "-t:PublishContainer", "-nologo", "-tl:off", $"-p:ContainerArchiveOutputPath={clone}.out/"]).MustSucceed().MustSay("OpenShift: manifests of Shop in ");
        string pipelines = Path.Combine(shop.Folder, "bin/manifests/Shop/pipelines");
        var given = new Dictionary<string, string?> { ["SOLUTION"] = "src/Shop.slnx", ["REGISTRY"] = registry.Host, ["PREFIX"] = "Team/Shop", ["MSBUILDDISABLENODEREUSE"] = "1" };

        YamlMapping github = Read("github.yaml");
        Assert.AreEqual("src/Shop.slnx", github.TextAt("jobs", "images", "env", "SOLUTION"));
        string output = Path.Combine(clone, "github-output");
        Run(github.ItemsAt("jobs", "images", "steps").OfType<YamlMapping>().Single(static s => s.TextAt("id") == "publish").TextAt("run")!, ("GITHUB_WORKSPACE", clone), ("GITHUB_OUTPUT", output))
            .MustSucceed().MustSay("dirs -> Shop.slnx: 2 images");
        Dictionary<string, string> images = s_services.ToDictionary(static s => s.ToUpperInvariant() + "_IMAGE", s => $"{registry.Host}/team/shop/{s}@{Digest(registry, s)}");
        Dictionary<string, string> outputs = File.ReadAllLines(output).Select(static l => l.Split('=', 2)).ToDictionary(static l => l[0], static l => l[1]);
        Assert.AreEqual(string.Join('\n', images), string.Join('\n', outputs.Where(static o => o.Key != "IMAGES")));
        CollectionAssert.AreEqual(images.Values, JsonNode.Parse(outputs["IMAGES"])!.AsArray().Select(static i => (string)i!["image"]!).ToArray());
        CollectionAssert.IsSubsetOf(outputs.Keys, github.MappingAt("jobs", "images", "outputs").Entries.Select(static e => e.Key).ToArray());
        foreach (string project in (string[])["Basket", "Catalog"])
        {
            Assert.Contains($"src/{project}/{project}.csproj", File.ReadAllText(Path.Combine(clone, $".openshift/stages/{project}/report.sarif")), "from the top of the repository");
        }

        string manifests = Path.Combine(clone, ".openshift/manifests");
        Assert.Contains(images["CATALOG_IMAGE"].Split('@')[1], File.ReadAllText(Path.Combine(manifests, "catalog/kustomization.yaml")));

        // The findings of all services are in one report, also when nothing is delivered.
        string gitlab = ((YamlScalar)Read("gitlab.yaml").ItemsAt("publish-images", "script")[0]).Text;
        Run(gitlab, ("CI_PROJECT_DIR", clone)).MustSucceed();
        Assert.AreEqual(string.Concat(images.Select(static i => $"{i.Key}={i.Value}\n")), File.ReadAllText(Path.Combine(clone, ".openshift/images.env")));
        CommandResult broken = Run(gitlab, ("CI_PROJECT_DIR", clone), ("Broken", "true"), ("PREFIX", "broken")).MustFail().MustSay("OSC0072");
        Assert.IsFalse(registry.HasRepository("broken/catalog") || registry.HasRepository("broken/basket"), broken.Text);
        JsonNode port = JsonNode.Parse(File.ReadAllText(Path.Combine(clone, ".openshift/code-quality.json")))!.AsArray().Single(static i => (string)i!["check_name"]! == "OSC1309")!;
        Assert.AreEqual("critical src/Basket/Basket.csproj", $"{port["severity"]} {port["location"]!["path"]}");
        Assert.IsFalse(File.Exists(Path.Combine(clone, ".openshift/images.json")), "nobody takes an earlier run's images for this one's");

        YamlMapping azure = Read("azure-pipelines.yaml");
        string bash = azure.ItemsAt("steps").OfType<YamlMapping>().Single(static s => s.TextAt("name") == "publish").TextAt("bash")!;
        CommandResult issues = Run(bash, ("BUILD_SOURCESDIRECTORY", clone), ("Broken", "true")).MustFail().MustNotSay("task.setvariable");
        StringAssert.Matches(issues.Text, new Regex(@"(?m)^##vso\[task\.logissue type=error;sourcepath=.*src/Basket/Basket\.csproj;linenumber=\d+;columnnumber=\d+;code=OSC1309\]"));

        // The task of the cluster, its parameters in the environment as Tekton would put them there.
        YamlMapping publish = Read("tekton.yaml").ItemsAt("spec", "tasks").OfType<YamlMapping>().Single(static t => t.TextAt("name") == "publish");
        string step = ((YamlMapping)publish.ItemsAt("taskSpec", "steps")[0]).TextAt("script")!;
        foreach (string service in s_services)
        {
            step = step.Replace($"$(results.{service}.path)", Path.Combine(clone, service + ".result"), StringComparison.Ordinal);
        }

        Run(step, ("CLONE", clone), ("REGISTRY", registry.Host), ("PREFIX", "team/shop")).MustSucceed();
        foreach (string service in s_services)
        {
            Assert.AreEqual(images[service.ToUpperInvariant() + "_IMAGE"], File.ReadAllText(Path.Combine(clone, service + ".result")));
        }

        YamlMapping Read(string file) => YamlReader.ReadText(File.ReadAllText(Path.Combine(pipelines, file)), file)[0];

        CommandResult Run(string script, params (string Name, string Value)[] variables)
        {
            var environment = new Dictionary<string, string?>(given);
            foreach ((string name, string value) in variables)
            {
                environment[name] = value;
            }

            return Command.Run("bash", ["-c", script], clone, environment);
        }
    }

    private static string Digest(RegistryServer registry, string service) =>
        Command.Run("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{registry.Host}/team/shop/{service}:1.4.2").MustSucceed().Output.Trim();

    private static TestProject Shop(string folder)
    {
        TestProject first = TestProject.Web(name: "Catalog", folder: Path.Combine(folder, "Catalog"));
        foreach (string file in (string[])["nuget.config", "Directory.Build.targets", "Directory.Packages.props"])
        {
            if (File.Exists(Path.Combine(first.Folder, file)))
            {
                File.Move(Path.Combine(first.Folder, file), Path.Combine(folder, file));
            }
        }

        File.Delete(Path.Combine(first.Folder, "Directory.Build.props"));
        foreach (string name in (string[])["Catalog", "Basket"])
        {
            Write($"{name}/{name}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>{(name == "Basket" ? "<ItemGroup><ContainerPort Include=\"80\" Type=\"tcp\" Condition=\"'$(Broken)' == 'true'\" /></ItemGroup>" : "")}</Project>");
            Write($"{name}/Program.cs", TestProject.WebProgram);
        }

        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <Version>1.4.2</Version>
                <Description>Takes orders.</Description>
                <OpenShiftBaseImageArchive>{EmbeddedLayout.Folder}</OpenShiftBaseImageArchive>
                <OpenShiftCacheDirectory>{Sandbox.Cache}</OpenShiftCacheDirectory>
                <OpenShiftPipelines>Tekton;GitHub;GitLab;AzurePipelines</OpenShiftPipelines>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="OpenShift.NET.Sdk" Version="{Sandbox.Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        Write("Shop.slnx", """<Solution><Project Path="Catalog/Catalog.csproj" /><Project Path="Basket/Basket.csproj" /></Solution>""");
        return TestProject.At(folder, "Shop");

        void Write(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), text);
        }
    }
}
