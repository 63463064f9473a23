using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publish.Tests.RealImages;

namespace OpenShift.NET.Sdk.Publish.Tests.Manifests;

/// <summary>Images run as their manifests say: variables, volumes, user, memory limit, read-only root; and the manifests' probes ask them.</summary>
[TestClass]
[DoNotParallelize]
public class ManifestRunTests
{
    [TestMethod]
    public void The_sample_runs_as_its_manifests_say_and_keeps_its_documents()
    {
        Components.Require("podman", "runc");
        TestProject project = TestProject.Web();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Sandbox.RepositoryRoot, "samples", "WebApi")))
        {
            File.Copy(file, Path.Combine(project.Folder, Path.GetFileName(file)), overwrite: true);
        }

        using var image = new PodmanImage(project, "1.4.2", "-p:OpenShiftEmbeddedBase=Always", $"-p:OpenShiftSdkVersion={Sandbox.Version}");
        YamlMapping container = image.Container;
        Assert.IsTrue(image.Mounts.Any(static m => m.Path == "/data" && m.IsClaim));
        string volume = "osc-test-" + Guid.NewGuid().ToString("n")[..8];
        try
        {
            using (Container running = Container.Start(image.Name, readOnly: true, image.Options("/data", volume)))
            {
                foreach (string probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
                {
                    Assert.AreEqual("Healthy", running.Get(container.TextAt(probe, "httpGet", "path")!), probe);
                }

                using var client = new HttpClient();
                using HttpResponseMessage put = client.PutAsync(new Uri($"http://127.0.0.1:{running.Port}/documents/a.txt"), new StringContent("kept")).GetAwaiter().GetResult();
                Assert.AreEqual(System.Net.HttpStatusCode.Created, put.StatusCode, running.Logs());
                Assert.AreEqual(0, running.Stop().ExitCode, running.Logs());
            }

            // Another pod with the same claim.
            using Container next = Container.Start(image.Name, readOnly: true, image.Options("/data", volume));
            Assert.AreEqual("kept", next.Get("/documents/a.txt"));
        }
        finally
        {
            Container.Podman("volume", "rm", "--force", volume);
        }
    }

    [TestMethod]
    public void A_workers_file_probe_needs_a_shell_and_tells_with_it_whether_the_work_goes_on()
    {
        TestProject project = TestProject.Create(
            "Mailer",
            "Microsoft.NET.Sdk.Worker",
            "<Version>0.4.2</Version><Description>Sends mail</Description>",
            """
            <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.0" />
            <OpenShiftProbe Include="Liveness" Type="File" Path="/tmp/still alive" />
            """,
            """
            HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddHostedService<Mailer>();
            builder.Build().Run();

            sealed class Mailer : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    File.WriteAllText("/tmp/still alive", "");
                    Console.WriteLine("working");
                    await Task.Delay(-1, stop);
                }
            }
            """);

        // The base made of this machine's runtime has no shell, as chiseled images have none: the probe would end every pod.
        project.Publish("-p:OpenShiftEmbeddedBase=Always", "-p:ContainerArchiveOutputPath=out.tar").MustFailWith(project, "OSC2003", "runs '/bin/sh', which is not in the image");

        Components.Require("podman", "runc", "umoci", "apt-get", "dpkg-deb");
        using var image = new PodmanImage(project, "0.4.2", $"-p:OpenShiftBaseImageArchive={BaseWithShell()}");
        string[] command = [.. image.Container.ItemsAt("livenessProbe", "exec", "command").Select(static c => ((YamlScalar)c).Text)];
        using Container running = Container.Start(image.Name, readOnly: true, image.Options());
        running.WaitForLog("working");
        Container.Podman(["exec", running.Name, .. command]).MustSucceed();
        Container.Podman("exec", running.Name, "/bin/sh", "-c", "rm '/tmp/still alive'").MustSucceed();
        Assert.AreNotEqual(0, Container.Podman(["exec", running.Name, .. command]).ExitCode);
    }

    private static string BaseWithShell()
    {
        string folder = Sandbox.NewFolder("base-with-shell");
        string layout = Path.Combine(folder, "layout");
        Command.Run("cp", "-r", EmbeddedLayout.Folder, layout).MustSucceed();
        string root = Path.Combine(folder, "root");
        string unpacked = Path.Combine(folder, "unpacked");
        DebianPackages.Install("busybox-static", unpacked);
        Directory.CreateDirectory(Path.Combine(root, "usr/bin"));
        File.Copy(Directory.EnumerateFiles(unpacked, "busybox", SearchOption.AllDirectories).First(static f => f.Contains("/bin/", StringComparison.Ordinal)), Path.Combine(root, "usr/bin/busybox"));
        foreach (string name in (string[])["sh", "find", "rm"])
        {
            File.CreateSymbolicLink(Path.Combine(root, "usr/bin", name), "busybox");
        }

        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.CreateSymbolicLink(Path.Combine(root, "bin/sh"), "/usr/bin/busybox");
        string tar = Path.Combine(folder, "shell.tar");
        Command.Run("tar", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@1", "-cf", tar, "-C", root, ".").MustSucceed();
        Command.Run("umoci", "raw", "add-layer", "--image", $"{layout}:10.0", tar).MustSucceed();
        return layout + "#10.0";
    }

    /// <summary>A published image in podman with the Deployment of its manifests.</summary>
    private sealed class PodmanImage : IDisposable
    {
        private readonly string _repository = "osc-test/" + Guid.NewGuid().ToString("n")[..8];
        private readonly ManifestSet _set;
        private readonly YamlMapping _pod;

        public PodmanImage(TestProject project, string version, params string[] arguments)
        {
            Name = $"localhost/{_repository}:{version}";
            project.Publish(["-p:LocalRegistry=Podman", $"-p:ContainerRepository={_repository}", .. arguments]).MustSucceed();
            string folder = Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests");
            _set = ManifestSet.Of(Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
                .Select(f => ManifestFileReader.ReadAsync(f, Path.GetRelativePath(folder, f).Replace('\\', '/'), CancellationToken.None).GetAwaiter().GetResult()));
            _pod = _set.Objects.First(static o => o.Kind == "Deployment" && o.Template is null).Root.MappingAt("spec", "template", "spec");
            Assert.AreEqual("true", Container.TextAt("securityContext", "readOnlyRootFilesystem"));
            Assert.AreEqual("true", _pod.TextAt("securityContext", "runAsNonRoot"));
        }

        public string Name { get; }

        public YamlMapping Container => (YamlMapping)_pod.ItemsAt("containers")[0];

        public IEnumerable<(string Path, bool IsClaim)> Mounts => Container.ItemsAt("volumeMounts").Cast<YamlMapping>()
            .Select(m => (m.TextAt("mountPath")!, _pod.ItemsAt("volumes").Cast<YamlMapping>().Single(v => v.TextAt("name") == m.TextAt("name"))["persistentVolumeClaim"] is not null));

        /// <summary>What the manifests say as options of podman; a claim is the named volume, which podman makes with the permissions of the image's folder.</summary>
        public string[] Options(string? claim = null, string? volume = null)
        {
            var options = new List<string> { "--memory", Container.TextAt("resources", "limits", "memory")!.Replace("Mi", "m", StringComparison.Ordinal) };
            foreach (YamlMapping variable in Container.ItemsAt("env").Cast<YamlMapping>().Where(static v => v["value"] is not null))
            {
                options.AddRange(["--env", $"{variable.TextAt("name")}={variable.TextAt("value")}"]);
            }

            foreach (YamlEntry entry in _set.Objects.Where(static o => o.Kind == "ConfigMap" && o.Template is null).SelectMany(static o => o.Root.MappingAt("data").Entries))
            {
                options.AddRange(["--env", $"{entry.Key}={((YamlScalar)entry.Value).Text}"]);
            }

            foreach ((string path, bool isClaim) in Mounts.Where(static m => m.Path != "/tmp"))
            {
                options.AddRange(isClaim && path == claim ? ["--volume", $"{volume}:{path}"] : ["--mount", $"type=tmpfs,destination={path},tmpfs-mode=0770"]);
            }

            return [.. options];
        }

        public void Dispose()
        {
            string[] parts = Name[(Name.LastIndexOf(':') + 1)..].Split('.');
            Infrastructure.Container.Podman(["rmi", "--force", .. Enumerable.Range(1, parts.Length).Select(n => $"localhost/{_repository}:{string.Join('.', parts[..n])}")]);
        }
    }
}
