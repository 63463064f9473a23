using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Pipelines;

/// <summary>The publish runs as OpenShift runs a pod that builds: with Red Hat's Tekton task, and with the step of the generated BuildStrategy.</summary>
[TestClass]
[DoNotParallelize]
public sealed class BuildPodTests
{
    private static readonly string s_project = $"""
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Version>1.4.2</Version>
            <Description>Takes orders.</Description>
            <OpenShiftPipelines>Tekton;Shipwright</OpenShiftPipelines>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="OpenShift.NET.Sdk" Version="{Sandbox.Version}" PrivateAssets="all" />
          </ItemGroup>
        </Project>
        """;

    [TestMethod]
    public async Task A_pod_of_restricted_v2_publishes_and_both_engines_get_the_checked_image()
    {
        Components.Require("skopeo");
        using RegistryServer registry = RegistryServer.Start();
        EmbeddedLayout.CopyTo(registry);
        using BuildPod pod = await BuildPod.CreateAsync();
        string host = $"127.0.0.1:{registry.Port}";
        pod.Write("source/src/Orders/Orders.csproj", s_project);
        pod.Write("source/src/Orders/Program.cs", TestProject.WebProgram);
        pod.Write("source/nuget.config", "<configuration><packageSources><clear /><add key=\"tested\" value=\"/feed\" /></packageSources></configuration>");
        pod.Write("source/.git/HEAD", "ref: refs/heads/main\n");
        pod.Write("results/none", "");
        pod.Write("task.sh", PublishTask.Script);

        // Without a home the .NET CLI and NuGet want to be told one of their own; everything of ours does without. The properties are those the generated Pipeline hands over, its clone being here.
        CommandResult published = pod.Run(
            "task.sh",
            new Dictionary<string, string>
            {
                ["WORKSPACE_SOURCE_PATH"] = "/work/source",
                ["RESULTS"] = "/work/results",
                ["PARAM_PROJECT"] = "src/Orders/Orders.csproj",
                ["PARAM_SDK_IMAGE"] = "registry.access.redhat.com/dotnet/sdk:10.0",
                ["PARAM_IMAGE_NAME"] = host + "/shop/orders:1.4.2",
                ["PARAM_BASE_IMAGE"] = host + "/dotnet/aspnet",
                ["PARAM_VERBOSITY"] = "minimal",
            },
            "--env-vars", "DOTNET_NOLOGO=1", "DOTNET_CLI_HOME=/tmp", "--build-props", "OpenShiftManifestDirectory=/work/source/.openshift/manifests", "OpenShiftManifests=Kubernetes");
        published.MustSucceed().MustNotSay(": warning ");
        string digest = File.ReadAllText(Path.Combine(pod.Folder, "results/IMAGE_DIGEST"));
        Assert.AreEqual(Digest($"docker://{registry.Host}/shop/orders:1.4.2"), digest);
        Assert.AreEqual($"{host}/shop/orders@{digest}", File.ReadAllText(Path.Combine(pod.Folder, "results/IMAGE")));
        string manifests = Path.Combine(pod.Folder, "source/.openshift/manifests");
        Assert.Contains(digest, File.ReadAllText(Path.Combine(manifests, "kubernetes/kustomization.yaml")));
        Assert.Contains("default: src/Orders/Orders.csproj", File.ReadAllText(Path.Combine(manifests, "pipelines/tekton.yaml")));

        // The step that proves, its application beside it in the same pod as the sidecar would be.
        YamlMapping pipeline = YamlReader.ReadText(File.ReadAllText(Path.Combine(manifests, "pipelines/tekton.yaml")), "tekton.yaml")[0];
        YamlMapping prove = pipeline.ItemsAt("spec", "tasks").OfType<YamlMapping>().Single(static t => t.TextAt("name") == "prove");
        string ask = ((YamlMapping)prove.ItemsAt("taskSpec", "steps")[0]).TextAt("script")!.Replace("$(results.IMAGE_URL.path)", "/work/results/IMAGE_URL", StringComparison.Ordinal).Replace("$(results.IMAGE_DIGEST.path)", "/work/results/PROVED_DIGEST", StringComparison.Ordinal);
        ToolPackage.Make();
        pod.Write("ask.sh", ask.Replace("openshift-image ask ", "openshift-image ask --timeout 5 ", StringComparison.Ordinal));
        pod.Write("pod.sh", "cd /work/source\ndotnet src/Orders/bin/Release/net10.0/publish/Orders.dll >/tmp/log &\nsh /work/ask.sh\n");
        var asked = new Dictionary<string, string> { ["HOME"] = "/tmp", ["IMAGE"] = $"{host}/shop/orders@{digest}", ["MANIFESTS"] = "/work/source/.openshift/manifests", ["ASPNETCORE_HTTP_PORTS"] = "8081" };
        pod.RunAlone("pod.sh", asked).MustFail().MustSay("OSC0077").MustSay("Port 8080, which the manifest declares, is not listened on");
        Assert.IsFalse(File.Exists(Path.Combine(pod.Folder, "results/IMAGE_URL")), "nothing to sign");
        Directory.Delete(Path.Combine(pod.Folder, "tmp/tools"), recursive: true);
        pod.Write("ask.sh", ask);
        asked["ASPNETCORE_HTTP_PORTS"] = "8080";
        pod.RunAlone("pod.sh", asked).MustSucceed().MustSay("Deployment/orders: port 8080: listened on");
        Assert.AreEqual($"{host}/shop/orders {digest}", $"{File.ReadAllText(Path.Combine(pod.Folder, "results/IMAGE_URL"))} {File.ReadAllText(Path.Combine(pod.Folder, "results/PROVED_DIGEST"))}");

        YamlMapping strategy = YamlReader.ReadText(File.ReadAllText(Path.Combine(manifests, "pipelines/shipwright.yaml")), "shipwright.yaml")[0];
        var step = (YamlMapping)strategy.ItemsAt("spec", "steps")[0];
        pod.Write("step.sh", ((YamlScalar)step.ItemsAt("args")[1]).Text);
        pod.Write("output/none", "");
        File.Delete(Path.Combine(pod.Folder, "output/none"));
        pod.Run(
            "step.sh",
            new Dictionary<string, string>
            {
                ["HOME"] = "/tmp",
                ["SOURCE"] = "/work/source",
                ["PROJECT"] = "src/Orders/Orders.csproj",
                ["OUTPUT"] = "/work/output",
                ["ContainerBaseImage"] = host + "/dotnet/aspnet:10.0",
                ["ContainerRepository"] = "shop/orders",
            }).MustSucceed();
        JsonNode entry = JsonNode.Parse(File.ReadAllText(Path.Combine(pod.Folder, "output/index.json")))!["manifests"]!.AsArray().Single()!;
        Assert.AreEqual(digest, (string?)entry["digest"], "the image of the other engine, bit for bit");
        Command.Run("skopeo", "copy", "--preserve-digests", "--dest-tls-verify=false", $"oci:{Path.Combine(pod.Folder, "output")}", $"docker://{registry.Host}/shop/pushed:1.4.2").MustSucceed();
        Assert.AreEqual(digest, Digest($"docker://{registry.Host}/shop/pushed:1.4.2"));
    }

    private static string Digest(string image) => Command.Run("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", image).MustSucceed().Output.Trim();
}
