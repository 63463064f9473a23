using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Pipelines;

/// <summary>The scripts of the generated files of hosted services, run as these would run them.</summary>
[TestClass]
public sealed class HostedServiceTests
{
    [TestMethod]
    public void Each_service_gets_the_digest_and_the_findings_in_its_own_way()
    {
        using RegistryServer registry = RegistryServer.Start();
        string clone = Sandbox.NewFolder("clone");
        Directory.CreateDirectory(Path.Combine(clone, ".git"));
        TestProject project = TestProject.Web(
            $"<OpenShiftBaseImageArchive>{EmbeddedLayout.Folder}</OpenShiftBaseImageArchive><OpenShiftPipelines>GitHub;GitLab;AzurePipelines</OpenShiftPipelines><OpenShiftCacheDirectory>{Sandbox.Cache}</OpenShiftCacheDirectory>",
            "<ContainerPort Include=\"80\" Type=\"tcp\" Condition=\"'$(Broken)' == 'true'\" />",
            folder: Path.Combine(clone, "src/WebApi"));
        project.Publish($"-p:ContainerArchiveOutputPath={clone}.tar").MustSucceed();
        string pipelines = Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests/pipelines");
        var given = new Dictionary<string, string?> { ["PROJECT"] = "src/WebApi/WebApi.csproj", ["REGISTRY"] = registry.Host, ["REPOSITORY"] = "Shop/WebApi", ["MSBUILDDISABLENODEREUSE"] = "1" };

        YamlMapping github = Read("github.yaml");
        Assert.AreEqual("src/WebApi/WebApi.csproj", github.TextAt("jobs", "image", "env", "PROJECT"));
        string output = Path.Combine(clone, "github-output");
        Run((github.ItemsAt("jobs", "image", "steps").OfType<YamlMapping>().Single(static s => s.TextAt("id") == "publish")).TextAt("run")!, ("GITHUB_WORKSPACE", clone), ("GITHUB_OUTPUT", output)).MustSucceed();
        string digest = Command.Run("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{registry.Host}/shop/webapi:1.4.2").MustSucceed().Output.Trim();
        Assert.AreEqual($"digest={digest}\nimage={registry.Host}/shop/webapi@{digest}\n", File.ReadAllText(output));
        Assert.Contains("src/WebApi/WebApi.csproj", File.ReadAllText(Path.Combine(clone, ".openshift/stages/report.sarif")), "from the top of the repository");

        YamlMapping azure = Read("azure-pipelines.yaml");
        string bash = azure.ItemsAt("steps").OfType<YamlMapping>().Single(static s => s.TextAt("name") == "publish").TextAt("bash")!;
        Run(bash, ("BUILD_SOURCESDIRECTORY", clone)).MustSucceed().MustSay($"##vso[task.setvariable variable=digest;isOutput=true]{digest}\n");
        CommandResult issues = Run(bash, ("BUILD_SOURCESDIRECTORY", clone), ("Broken", "true")).MustFail().MustNotSay("task.setvariable");
        StringAssert.Matches(issues.Text, new(@"(?m)^##vso\[task\.logissue type=error;sourcepath=.*src/WebApi/WebApi\.csproj;linenumber=\d+;columnnumber=\d+;code=OSC1309\]Port 80/tcp .*[^\]]$"));

        string gitlab = ((YamlScalar)Read("gitlab.yaml").ItemsAt("publish-image", "script")[0]).Text;
        Run(gitlab, ("CI_PROJECT_DIR", clone)).MustSucceed();
        Assert.AreEqual($"IMAGE={registry.Host}/shop/webapi@{digest}\nIMAGE_DIGEST={digest}\n", File.ReadAllText(Path.Combine(clone, ".openshift/image.env")));
        Assert.IsFalse(Issues().Any(static i => (string)i!["severity"]! == "critical"));
        Run(gitlab, ("CI_PROJECT_DIR", clone), ("Broken", "true")).MustFail();
        JsonNode port = Issues().Single(static i => (string)i!["check_name"]! == "OSC1309")!;
        Assert.AreEqual("critical src/WebApi/WebApi.csproj", $"{port["severity"]} {port["location"]!["path"]}");

        YamlMapping Read(string file) => YamlReader.ReadText(File.ReadAllText(Path.Combine(pipelines, file)), file)[0];

        JsonArray Issues() => JsonNode.Parse(File.ReadAllText(Path.Combine(clone, ".openshift/code-quality.json")))!.AsArray();

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
}
