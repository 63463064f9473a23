using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Pipelines;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Neighbours;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

[TestClass]
public sealed class ManifestStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StageFolder _stages;

    public ManifestStageTests() => _stages = new StageFolder(_folder["obj"]);

    private string Output => _folder["publish/manifests"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task The_image_is_named_by_its_digest_and_nothing_is_generated_twice()
    {
        ProjectFacts facts = await FactsAsync();
        ManifestResult first = await GenerateAsync(facts);
        Assert.IsFalse(first.Reused);
        CollectionAssert.Contains(first.Files.ToArray(), "template.yaml");
        CollectionAssert.Contains(first.Files.ToArray(), "kubernetes/deployment.yaml");
        CollectionAssert.Contains(first.Files.ToArray(), "SETTINGS.md");
        string image = $"registry.example.com/shop/web-api@{AssemblyStamp.TryRead(_stages)!.Image}";
        Assert.Contains(image, File.ReadAllText(Path.Combine(_stages.Manifests, "kubernetes/deployment.yaml")));
        Assert.Contains(image, File.ReadAllText(Path.Combine(_stages.Manifests, "template.yaml")));

        ManifestResult second = await GenerateAsync(facts);
        Assert.IsTrue(second.Reused);
        CollectionAssert.AreEqual(first.Files.ToArray(), second.Files.ToArray());
        CollectionAssert.AreEqual(first.Notes.ToArray(), second.Notes.ToArray());

        Assert.IsFalse((await GenerateAsync(facts with { Manifests = facts.Manifests with { Replicas = 2 } })).Reused);
        File.AppendAllText(Path.Combine(_stages.Manifests, "template.yaml"), "# edited\n");
        Assert.IsFalse((await GenerateAsync(facts with { Manifests = facts.Manifests with { Replicas = 2 } })).Reused);
    }

    [TestMethod]
    public async Task Pipelines_go_with_the_manifests_and_no_rule_takes_them_for_what_runs()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with { Pipelines = new PipelineFacts { Kinds = [PipelineKind.Tekton, PipelineKind.BuildConfig, PipelineKind.GitHub], Project = "src/WebApi.csproj" } };
        ManifestResult first = await GenerateAsync(facts);
        string[] pipelines = [.. first.Files.Where(static f => f.StartsWith("pipelines/", StringComparison.Ordinal))];
        CollectionAssert.AreEqual((string[])["pipelines/buildconfig.yaml", "pipelines/github.yaml", "pipelines/tekton-run.yaml", "pipelines/tekton.yaml"], pipelines);
        Assert.IsTrue((await GenerateAsync(facts)).Reused);
        await CopyAsync();
        Assert.Contains("default: registry.example.com/shop/web-api", File.ReadAllText(Path.Combine(Output, "pipelines/tekton.yaml")));
        ManifestSet read = (await ManifestStage.ReadAsync(_stages, CancellationToken.None))!;
        Assert.IsFalse(read.Objects.Any(static o => o.Kind is "Pipeline" or "BuildConfig" or ""));

        ManifestResult alone = await GenerateAsync(facts with { Manifests = facts.Manifests with { Template = false, Kubernetes = false } });
        CollectionAssert.AreEqual(pipelines, alone.Files.ToArray());
        Assert.IsNull(await ManifestStage.ReadAsync(_stages, CancellationToken.None), "nothing that a rule could judge");
        await CopyAsync();
        Assert.IsFalse(File.Exists(Path.Combine(Output, "template.yaml")));
        Assert.IsTrue(File.Exists(Path.Combine(Output, "pipelines/github.yaml")));
    }

    [TestMethod]
    public async Task Without_a_registry_the_image_is_named_by_its_tag_and_the_user_is_told()
    {
        ProjectFacts facts = await FactsAsync();
        ManifestResult result = await GenerateAsync(facts with { Destination = facts.Destination with { Registry = null } });
        Assert.Contains("image: shop/web-api:1.4.2", File.ReadAllText(Path.Combine(_stages.Manifests, "kubernetes/deployment.yaml")));
        Assert.AreEqual("OpenShiftManifestImage", result.Notes.Single(n => n.Text.Contains("OpenShiftManifestImage", StringComparison.Ordinal)).Subject);
    }

    [TestMethod]
    public async Task Of_the_users_folder_only_files_of_an_earlier_publish_are_replaced_or_deleted()
    {
        ProjectFacts facts = await FactsAsync();
        _folder.Write("publish/manifests/mine.txt", "");
        await GenerateAsync(facts);
        ImmutableArray<string> files = await CopyAsync();
        Assert.IsTrue(files.All(File.Exists));
        Assert.IsTrue(File.Exists(Path.Combine(Output, "kubernetes/service.yaml")));
        File.WriteAllText(Path.Combine(Output, "template.yaml"), "edited");
        DateTime untouched = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await CopyAsync();
        Assert.Contains("kind: Template", File.ReadAllText(Path.Combine(Output, "template.yaml")));

        File.SetLastWriteTimeUtc(Path.Combine(Output, "template.yaml"), untouched);
        await CopyAsync();
        Assert.AreEqual(untouched, File.GetLastWriteTimeUtc(Path.Combine(Output, "template.yaml")), "same content");

        await GenerateAsync(facts with { Manifests = facts.Manifests with { Kubernetes = false } });
        await CopyAsync();
        Assert.IsFalse(Directory.Exists(Path.Combine(Output, "kubernetes")));
        Assert.IsTrue(File.Exists(Path.Combine(Output, "template.yaml")));

        ManifestResult none = await GenerateAsync(facts with { Manifests = facts.Manifests with { Template = false, Kubernetes = false } });
        Assert.IsEmpty(none.Files);
        Assert.IsEmpty(await CopyAsync());
        CollectionAssert.AreEqual(new[] { "mine.txt" }, Directory.GetFileSystemEntries(Output).Select(Path.GetFileName).ToArray());
        Assert.IsFalse(Directory.Exists(_stages.Manifests));
    }

    [TestMethod]
    public async Task A_file_of_somebody_elses_is_not_replaced_and_a_generated_one_that_was_committed_is()
    {
        ProjectFacts facts = await FactsAsync();
        string own = _folder.Write("publish/manifests/kubernetes/deployment.yaml", "kind: Deployment # by hand\n");
        await GenerateAsync(facts);
        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => CopyAsync());
        Assert.Contains("OpenShiftManifestDirectory", failure.Remedy);
        CollectionAssert.AreEqual(new[] { own }, Directory.GetFiles(Output, "*", SearchOption.AllDirectories));

        File.Delete(own);
        await CopyAsync();
        File.Delete(_stages.ManifestCopies);
        File.AppendAllText(own, "# an older image\n");
        await CopyAsync();
        Assert.DoesNotContain("an older image", File.ReadAllText(own));
    }

    // The mark of a generated Template beside them vouches for neither.
    [TestMethod]
    [DataRow("helm/web-api/values.yaml", "helm/web-api/Chart.yaml")]
    [DataRow("helm/web-api/Chart.yaml", null)]
    [DataRow("pipelines/github.yaml", null)]
    public async Task Charts_and_pipelines_of_ones_own_are_not_written_over(string path, string? beside)
    {
        ProjectFacts facts = await FactsAsync();
        await GenerateAsync(facts);
        await CopyAsync();
        string own = _folder.Write("publish/manifests/" + path, "by: hand\n");
        if (beside is not null)
        {
            _folder.Write("publish/manifests/" + beside, "name: by-hand\n");
        }

        facts = facts with { Manifests = facts.Manifests with { Helm = true }, Pipelines = new PipelineFacts { Kinds = [PipelineKind.GitHub], Project = "src/WebApi.csproj" } };
        await GenerateAsync(facts);
        await Failures.ExpectAsync(ToolCodes.OutputFolderOccupied, () => CopyAsync());
        Assert.AreEqual("by: hand\n", File.ReadAllText(own));

        File.Delete(own);
        if (beside is not null)
        {
            File.Delete(Path.Combine(Output, beside));
        }

        await CopyAsync();
        File.Delete(_stages.ManifestCopies);
        File.AppendAllText(Path.Combine(Output, "helm/web-api/values.yaml"), "# an older one\n");
        await CopyAsync();
        Assert.DoesNotContain("an older one", File.ReadAllText(Path.Combine(Output, "helm/web-api/values.yaml")), "the chart is a generated one");
    }

    [TestMethod]
    public async Task What_lies_beside_the_manifests_of_the_stage_folder_stays()
    {
        ProjectFacts facts = await FactsAsync();
        string mine = _folder.Write("obj/manifests/mine.yaml", "kind: Deployment # by hand\n");
        await GenerateAsync(facts);
        await GenerateAsync(facts with { Manifests = facts.Manifests with { Kubernetes = false } });
        Assert.IsFalse(Directory.Exists(Path.Combine(_stages.Manifests, "kubernetes")));
        await GenerateAsync(facts with { Manifests = facts.Manifests with { Template = false, Kubernetes = false } });
        CollectionAssert.AreEqual(new[] { mine }, Directory.GetFiles(_stages.Manifests));
    }

    [TestMethod]
    public async Task Hand_written_manifests_are_merged_and_noticed_when_they_change()
    {
        ProjectFacts facts = await FactsAsync();
        string source = _folder.Write("openshift/deployment.yaml", $"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {facts.Manifests.Name}\nspec:\n  paused: true\n");
        facts = facts with { Manifests = facts.Manifests with { Sources = [source] } };
        await GenerateAsync(facts);
        ManifestSet set = (await ManifestStage.ReadAsync(_stages, CancellationToken.None))!;
        ManifestObject deployment = set.Objects.First(o => o.Kind == "Deployment" && o.Template is null);
        Assert.AreEqual(new SourceLocation(source, 6, 11), deployment.PlaceOf(deployment.Root.At("spec", "paused")!.Mark));
        ManifestObject expanded = set.Objects.First(o => o.Kind == "Deployment" && o.Template is not null);
        Assert.AreEqual(source, expanded.PlaceOf(expanded.Root.At("spec", "paused")!.Mark).File);
        Assert.AreEqual(deployment.File.FullPath, deployment.PlaceOf(deployment.Root.Mark).File);

        Assert.EndsWith("| openshift/deployment.yaml | Deployment `web-api` |\n", File.ReadAllText(Path.Combine(_stages.Manifests, "SETTINGS.md")));

        Assert.IsTrue((await GenerateAsync(facts)).Reused);
        File.WriteAllText(source, "a: b\n\tc: d\n");
        await Failures.ExpectAsync(ToolCodes.InvalidYaml, () => GenerateAsync(facts));
        Assert.AreEqual(true, ((OpenShift.NET.Sdk.Manifests.Yaml.YamlScalar)deployment.Root.At("spec", "paused")!).AsBoolean());
        Assert.Contains("paused", File.ReadAllText(Path.Combine(_stages.Manifests, "kubernetes/deployment.yaml")), "what was whole stays");
    }

    // Neither the workload nor the page follows a file that nothing is made of.
    [TestMethod]
    public async Task A_file_for_charts_steers_charts_alone_and_without_one_that_is_told_once()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with { Manifests = facts.Manifests with { Workload = WorkloadKind.Auto } };
        await GenerateAsync(facts);
        Dictionary<string, string> without = Texts();

        string source = _folder.Write("openshift/own.helm.yaml", "apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: own\nspec:\n  replicas: '{{ .Values.count }}'\n");
        facts = facts with { Manifests = facts.Manifests with { Sources = [source] } };
        ManifestResult result = await GenerateAsync(facts);
        CollectionAssert.AreEqual(without.OrderBy(static t => t.Key).ToArray(), Texts().OrderBy(static t => t.Key).ToArray());
        ManifestNote note = result.Notes.Single(static n => n.Text.Contains("helm", StringComparison.Ordinal));
        Assert.AreEqual("openshift/own.helm.yaml is for a Helm chart alone, and none is written. Add Helm to OpenShiftManifests, or name the file without .helm.", note.Text);

        result = await GenerateAsync(facts with { Manifests = facts.Manifests with { Helm = true } });
        Assert.IsFalse(result.Notes.Any(static n => n.Text.Contains("helm", StringComparison.Ordinal)));
        Dictionary<string, string> with = Texts();
        Assert.IsTrue(with.Any(static t => t.Key.StartsWith("helm/", StringComparison.Ordinal) && t.Value.Contains("kind: StatefulSet", StringComparison.Ordinal)));
        Assert.Contains("openshift/own.helm.yaml", with["SETTINGS.md"]);
        Assert.AreEqual(without["kubernetes/deployment.yaml"], with["kubernetes/deployment.yaml"]);

        Dictionary<string, string> Texts() => Directory.GetFiles(_stages.Manifests, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(_stages.Manifests, f).Replace('\\', '/'), File.ReadAllText);
    }

    [TestMethod]
    public async Task A_program_that_ends_is_a_Job_whatever_a_file_for_charts_holds()
    {
        ProjectFacts facts = await FactsAsync();
        using (FileStream program = File.Create(_folder["publish/Web.Api.dll"]))
        {
            Assert.IsTrue(Code.Compiled.Program("Web.Api", "System.Console.WriteLine(1);").Emit(program).Success);
        }

        facts = facts with { Application = facts.Application with { Kind = ApplicationKind.Console }, Compilation = new CompilationFacts { Assembly = _folder["publish/Web.Api.dll"] } };
        await new AssembleStage(new NoEnvironment()).RunAsync(facts, _stages, CancellationToken.None);
        await GenerateAsync(facts);
        Assert.IsTrue(File.Exists(Path.Combine(_stages.Manifests, "kubernetes/job.yaml")));

        string source = _folder.Write("openshift/own.helm.yaml", "apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: own\nspec:\n  schedule: '@daily'\n");
        foreach (bool helm in (bool[])[false, true])
        {
            await GenerateAsync(facts with { Manifests = facts.Manifests with { Sources = [source], Helm = helm } });
            Assert.IsTrue(File.Exists(Path.Combine(_stages.Manifests, "kubernetes/job.yaml")), helm ? "with a chart" : "without a chart");
        }
    }

    [TestMethod]
    public async Task A_setting_in_the_manifests_leads_to_where_the_user_wrote_it()
    {
        ProjectFacts facts = await FactsAsync();
        var place = new SourceLocation("/src/appsettings.json", 7);
        facts = facts with { Manifests = facts.Manifests with { Settings = [new SettingFact { Name = "Search__Url", Kind = SettingKind.Endpoint, Default = "http://10.2.3.4", Source = "appsettings.json Search:Url", Place = place }] } };
        await GenerateAsync(facts);
        ManifestSet set = (await ManifestStage.ReadAsync(_stages, CancellationToken.None))!;
        ManifestObject[] maps = [.. set.Objects.Where(o => o.Kind == "ConfigMap")];
        Assert.HasCount(2, maps);
        foreach (ManifestObject map in maps)
        {
            Assert.AreEqual(place with { Column = 1 }, map.PlaceOf(map.Root.At("data", "Search__Url")!.Mark));
        }
    }

    [TestMethod]
    public async Task What_was_made_up_is_said_until_somebody_sets_it()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with
        {
            Manifests = facts.Manifests with
            {
                Settings =
                [
                    new SettingFact { Name = "App__SelfUrl", Kind = SettingKind.OwnAddress, Replaces = "https://localhost:44325", Source = "appsettings.json App:SelfUrl" },
                    new SettingFact { Name = "Search__Url", Kind = SettingKind.Endpoint, Default = "http://search:9200", Replaces = "http://localhost:9200", Source = "appsettings.json Search:Url" },
                ],
            },
        };
        ManifestNote note = (await GenerateAsync(facts)).Notes.Single(static n => n.Subject.StartsWith("OpenShiftSetting ", StringComparison.Ordinal));
        Assert.StartsWith("To be set when the application is deployed: Search__Url (http://search:9200), App__SelfUrl. ", note.Text);
        Assert.Contains("To be set: its host is made up; the image says http://localhost:9200, which in a pod is the pod itself.", File.ReadAllText(Path.Combine(_stages.Manifests, "template.yaml")).ReplaceLineEndings(" ").Replace("\\ ", "", StringComparison.Ordinal));
        string page = File.ReadAllText(Path.Combine(_stages.Manifests, "SETTINGS.md"));
        Assert.Contains("| `Search__Url` | ConfigMap `web-api-settings` | `http://search:9200` | no | To be set: its host is made up; the image says http://localhost:9200, which in a pod is the pod itself. |", page);
        Assert.Contains("| `App__SelfUrl` | – (not set) | – | no | To be set: the application's own public address, that of its Route; the image says https://localhost:44325, which in a pod is the pod itself. |", page);
        Assert.DoesNotContain("localhost", File.ReadAllText(Path.Combine(_stages.Manifests, "kubernetes/configmap.yaml")).Split("data:")[1].Split('\n').Where(static l => !l.TrimStart().StartsWith('#')).Aggregate("", static (all, l) => all + l.Split('#')[0]));

        string source = _folder.Write("openshift/settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-api-settings\ndata:\n  Search__Url: http://search.shop:9200\n");
        facts = facts with { Manifests = facts.Manifests with { Sources = [source] } };
        note = (await GenerateAsync(facts)).Notes.Single(static n => n.Subject.StartsWith("OpenShiftSetting ", StringComparison.Ordinal));
        Assert.StartsWith("To be set when the application is deployed: App__SelfUrl. ", note.Text);
    }

    [TestMethod]
    public async Task A_secret_that_leads_to_this_machine_says_why_it_is_asked_for()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with
        {
            Manifests = facts.Manifests with
            {
                Settings =
                [
                    new SettingFact { Name = "ConnectionStrings__Local", Kind = SettingKind.Secret, Required = true, Replaces = "(localdb)\\mssqllocaldb", Description = "Orders and their lines.", Source = "appsettings.json ConnectionStrings:Local" },
                    new SettingFact { Name = "ConnectionStrings__Shop", Kind = SettingKind.Secret, Required = true, Replaces = "localhost", Source = "appsettings.json ConnectionStrings:Shop" },
                ],
            },
        };
        ManifestNote note = (await GenerateAsync(facts)).Notes.Single(static n => n.Subject.StartsWith("OpenShiftSetting ", StringComparison.Ordinal));
        Assert.AreEqual("To be set when the application is deployed: ConnectionStrings__Local, ConnectionStrings__Shop. The settings in the image lead to the machine itself there (SETTINGS.md). The value of a secret is a parameter of the Template, or a line of secrets.env.", note.Text);
        const string Local = "To be set: the secret with the address of the service; the image says (localdb)\\mssqllocaldb, which exists on Windows only. Orders and their lines.";
        const string Shop = "To be set: the secret with the address of the service; the image says localhost, which in a pod is the pod itself.";
        string page = File.ReadAllText(Path.Combine(_stages.Manifests, "SETTINGS.md"));
        Assert.Contains($"| `ConnectionStrings__Local` | Secret `web-api-secrets` | – | yes | {Local} |", page);
        Assert.Contains($"| `ConnectionStrings__Shop` | Secret `web-api-secrets` | – | yes | {Shop} |", page);
        Assert.Contains(Shop, File.ReadAllText(Path.Combine(_stages.Manifests, "template.yaml")).ReplaceLineEndings(" ").Replace("\\ ", "", StringComparison.Ordinal));
        Assert.Contains("# " + Local, File.ReadAllText(Path.Combine(_stages.Manifests, "kubernetes/secrets.env.example")));

        string source = _folder.Write("openshift/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: web-api-secrets\nstringData:\n  ConnectionStrings__Local: from-vault\n");
        facts = facts with { Manifests = facts.Manifests with { Sources = [source] } };
        note = (await GenerateAsync(facts)).Notes.Single(static n => n.Subject.StartsWith("OpenShiftSetting ", StringComparison.Ordinal));
        Assert.StartsWith("To be set when the application is deployed: ConnectionStrings__Shop. ", note.Text);
    }

    [TestMethod]
    public async Task An_address_of_the_solution_is_described_once()
    {
        ProjectFacts facts = await FactsAsync();
        facts = facts with { Manifests = facts.Manifests with { Settings = [new SettingFact { Name = "Catalog__Url", Kind = SettingKind.Endpoint, Default = "http://catalog:5101", Replaces = "http://localhost:5101", Source = "appsettings.json Catalog:Url", Description = "Of the catalog." }] } };
        var link = new ServiceLink("web-api", "shop-catalog", "Catalog__Url", "http://shop-catalog", 8080) { Replaces = "http://localhost:5101", Reason = "which is Catalog" };
        await new ManifestStage().FitAsync(facts, _stages, AssemblyStamp.TryRead(_stages)!.Image, new ServiceNeighbours([link], []), CancellationToken.None);
        string map = File.ReadAllText(Path.Combine(_stages.InSolution.Manifests, "kubernetes/configmap.yaml"));
        Assert.Contains("Catalog__Url: http://shop-catalog\n", map);
        Assert.HasCount(2, map.Split("Address of shop-catalog"), map);
    }

    [TestMethod]
    public async Task Several_platforms_are_named_by_their_index()
    {
        ProjectFacts facts = await FactsAsync();
        DeliverableImage amd64 = await DeliverableImage.OpenAsync(facts, _stages, CancellationToken.None);
        var outer = new StageFolder(_folder["outer"]);
        await new ManifestStage().RunSeveralAsync([amd64], outer, CancellationToken.None);
        string index = PlatformIndex.Of([amd64.Image]).Descriptor.Digest.ToString();
        Assert.Contains($"registry.example.com/shop/web-api@{index}", File.ReadAllText(Path.Combine(outer.Manifests, "kubernetes/deployment.yaml")));
        Assert.IsFalse(Directory.Exists(_stages.Manifests));
    }

    [TestMethod]
    public async Task Check_sees_the_manifests_on_disk_and_checks_again_when_they_change()
    {
        ProjectFacts facts = await FactsAsync();
        await GenerateAsync(facts);
        await CheckAsync(facts);
        DateTime written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_stages.Sarif, written);
        await GenerateAsync(facts);
        await CheckAsync(facts);
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(_stages.Sarif));
        string source = _folder.Write("openshift/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n");
        facts = facts with { Manifests = facts.Manifests with { Sources = [source] } };
        await GenerateAsync(facts);
        await CheckAsync(facts);
        DateTime checkedAgain = File.GetLastWriteTimeUtc(_stages.Sarif);
        Assert.AreNotEqual(written, checkedAgain);
        File.SetLastWriteTimeUtc(_stages.Sarif, written);
        File.WriteAllText(source, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n");
        await GenerateAsync(facts);
        await CheckAsync(facts);
        Assert.AreNotEqual(written, File.GetLastWriteTimeUtc(_stages.Sarif));
    }

    private async Task<ProjectFacts> FactsAsync()
    {
        await OciLayout.WriteAsync(BaseImages.Create(), _folder["base"], [], CancellationToken.None);
        ProjectFacts facts = Sdk.Tests.Images.Projects.Web(Sdk.Tests.Images.Projects.File(_folder, "Web.Api.dll"));
        facts = facts with
        {
            Image = facts.Image with { BaseImageArchive = _folder["base"], BaseImageIsExplicit = true, CacheDirectory = _folder["cache"] },
            Destination = facts.Destination with { Registry = "registry.example.com", Tags = ["1.4.2"] },
            Manifests = facts.Manifests with { Name = "web-api", Directory = Output },
        };
        await new AssembleStage(new NoEnvironment()).RunAsync(facts, _stages, CancellationToken.None);
        return facts;
    }

    private Task<ManifestResult> GenerateAsync(ProjectFacts facts) => new ManifestStage().RunAsync(facts, _stages, CancellationToken.None);

    private Task<ImmutableArray<string>> CopyAsync() => new ManifestStage().CopyAsync(_stages, Output, CancellationToken.None);

    private Task<CheckResult> CheckAsync(ProjectFacts facts) => new CheckStage(new SarifOptions { ToolVersion = "1.0.0" }, new DateOnly(2026, 1, 1)).RunAsync(facts, _stages, CancellationToken.None);

    private sealed class NoEnvironment : IEnvironment
    {
        public string HomeFolder => "";

        public string? Variable(string name) => null;
    }
}
