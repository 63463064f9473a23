using System.Text.Json;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Manifests;

/// <summary>The manifests of a real publish: what is in them, what becomes of the user's own, what a second publish does.</summary>
[TestClass]
[DoNotParallelize]
public class ManifestTests
{
    private const string Embedded = "-p:OpenShiftEmbeddedBase=Always";

    private const string Program = """
        using Microsoft.AspNetCore.Diagnostics.HealthChecks;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/healthz/ready");
        if (app.Environment.IsDevelopment())
        {
            app.MapHealthChecks("/startupz");
        }

        app.MapGet("/setting", (string key, IConfiguration configuration) => configuration[key] ?? "");
        app.MapGet("/write", (string path) =>
        {
            try { File.WriteAllText(path, "x"); return "written"; }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return "refused"; }
        });
        app.Run();
        """;

    private const string Settings = """
        {
          "ConnectionStrings": { "Shop": "Host=localhost;Database=shop;Username=shop;Password=of-a-developer" },
          "Services": { "Stock": { "Url": "http://localhost:5001" } },
          "Greeting": "Welcome"
        }
        """;

    private const string Items = """
        <OpenShiftWritablePath Include="/app/uploads" Volume="Claim" Size="2Gi" />
        <OpenShiftSuppress Include="OSC0902" Justification="The developers' own database; tests hold that the value goes nowhere" />
        <OpenShiftSetting Include="Greeting" Description="What visitors read" />
        """;

