using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Pipelines;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Manifests.Schemas;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation.Pipelines;

/// <summary>The files for pipelines of whole solutions: as agreed, as the published schemas have them, and what they promise.</summary>
[TestClass]
public sealed class SolutionPipelineFilesTests
{
    private static readonly string Goldens = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Manifests", "Generation", "Pipelines", "Goldens");

    private static readonly Lazy<HostedFieldTable> s_hosted = new(static () => new HostedFieldTable(File.ReadLines(HostedFieldTable.File)));

    private static readonly ImmutableArray<SolutionPipelinePart> s_parts = Parts(SampleInputs.Solutions["solution"]);

    public static IEnumerable<object[]> Names => SampleInputs.Solutions.Keys.Select(static n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void The_files_are_as_agreed(string name)
    {
        string folder = Path.Combine(Goldens, name);
        ImmutableArray<ManifestText> files = Make(Parts(SampleInputs.Solutions[name]));
        foreach (ManifestText file in files)
        {
            string golden = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            Repository.AssertGenerated(golden, file.Content);
        }

        CollectionAssert.AreEquivalent(files.Select(static f => f.Path).ToArray(), Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void The_files_fit_the_published_schemas(string name)
    {
        foreach (ManifestText file in Make(Parts(SampleInputs.Solutions[name])))
        {
            foreach (JsonObject document in YamlJson.Documents(file.Content))
            {
                IReadOnlyList<string> wrong = file.Path switch
                {
                    "pipelines/github.yaml" => Hosted("github-workflow", document),
                    "pipelines/gitlab.yaml" => Hosted("gitlab-ci", document),
                    "pipelines/azure-pipelines.yaml" => Hosted("azure-pipelines", document),
                    _ => [.. Objects(document).SelectMany(static o => PipelineSchemas.Validate(JsonDocument.Parse(o.ToJsonString()).RootElement))],
                };
                Assert.IsEmpty(wrong, $"{file.Path}: {string.Join('\n', wrong)}");
            }
        }
    }

    // With one there is nothing that the file of the service does not do.
    [TestMethod]
    public void A_kind_is_written_when_two_services_ask_for_it()
    {
        ImmutableArray<SolutionPipelinePart> parts = [.. s_parts.Select(static (p, i) => p with { Facts = p.Facts with { Pipelines = p.Facts.Pipelines with { Kinds = i < 2 ? [PipelineKind.GitHub, PipelineKind.GitLab] : [PipelineKind.GitLab, PipelineKind.Tekton] } } })];
        CollectionAssert.AreEqual((string[])["pipelines/github.yaml", "pipelines/gitlab.yaml"], Make(parts).Select(static f => f.Path).ToArray());
        Assert.Contains("WEB_API_IMAGE", Make(parts)[0].Content, "the solution is published, not who asks");
    }

    [TestMethod]
    public void Every_image_is_proved_by_digest_before_all_are_deployed_together()
    {
        JsonObject pipeline = Document(s_parts, "tekton.yaml");
        string[] tasks = [.. pipeline["spec"]!["tasks"]!.AsArray().Select(static t => (string)t!["name"]!)];
        CollectionAssert.AreEqual((string[])["clone", "publish", "prove-orders", "prove-orders-migration", "prove-web-api", "deploy"], tasks);
        CollectionAssert.AreEqual(tasks[2..5], Task(pipeline, "deploy")["runAfter"]!.AsArray().Select(static t => (string)t!).ToArray());
        string[] script = ((string)Task(pipeline, "deploy")["params"]![0]!["value"]!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.AreEqual(
            (string[])["oc delete job orders-migration --ignore-not-found", "oc apply -k .openshift/manifests", "oc rollout status deployment/orders --timeout=5m", "oc rollout status deployment/web-api --timeout=5m"],
            script);
        JsonObject proof = Task(pipeline, "prove-orders");
        Assert.AreEqual("$(tasks.publish.results.orders)", (string?)proof["params"]!.AsArray().Single(static p => (string)p!["name"]! == "image-by-digest")!["value"]);
        JsonNode manifests = proof["taskSpec"]!["steps"]![0]!["env"]!.AsArray().Single(static v => (string)v!["name"]! == "MANIFESTS")!;
        Assert.AreEqual("$(workspaces.source.path)/.openshift/manifests/orders", (string?)manifests["value"]);
        Assert.IsNull(Task(pipeline, "prove-orders-migration")["taskSpec"]!["sidecars"], "a Job would do its work");
        CollectionAssert.AreEqual((string[])["IMAGE_URL", "IMAGE_DIGEST"], proof["taskSpec"]!["results"]!.AsArray().Select(static r => (string)r!["name"]!).ToArray(), "what Chains signs");
        JsonObject run = Document(s_parts, "tekton-run.yaml");
        CollectionAssert.AreEqual(tasks[2..5], run["spec"]!["taskRunSpecs"]!.AsArray().Select(static t => (string)t!["pipelineTaskName"]!).ToArray());
    }

    [TestMethod]
    public void The_publish_in_the_cluster_has_no_privileges_and_no_parameter_in_its_script()
    {
        JsonNode step = Task(Document(s_parts, "tekton.yaml"), "publish")["taskSpec"]!["steps"]![0]!;
        Assert.DoesNotContain("$(params.", (string)step["script"]!, "a value in a script is a way into the shell");
        JsonNode security = step["securityContext"]!;
        Assert.AreEqual("false true ALL RuntimeDefault 65532", $"{security["allowPrivilegeEscalation"]} {security["runAsNonRoot"]} {security["capabilities"]!["drop"]![0]} {security["seccompProfile"]!["type"]} {security["runAsUser"]}");
    }

    // What a project has written by hand into its own files is in those of the solution, too.
    [TestMethod]
    public void What_is_written_by_hand_comes_along()
    {
        SolutionPipelinePart orders = s_parts[0];
        YamlMapping own = YamlReader.ReadText(YamlText(orders, "tekton.yaml").Replace("timeout: 10m0s", "timeout: 20m0s", StringComparison.Ordinal), "x")[0];
        ImmutableArray<SolutionPipelinePart> parts = [orders with { Files = orders.Files.SetItem("tekton.yaml", [own]) }, .. s_parts[1..]];
        Assert.AreEqual("20m0s", (string?)Task(Document(parts, "tekton.yaml"), "prove-orders")["timeout"]);
    }

    [TestMethod]
    public void Images_of_one_build_each_share_what_they_can()
    {
        JsonObject[] shipwright = [.. YamlJson.Documents(Make(s_parts).Single(static f => f.Path == "pipelines/shipwright.yaml").Content)];
        CollectionAssert.AreEqual((string[])["BuildStrategy/dotnet-publish", "Build/orders-image", "Build/orders-migration-image", "Build/web-api-image"], shipwright.Select(static d => $"{d["kind"]}/{d["metadata"]!["name"]}").ToArray());
        JsonObject template = Document(s_parts, "buildconfig.yaml");
        CollectionAssert.AreEqual(
            (string[])["SOURCE_REPOSITORY", "SOURCE_REVISION", "SDK_IMAGE", "ORDERS_RUNTIME_IMAGE", "ORDERS_MIGRATION_RUNTIME_IMAGE", "WEB_API_RUNTIME_IMAGE"],
            template["parameters"]!.AsArray().Select(static p => (string)p!["name"]!).ToArray());
    }

    [TestMethod]
    public void Names_of_any_length_and_number_are_what_Tekton_and_GitLab_and_GitHub_take()
    {
        SolutionPipelinePart first = s_parts[2];
        string Name(int i) => FormattableString.Invariant($"a{i:00}") + new string('b', 60);
        ImmutableArray<SolutionPipelinePart> parts = [.. Enumerable.Range(0, 50).Select(i => first with { Name = Name(i) })];
        JsonObject pipeline = Document(parts, "tekton.yaml");
        foreach (JsonNode? task in pipeline["spec"]!["tasks"]!.AsArray())
        {
            Assert.IsLessThanOrEqualTo(63, ((string)task!["name"]!).Length);
        }

        Assert.HasCount(53, pipeline["spec"]!["tasks"]!.AsArray().Select(static t => (string)t!["name"]!).Distinct().ToArray());
        Assert.Contains("results-from: sidecar-logs", Make(parts).Single(static f => f.Path == "pipelines/tekton.yaml").Content);
        JsonObject gitlab = Document(parts, "gitlab.yaml");
        Assert.IsNull(gitlab["publish-images"]!["artifacts"]!["reports"]!["dotenv"], "GitLab takes 20 variables and 5 KiB");
        Assert.Contains(".openshift/images.env", gitlab["publish-images"]!["artifacts"]!["paths"]!.ToJsonString());
        JsonObject github = Document(parts, "github.yaml");
        string[] uploads = [.. github["jobs"]!["images"]!["steps"]!.AsArray().Select(static s => (string?)s!["with"]?["sarif_file"]).OfType<string>()];
        CollectionAssert.AreEqual((string[])[".openshift/sarif/0", ".openshift/sarif/1", ".openshift/sarif/2"], uploads, "code scanning takes 20 logs at a time");
        Assert.IsEmpty(Hosted("github-workflow", github));
    }

    [TestMethod]
    public void Images_of_several_registries_go_where_each_project_says()
    {
        ImmutableArray<SolutionPipelinePart> parts = [s_parts[0], s_parts[1] with { Facts = s_parts[1].Facts with { Destination = s_parts[1].Facts.Destination with { Registry = "other.example.com" } } }];
        foreach (ManifestText file in Make(parts).Where(static f => f.Path is "pipelines/github.yaml" or "pipelines/gitlab.yaml" or "pipelines/azure-pipelines.yaml" or "pipelines/tekton.yaml"))
        {
            Assert.DoesNotContain("-p:ContainerRegistry", file.Content, file.Path);
            Assert.DoesNotContain("REGISTRY:", file.Content, file.Path);
        }
    }

    [TestMethod]
    public void A_framework_that_the_publish_named_is_named_again()
    {
        ImmutableArray<ManifestText> files = [.. SolutionPipelineFiles.Make("shop", "Shop", "Shop.slnx", "net10.0", s_parts)];
        CollectionAssert.AreEqual(
            (string[])["pipelines/tekton.yaml", "pipelines/github.yaml", "pipelines/gitlab.yaml", "pipelines/azure-pipelines.yaml"],
            files.Where(static f => f.Content.Contains("-p:TargetFramework=net10.0 ", StringComparison.Ordinal)).Select(static f => f.Path).ToArray());
        Assert.DoesNotContain("-p:TargetFramework", Make(s_parts).Single(static f => f.Path == "pipelines/github.yaml").Content);
    }

    private static ImmutableArray<ManifestText> Make(ImmutableArray<SolutionPipelinePart> parts) => [.. SolutionPipelineFiles.Make("shop", "Shop", "src/Shop.slnx", null, parts)];

    private static JsonObject Document(ImmutableArray<SolutionPipelinePart> parts, string file) => YamlJson.Documents(Make(parts).Single(f => f.Path == "pipelines/" + file).Content).Single();

    private static JsonObject Task(JsonObject pipeline, string name) => (JsonObject)pipeline["spec"]!["tasks"]!.AsArray().Single(t => (string)t!["name"]! == name)!;

    private static string YamlText(SolutionPipelinePart part, string file) => YamlWriter.Write(new OpenShift.NET.Sdk.Manifests.Yaml.ManifestFile(file, part.Files[file]));

    private static ImmutableArray<SolutionPipelinePart> Parts(ImmutableArray<ManifestInput> inputs) =>
    [
        .. inputs.Select(static input =>
        {
            GeneratedManifests generated = ManifestGenerator.Generate(input);
            return new SolutionPipelinePart(
                input.Facts.Manifests.Name,
                input.Facts,
                SolutionPipelineFiles.Sources.ToImmutableSortedDictionary(static s => s, s => YamlReader.ReadText(YamlWriter.Write(generated.Files.Single(f => f.Path == "pipelines/" + s)), s), StringComparer.Ordinal),
                generated.Texts.Any(static t => t.Path == "kubernetes/secrets.env.example"));
        }).OrderBy(static p => p.Name, StringComparer.Ordinal),
    ];

    private static IReadOnlyList<string> Hosted(string kind, JsonObject file) => s_hosted.Value.Validate(kind, JsonDocument.Parse(file.ToJsonString()).RootElement);

    private static IEnumerable<JsonObject> Objects(JsonObject document)
    {
        yield return document;
        if ((string)document["kind"]! != "Template")
        {
            yield break;
        }

        var given = ((JsonArray)document["parameters"]!).Cast<JsonObject>().Where(static p => p["value"] is null).ToDictionary(static p => (string)p["name"]!, static _ => "given", StringComparer.Ordinal);
        foreach (JsonObject item in TemplateProcessor.Process(document, given))
        {
            yield return item;
        }
    }
}
