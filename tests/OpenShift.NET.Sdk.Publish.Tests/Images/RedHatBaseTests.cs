using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Images;

/// <summary>The same application on Red Hat's .NET images and on Debian's: what the image says, what the rules find, how it runs.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RedHatBaseTests
{
    private static readonly string[] Shared = ["HOME=/tmp", "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_EnableDiagnostics_IPC=0", "DOTNET_GCHeapHardLimitPercent=4B"];

    [TestMethod]
    public async Task An_application_is_the_same_on_every_one_of_them()
    {
        Components.Require("docker-registry", "skopeo", "podman", "runc");
        using RegistryServer registry = RegistryServer.Start();
        TestProject project = TestProject.Web("<Authors>Example</Authors><RepositoryUrl>https://git.example.com/a</RepositoryUrl><PackageLicenseExpression>MIT</PackageLicenseExpression>");
        string[] debian = Findings(project.Publish($"-p:ContainerBaseImage={EmbeddedLayout.CopyTo(registry)}", $"-p:ContainerRegistry={registry.Host}").MustSucceed());
        foreach (string version in (string[])["8.0", "9.0", "10.0", "10.0 plain"])
        {
            string tag = version.Replace(' ', '-');
            Command.Run("skopeo", "copy", "--preserve-digests", "--dest-tls-verify=false", $"oci:{await RedHatBase.CreateAsync(version)}:10.0", $"docker://{registry.Host}/ubi/dotnet:{tag}").MustSucceed();
            CommandResult result = project.Publish($"-p:ContainerBaseImage={registry.Host}/ubi/dotnet:{tag}", $"-p:ContainerRegistry={registry.Host}").MustSucceed();
            LayoutImage image = LayoutImage.Read(project.Intermediate);
            Assert.AreEqual("1001:0", image.User, version);
            Assert.AreEqual("8080/tcp", image.Ports, version);
            Assert.AreEqual("/app/", image.Execution.GetProperty("WorkingDir").GetString(), version);
            Assert.AreEqual("""["dotnet","/app/WebApi.dll"]""", image.Execution.GetProperty("Entrypoint").GetRawText(), version);
            Assert.IsFalse(image.Execution.TryGetProperty("Cmd", out _), version);
            CollectionAssert.IsSubsetOf(Shared, image.Environment.ToArray(), version);
            foreach (string gone in (string[])["ASPNETCORE_URLS=", "DOTNET_DEFAULT_CMD=", "DOTNET_APP_PATH="])
            {
                Assert.IsFalse(image.Environment.Any(e => e.StartsWith(gone, StringComparison.Ordinal)), $"{version}: {gone}");
            }

            Assert.IsFalse(image.Labels.Keys.Any(static k => k.Contains("s2i", StringComparison.Ordinal)), version);
            Assert.AreEqual("A test service", image.Labels["io.k8s.description"], version);
            Assert.AreEqual(string.Join('\n', debian), string.Join('\n', Findings(result)), version);
            Container.Podman("pull", "--tls-verify=false", $"{registry.Host}/webapi:1.4.2").MustSucceed();
            using Container container = Container.Start($"{registry.Host}/webapi:1.4.2", readOnly: true);
            Assert.AreEqual("ok", container.Get("/healthz"), version);
            Assert.AreEqual("refused", container.Get("/write?path=/opt/app-root/x"), version);
            Assert.AreEqual(0, container.Stop().ExitCode, version);
        }
    }

    [TestMethod]
    public void One_word_chooses_the_image_of_the_target_framework()
    {
        TestProject web = TestProject.Web();
        TestProject console = TestProject.Create("Job", "Microsoft.NET.Sdk", "<OutputType>Exe</OutputType>", "", "Console.WriteLine();");
        Assert.AreEqual("registry.access.redhat.com/dotnet/aspnet:10.0", BaseOf(web, "-p:OpenShiftBase=ubi"));
        Assert.AreEqual("registry.access.redhat.com/dotnet/runtime:10.0", BaseOf(console, "-p:OpenShiftBase=ubi"));
        Assert.AreEqual("example.com/own:1", BaseOf(web, "-p:OpenShiftBase=ubi", "-p:ContainerBaseImage=example.com/own:1"));
        Assert.StartsWith("mcr.microsoft.com/dotnet/aspnet:10.0", BaseOf(web));
        web.Publish("-p:OpenShiftBase=ubi", "--self-contained", "-r", "linux-x64").MustFailWith(web, "OSC0063", "self-contained");
        web.Publish("-p:OpenShiftBase=alpine").MustFailWith(web, "OSC0026", "alpine");
    }

    private static string BaseOf(TestProject project, params string[] arguments)
    {
        project.Dotnet(null, "restore", project.ProjectFile).MustSucceed();
        return project.Dotnet(null, ["msbuild", project.ProjectFile, "-t:ComputeContainerConfig", "-getProperty:ContainerBaseImage", .. arguments]).MustSucceed().Output.Trim();
    }

    private static string[] Findings(CommandResult result) => [.. result.Text.Split('\n').Where(static l => l.Contains("OSC", StringComparison.Ordinal)).Select(static l => l.Trim()).Order(StringComparer.Ordinal)];
}