    [TestMethod]
    public void A_publish_writes_manifests_that_agree_with_the_image_in_the_registry()
    {
        using RegistryServer registry = RegistryServer.Start();
        TestProject project = Shop();
        project.Write("openshift/deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  revisionHistoryLimit: 3\n");
        project.Write("openshift/budget.json", """{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "budget" }, "data": { "a": "b" } }""");
        string[] arguments = [Embedded, $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/orders", "-getProperty:GeneratedContainerDigest"];
        CommandResult first = project.Publish(Embedded, $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/orders").MustSucceed();
        first.MustSay("OpenShift: manifests in ");
        string folder = Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests");
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
        foreach (string expected in (string[])["SETTINGS.md", "template.yaml", "kubernetes/deployment.yaml", "kubernetes/kustomization.yaml", "kubernetes/configmap-budget.yaml", "kubernetes/service.yaml"])
        {
            Assert.Contains(expected, files);
        }

        string digest = project.Publish(arguments).MustSucceed().Output.Trim().Split('\n')[^1].Trim();
        ManifestSet set = Read(folder);
        YamlMapping deployment = set.Objects.First(o => o.Kind == "Deployment" && o.Template is null).Root;
        YamlMapping container = Container0(deployment);
        Assert.AreEqual($"{registry.Host}/shop/orders@{digest}", container.TextAt("image"));
        Assert.AreEqual("/healthz/live", container.TextAt("livenessProbe", "httpGet", "path"));
        Assert.AreEqual("/healthz/ready", container.TextAt("readinessProbe", "httpGet", "path"));
        Assert.AreEqual("/healthz/live", container.TextAt("startupProbe", "httpGet", "path"));
        Assert.AreEqual("3", deployment.TextAt("spec", "revisionHistoryLimit"));
        Assert.AreEqual("Recreate", deployment.TextAt("spec", "strategy", "type"));
        Assert.AreEqual("2Gi", set.Objects.First(o => o.Kind == "PersistentVolumeClaim" && o.Template is null).Root.TextAt("spec", "resources", "requests", "storage"));
        ManifestObject[] expanded = [.. set.Objects.Where(o => o.Template is not null)];
        Assert.AreEqual("/healthz/live", Container0(expanded.Single(o => o.Kind == "Deployment").Root).TextAt("livenessProbe", "httpGet", "path"));
        Assert.Contains("budget", expanded.Where(o => o.Kind == "ConfigMap").Select(o => o.Name));
        Assert.Contains("http://stock:5001", File.ReadAllText(Path.Combine(folder, "template.yaml")));
        foreach (string file in files)
        {
            Assert.DoesNotContain("of-a-developer", File.ReadAllText(Path.Combine(folder, file)));
        }

        Assert.DoesNotContain("of-a-developer", File.ReadAllText(Path.Combine(project.Intermediate, "facts.json")));
        Assert.DoesNotContain("manifests/", File.ReadAllText(Path.Combine(project.Intermediate, "facts.json")).Replace(folder, "", StringComparison.Ordinal));

        // A publish without a change touches nothing, and what the user broke is mended.
        DateTime[] before = [.. files.Select(f => File.GetLastWriteTimeUtc(Path.Combine(folder, f)))];
        string stamp = File.ReadAllText(Path.Combine(project.Intermediate, "manifests.stamp"));
        project.Publish(arguments[..^1]).MustSucceed().MustSay("is up to date in the registry");
        CollectionAssert.AreEqual(before, files.Select(f => File.GetLastWriteTimeUtc(Path.Combine(folder, f))).ToArray());
        Assert.AreEqual(stamp, File.ReadAllText(Path.Combine(project.Intermediate, "manifests.stamp")));

        project.Publish([.. arguments[..^1], "-p:OpenShiftManifests=None"]).MustSucceed().MustNotSay("OpenShift: manifests in");
        Assert.IsFalse(Directory.Exists(folder));
    }

    [TestMethod]
    public void Which_manifests_are_written_and_where_is_the_projects_choice()
    {
        TestProject project = Shop();
        string[] arguments = [Embedded, "-p:ContainerArchiveOutputPath=out/orders.tar", "-p:OpenShiftManifests=Kubernetes", "-p:OpenShiftManifestDirectory=deploy"];
        string folder = Path.Combine(project.Folder, "deploy");
        project.Publish(arguments).MustSucceed().MustSay($"OpenShift: manifests in {folder}");
        Assert.IsFalse(File.Exists(Path.Combine(folder, "template.yaml")));
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests")));

        // What comes after the publish gets the whole set by name.
        string json = project.Publish([.. arguments, "-getItem:OpenShiftManifestFile"]).MustSucceed().Output;
        using JsonDocument items = JsonDocument.Parse(json[json.IndexOf('{', StringComparison.Ordinal)..]);
        CollectionAssert.AreEquivalent(
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories),
            items.RootElement.GetProperty("Items").GetProperty("OpenShiftManifestFile").EnumerateArray().Select(static i => i.GetProperty("FullPath").GetString()).ToArray());
    }

    [TestMethod]
    public void Bad_manifests_of_the_users_stop_the_publish_with_their_place_and_nothing_is_delivered()
    {
        using RegistryServer registry = RegistryServer.Start();
        TestProject project = Shop();
        (string Text, string Code, string Place)[] table =
        [
            ("apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: a\n", "OSC0050", "(4,1)"),
            ("apiVersion: v1\nkind: ConfigMap\nkind: Secret\n", "OSC0050", "(3,1)"),
            ("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n", "OSC0051", "("),
            ("apiVersion: apps/v1\nkind: Deploymnt\nmetadata:\n  name: a\n", "OSC0054", "(2,7)"),
            ("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: \"" + new string('x', 10_000_000) + "\"\n", "OSC0051", "mine.yaml"),
        ];
        foreach ((string text, string code, string place) in table)
        {
            project.Write("openshift/mine.yaml", text);
            string error = project.Publish(Embedded, $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/bad").MustFailWith(project, code, "openshift/mine.yaml");
            Assert.Contains(place, error);
        }

        Assert.IsFalse(registry.HasRepository("shop/bad"));
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests")));
    }

    [TestMethod]
    public void The_image_runs_with_what_the_manifests_say_and_its_probes_answer()
    {
        Components.Require("podman", "runc");
        string repository = "osc-test/" + Guid.NewGuid().ToString("n")[..8];
        TestProject project = Shop();
        project.Publish(Embedded, "-p:LocalRegistry=Podman", $"-p:ContainerRepository={repository}", "-p:OpenShiftName=orders").MustSucceed();
        string image = $"localhost/{repository}:1.4.2";
        try
        {
            ManifestSet set = Read(Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests"));
            YamlMapping pod = set.Objects.First(o => o.Kind == "Deployment" && o.Template is not null).Root.MappingAt("spec", "template", "spec");
            var container = (YamlMapping)pod.ItemsAt("containers")[0];
            var options = new List<string>();
            foreach (YamlMapping variable in container.ItemsAt("env").OfType<YamlMapping>().Where(v => v["value"] is not null))
            {
                options.AddRange(["--env", $"{variable.TextAt("name")}={variable.TextAt("value")}"]);
            }

            foreach (ManifestObject map in set.Objects.Where(o => o.Kind == "ConfigMap" && o.Template is not null))
            {
                foreach (YamlEntry entry in map.Root.MappingAt("data").Entries)
                {
                    options.AddRange(["--env", $"{entry.Key}={((YamlScalar)entry.Value).Text}"]);
                }
            }

            options.AddRange(["--env", "ConnectionStrings__Shop=Host=db;Password=given"]);
            foreach (YamlMapping mount in container.ItemsAt("volumeMounts").OfType<YamlMapping>().Where(m => m.TextAt("mountPath") != "/tmp"))
            {
                options.AddRange(["--mount", $"type=tmpfs,destination={mount.TextAt("mountPath")},tmpfs-mode=0777"]);
            }

            string memory = container.TextAt("resources", "limits", "memory")!;
            options.AddRange(["--memory", memory.Replace("Mi", "m", StringComparison.Ordinal)]);
            Assert.AreEqual("true", container.TextAt("securityContext", "readOnlyRootFilesystem"));
            Assert.AreEqual("true", container.TextAt("securityContext", "runAsNonRoot") ?? pod.TextAt("securityContext", "runAsNonRoot"));
            Assert.Contains("/tmp", container.ItemsAt("volumeMounts").Select(m => ((YamlMapping)m).TextAt("mountPath")!));

            using Container running = Container.Start(image, readOnly: true, [.. options]);
            foreach (string probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
            {
                Assert.AreEqual("Healthy", running.Get(container.TextAt(probe, "httpGet", "path")!), probe);
            }

            Assert.AreEqual("http://stock:5001", running.Get("/setting?key=Services:Stock:Url"));
            Assert.AreEqual("Host=db;Password=given", running.Get("/setting?key=ConnectionStrings:Shop"));
            Assert.AreEqual("written", running.Get("/write?path=/app/uploads/x"));
            Assert.AreEqual("refused", running.Get("/write?path=/app/x"));
            (_, int exitCode) = running.Stop();
            Assert.AreEqual(0, exitCode, running.Logs());
        }
        finally
        {
            Container.Podman("rmi", "--force", image, $"localhost/{repository}:1.4", $"localhost/{repository}:1");
        }
    }

    private static TestProject Shop()
    {
        TestProject project = TestProject.Web("", Items, "Orders");
        project.Write("Program.cs", Program);
        project.Write("appsettings.json", Settings);
        return project;
    }

    private static ManifestSet Read(string folder) => ManifestSet.Of(
        Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(f => ManifestFileReader.ReadAsync(f, Path.GetRelativePath(folder, f).Replace('\\', '/'), CancellationToken.None).GetAwaiter().GetResult()));

    private static YamlMapping Container0(YamlMapping deployment) => (YamlMapping)deployment.ItemsAt("spec", "template", "spec", "containers")[0];
}
