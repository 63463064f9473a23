using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Stages;

/// <summary>Publishes of one project in one work tree at the same time, as matrix builds run them: every one delivers what it was asked for, where it was asked for.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ParallelPublishTests
{
    private const string Program = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => "hello");
        app.Run();
        """;

    [TestMethod]
    public async Task Every_publish_delivers_its_own_version_to_its_own_destination()
    {
        using var registry = RegistryServer.Start();
        TestProject project = Prepare();
        for (int round = 0; round < 3; round++)
        {
            string[] names = ["east", "west", "north", "south"];
            Task<CommandResult>[] publishes = [.. names.Select((name, i) => Task.Run(() => project.Publish(
                "--no-build", "-tl:off", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerRegistry={registry.Host}", $"-p:ContainerRepository=r{round}/{name}", $"-p:Version=1.{i}.{round}")))];
            CommandResult[] results = await Task.WhenAll(publishes);
            for (int i = 0; i < names.Length; i++)
            {
                results[i].MustSucceed().MustSay($"Pushed {registry.Host}/r{round}/{names[i]}:1.{i}.{round}");
                CollectionAssert.AreEqual((string[])["1", $"1.{i}", $"1.{i}.{round}"], registry.Tags($"r{round}/{names[i]}").ToArray());
                Assert.AreEqual($"1.{i}.{round}", VersionOf(registry, $"r{round}/{names[i]}", $"1.{i}.{round}"));
            }

            Assert.IsTrue(results.Any(static r => r.Text.Contains("another publish of WebApi.csproj runs (process ", StringComparison.Ordinal)), "They ran at the same time.");
        }
    }

    [TestMethod]
    public async Task Publishes_of_several_platforms_wait_for_each_other_too()
    {
        using var registry = RegistryServer.Start();
        string baseImage = EmbeddedLayout.CopyTo(registry, twoPlatforms: true);
        TestProject project = TestProject.Web("<UseAppHost>false</UseAppHost><SelfContained>false</SelfContained><RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers>");
        string[] arguments = ["-tl:off", $"-p:ContainerBaseImage={baseImage}", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRuntimeIdentifiers=\"linux-x64;linux-arm64\"", "-p:OpenShiftIntermediateDirectory=obj/stage"];
        project.Publish([.. arguments, "-p:ContainerRepository=multi/first"]).MustSucceed();
        CommandResult[] results = await Task.WhenAll(((string[])["east", "west"]).Select(name => Task.Run(() => project.Publish([.. arguments, "--no-build", $"-p:ContainerRepository=multi/{name}", $"-p:Version=2.{name.Length}.{name[0] - 'a'}"]))));
        foreach ((CommandResult result, string name) in results.Zip((string[])["east", "west"]))
        {
            result.MustSucceed().MustSay($"Pushed {registry.Host}/multi/{name}:");
            Assert.Contains($"2.4.{name[0] - 'a'}", registry.Tags($"multi/{name}"));
        }
    }

    [TestMethod]
    public void A_publish_that_publishes_the_project_again_does_not_wait_for_itself()
    {
        TestProject project = TestProject.Create("WebApi", "Microsoft.NET.Sdk.Web", "<UseAppHost>false</UseAppHost><SelfContained>false</SelfContained><RuntimeIdentifiers>linux-x64;win-x64</RuntimeIdentifiers>", "", Program);
        project.Write("Directory.Build.targets", """
            <Project>
              <Target Name="Others" AfterTargets="Publish" Condition="'$(RuntimeIdentifier)' == ''">
                <MSBuild Projects="$(MSBuildProjectFullPath)" Properties="RuntimeIdentifier=win-x64" Targets="Publish" />
              </Target>
              <Target Name="Within" BeforeTargets="CopyFilesToPublishDirectory" Condition="'$(RuntimeIdentifier)' == ''">
                <MSBuild Projects="$(MSBuildProjectFullPath)" Properties="RuntimeIdentifier=linux-x64" Targets="Publish" />
              </Target>
            </Project>
            """);
        CommandResult result = project.Dotnet(null, "publish", project.ProjectFile, "-nologo", "-tl:off").MustSucceed();
        Assert.DoesNotContain("another publish of WebApi.csproj runs", result.Text);
        foreach (string platform in (string[])["", "linux-x64/", "win-x64/"])
        {
            Assert.IsTrue(File.Exists(Path.Combine(project.Folder, $"bin/Release/net10.0/{platform}publish/WebApi.dll")), platform);
        }
    }

    [TestMethod]
    public void A_killed_publish_leaves_no_lock_and_its_successor_is_whole()
    {
        TestProject project = Prepare();
        string archive = Path.Combine(Sandbox.NewFolder("killed"), "image.tar");
        string[] arguments = ["publish", project.ProjectFile, "-t:PublishContainer", "--no-build", "-nologo", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={archive}"];
        using (System.Diagnostics.Process publish = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", arguments) { WorkingDirectory = project.Folder, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" } })!)
        {
            string lockFile = Path.Combine(project.Folder, "obj/WebApi.csproj.openshift.lock");
            for (int i = 0; i < 600 && !File.Exists(lockFile) && !publish.HasExited; i++)
            {
                Thread.Sleep(20);
            }

            Assert.IsTrue(File.Exists(lockFile));
            publish.Kill(entireProcessTree: true);
            publish.WaitForExit();
        }

        project.Publish("--no-build", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={archive}").MustSucceed().MustSay($"{archive}");
        Assert.IsTrue(File.Exists(archive));
    }

    [TestMethod]
    public void A_folder_with_sources_is_no_place_for_a_layout_and_stays_whole()
    {
        TestProject project = Prepare();
        string[] before = Files(project.Folder);
        foreach (string path in (string[])[".", "..", "/", project.Folder + "/"])
        {
            project.Publish("--no-build", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={path}", "-p:OpenShiftArchiveFormat=OciLayout").MustFailWith(project, "OSC0016", "nothing in it was touched");
        }

        project.Write("docs/readme.txt", "mine");
        project.Publish("--no-build", "-p:OpenShiftEmbeddedBase=Always", "-p:ContainerArchiveOutputPath=docs", "-p:OpenShiftArchiveFormat=OciLayout").MustFailWith(project, "OSC0016", "readme.txt");
        CollectionAssert.AreEqual(before, Files(project.Folder).Except(["docs/readme.txt"]).ToArray());

        string layout = Path.Combine(project.Folder, "layout");
        for (int i = 1; i < 3; i++)
        {
            project.Publish("--no-build", "-p:OpenShiftEmbeddedBase=Always", "-p:ContainerArchiveOutputPath=layout", "-p:OpenShiftArchiveFormat=OciLayout", $"-p:Version=1.0.{i}").MustSucceed();
            JsonNode index = JsonNode.Parse(File.ReadAllText(Path.Combine(layout, "index.json")))!;
            Assert.IsTrue(index["manifests"]!.AsArray().Any(m => m!["annotations"]?["org.opencontainers.image.ref.name"]?.GetValue<string>() == $"1.0.{i}"));
        }
    }

    [TestMethod]
    public void A_full_disk_is_named_with_its_place()
    {
        if (Environment.UserName != "root")
        {
            Assert.Inconclusive("only root mounts a small disk");
        }

        TestProject project = Prepare();
        string disk = Sandbox.NewFolder("disk");
        if (Command.Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk).ExitCode != 0)
        {
            Assert.Inconclusive("no tmpfs can be mounted here");
        }

        try
        {
            foreach (string format in (string[])["Docker", "OciLayout"])
            {
                project.Publish("--no-build", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={disk}/out", $"-p:OpenShiftArchiveFormat={format}").MustFailWith(project, "OSC0085", $"no space is left on the file system at '{disk}'");
                Assert.IsEmpty(Directory.GetFileSystemEntries(disk));
            }

            project.Publish("--no-build", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={project.Folder}/out.tar", $"-p:OpenShiftCacheDirectory={disk}/cache").MustFailWith(project, "OSC0044", $"no space is left on the file system at '{disk}'");
        }
        finally
        {
            Command.Run("umount", disk).MustSucceed();
        }
    }

    private static TestProject Prepare()
    {
        TestProject project = TestProject.Create("WebApi", "Microsoft.NET.Sdk.Web", "<UseAppHost>false</UseAppHost><Version>1.4.2</Version><Description>A test service</Description>", "", Program);
        project.Dotnet(null, "publish", project.ProjectFile, "-nologo").MustSucceed();
        return project;
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Where(static f => !f.StartsWith("obj/", StringComparison.Ordinal) && !f.StartsWith("bin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string VersionOf(RegistryServer registry, string repository, string tag)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{registry.Host}/v2/{repository}/") };
        client.DefaultRequestHeaders.Add("Accept", "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json");
        JsonNode manifest = JsonNode.Parse(client.GetStringAsync(new Uri($"manifests/{tag}", UriKind.Relative)).GetAwaiter().GetResult())!;
        JsonNode config = JsonNode.Parse(client.GetStringAsync(new Uri($"blobs/{manifest["config"]!["digest"]!.GetValue<string>()}", UriKind.Relative)).GetAwaiter().GetResult())!;
        return config["config"]!["Labels"]!["org.opencontainers.image.version"]!.GetValue<string>();
    }
}
