using System.Collections.Immutable;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Merging;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation.Pipelines;

/// <summary>What the files of <c>OpenShiftPipelines</c> promise, beside their goldens.</summary>
[TestClass]
public sealed class PipelineFilesTests
{
    private static readonly ManifestInput s_input = SampleInputs.Pipelines["pipelines"];

    [TestMethod]
    public void Without_a_word_of_the_project_none_is_written_and_each_is_written_alone()
    {
        Assert.IsFalse(ManifestGenerator.Generate(SampleInputs.WebApi).Files.Any(static f => f.Path.StartsWith("pipelines/", StringComparison.Ordinal)));
        ManifestInput gitlab = s_input with { Facts = s_input.Facts with { Manifests = s_input.Facts.Manifests with { Template = false, Kubernetes = false }, Pipelines = s_input.Facts.Pipelines with { Kinds = [PipelineKind.GitLab] } } };
        GeneratedManifests generated = ManifestGenerator.Generate(gitlab);
        Assert.IsEmpty(generated.Files);
        Assert.AreEqual("pipelines/gitlab.yaml", generated.Texts.Single().Path);
    }

    // Chains takes a TaskRun's results IMAGE_URL and IMAGE_DIGEST, and puts "@" between them: a URL with a digest of its own would be no image.
    [TestMethod]
    [DataRow("pipelines")]
    [DataRow("pipelines-job")]
    public void The_proved_image_is_handed_to_Chains_without_privileges(string name)
    {
        JsonObject prove = Task(Pipeline(name), "prove");
        JsonNode spec = prove["taskSpec"]!;
        CollectionAssert.AreEqual((string[])["IMAGE_URL", "IMAGE_DIGEST"], spec["results"]!.AsArray().Select(static r => (string)r!["name"]!).ToArray());
        string script = (string)spec["steps"]![0]!["script"]!;
        Assert.Contains("printf '%s' \"${IMAGE%@*}\" >\"$(results.IMAGE_URL.path)\"", script);
        Assert.Contains("printf '%s' \"${IMAGE##*@}\" >\"$(results.IMAGE_DIGEST.path)\"", script);
        Assert.DoesNotContain("$(params.", script, "a value in a script is a way into the shell");
        Assert.AreEqual("restricted-v2", (string?)spec["metadata"]!["annotations"]!["openshift.io/required-scc"]);
        foreach (JsonNode? container in spec["steps"]!.AsArray().Concat(spec["sidecars"]?.AsArray() ?? []))
        {
            JsonNode security = container!["securityContext"]!;
            Assert.AreEqual("false true ALL RuntimeDefault", $"{security["allowPrivilegeEscalation"]} {security["runAsNonRoot"]} {security["capabilities"]!["drop"]![0]} {security["seccompProfile"]!["type"]}");
            Assert.IsNull(security["runAsUser"], "the namespace gives the user");
        }
    }

    [TestMethod]
    public void The_sidecar_is_the_Deployments_container_with_what_a_proof_may_touch()
    {
        JsonNode spec = Task(Pipeline("pipelines"), "prove")["taskSpec"]!;
        JsonNode sidecar = spec["sidecars"]![0]!;
        Assert.AreEqual("$(params.image-by-digest)", (string?)sidecar["image"]);
        Assert.IsTrue((bool?)sidecar["securityContext"]!["readOnlyRootFilesystem"]);
        Assert.IsNull(sidecar["readinessProbe"], "the step would wait for it instead of asking");
        Assert.IsFalse(spec["volumes"]!.AsArray().Any(static v => v!["persistentVolumeClaim"] is not null));
        CollectionAssert.AreEquivalent(spec["volumes"]!.AsArray().Select(static v => (string)v!["name"]!).ToArray(), sidecar["volumeMounts"]!.AsArray().Select(static m => (string)m!["name"]!).ToArray());
        Assert.IsTrue(sidecar["env"]!.AsArray().All(static v => v!["value"] is not null || v["valueFrom"]!["fieldRef"] is not null || (bool?)((JsonObject)v["valueFrom"]!).Single().Value!["optional"] == true), "nothing waits for an object that is not there");
        Assert.AreEqual("""{"fieldRef":{"fieldPath":"metadata.name"}}""", sidecar["env"]!.AsArray().Single(static v => (string)v!["name"]! == "POD_NAME")!["valueFrom"]!.ToJsonString());
        Assert.AreEqual("50", (string?)sidecar["env"]!.AsArray().Single(static v => (string)v!["name"]! == "Orders__PageSize")!["value"]);
        Assert.IsNull(Task(Pipeline("pipelines-job"), "prove")["taskSpec"]!["sidecars"], "a Job would do its work");
    }

    [TestMethod]
    public void Red_Hats_task_is_named_by_its_version_and_given_only_what_it_takes()
    {
        JsonObject publish = Task(Pipeline("pipelines"), "publish");
        Assert.AreEqual("hub artifact redhat-tekton-tasks task dotnet-publish-image 0.2.0", $"{publish["taskRef"]!["resolver"]} {string.Join(' ', publish["taskRef"]!["params"]!.AsArray().Select(static p => (string)p!["value"]!))}");
        CollectionAssert.IsSubsetOf(publish["params"]!.AsArray().Select(static p => (string)p!["name"]!).ToArray(), (string[])["SDK_IMAGE", "PROJECT", "IMAGE_NAME", "BASE_IMAGE", "PRE_PUBLISH_SCRIPT", "VERBOSITY", "BUILD_PROPS", "ENV_VARS"]);
        Assert.IsFalse(publish["params"]!.AsArray().Single(static p => (string)p!["name"]! == "BUILD_PROPS")!["value"]!.AsArray().Any(static v => ((string)v!).Contains(';', StringComparison.Ordinal)), "the task refuses lists without quotation marks");
    }

    // Nothing is to be set in files for the cluster's own registry: the run knows its namespace.
    [TestMethod]
    public void An_image_that_was_published_to_no_registry_goes_to_the_clusters_own()
    {
        JsonObject pipeline = Pipeline("pipelines-job");
        Assert.IsFalse(pipeline["spec"]!["params"]!.AsArray().Any(static p => (string)p!["name"]! == "image"));
        JsonNode image = Task(pipeline, "publish")["params"]!.AsArray().Single(static p => (string)p!["name"]! == "IMAGE_NAME")!;
        Assert.AreEqual("image-registry.openshift-image-registry.svc:5000/$(context.pipelineRun.namespace)/orders-migration:$(params.tag)", (string?)image["value"]);
    }

    [TestMethod]
    public void The_users_own_object_is_merged_into_the_pipelines_file()
    {
        ImmutableArray<ManifestFile> written = [new("openshift/pipeline.yaml", YamlReader.ReadText("""
            apiVersion: tekton.dev/v1
            kind: Pipeline
            metadata: { name: orders-image }
            spec:
              params: [ { name: revision, default: release } ]
              tasks:
                - name: deploy
                  $patch: delete
                - name: notify
                  taskRef: { name: notify }
            """, "openshift/pipeline.yaml"))];
        ImmutableArray<ManifestFile> files = ManifestMerger.Merge(ManifestGenerator.Generate(s_input).Files, written, "orders");

        Assert.IsFalse(files.Any(static f => f.Path.StartsWith("kubernetes/pipeline", StringComparison.Ordinal)));
        JsonObject pipeline = YamlJson.Documents(YamlWriter.Write(files.Single(static f => f.Path == "pipelines/tekton.yaml"))).Single();
        CollectionAssert.AreEqual((string[])["clone", "publish", "prove", "notify"], pipeline["spec"]!["tasks"]!.AsArray().Select(static t => (string)t!["name"]!).ToArray());
        JsonNode revision = pipeline["spec"]!["params"]!.AsArray().Single(static p => (string)p!["name"]! == "revision")!;
        Assert.AreEqual("release string", $"{revision["default"]} {revision["type"]}");
    }

    // The registry's password is where the service keeps secrets, and reaches the publish as a variable, never as an argument that a log shows.
    [TestMethod]
    [DataRow("pipelines", "github.yaml", "${{ secrets.REGISTRY_PASSWORD }}")]
    [DataRow("pipelines-job", "github.yaml", "${{ secrets.GITHUB_TOKEN }}")]
    [DataRow("pipelines", "gitlab.yaml", "$REGISTRY_PASSWORD")]
    [DataRow("pipelines-job", "gitlab.yaml", "$CI_REGISTRY_PASSWORD")]
    [DataRow("pipelines", "azure-pipelines.yaml", "$(REGISTRY_PASSWORD)")]
    [DataRow("pipelines-job", "azure-pipelines.yaml", "$(REGISTRY_PASSWORD)")]
    public void Hosted_services_keep_the_password_themselves(string name, string file, string secret)
    {
        string text = ManifestGenerator.Generate(SampleInputs.Pipelines[name]).Texts.Single(t => t.Path == "pipelines/" + file).Content;
        string[] lines = [.. text.Split('\n').Where(static l => l.Contains("_PWORD", StringComparison.Ordinal) || l.Contains("PASSWORD", StringComparison.Ordinal) || l.Contains("TOKEN", StringComparison.Ordinal))];
        Assert.AreEqual($"DOTNET_CONTAINER_REGISTRY_PWORD: {secret}", lines.Single().Trim());
    }

    [TestMethod]
    public void The_BuildConfig_says_that_its_digest_is_another_one()
    {
        ManifestFile file = ManifestGenerator.Generate(s_input).Files.Single(static f => f.Path == "pipelines/buildconfig.yaml");
        Assert.Contains("Its digest is NOT the one that was checked", file.Comment!);
    }

    // Without one the .NET SDK publishes nothing (NETSDK1129).
    [TestMethod]
    public void A_project_of_several_frameworks_is_published_for_the_one_that_was()
    {
        GeneratedManifests plain = ManifestGenerator.Generate(s_input);
        Assert.IsFalse(Contents(plain).Any(static c => c.Text.Contains("TargetFramework=net", StringComparison.Ordinal)));

        GeneratedManifests several = ManifestGenerator.Generate(s_input with { Facts = s_input.Facts with { Pipelines = s_input.Facts.Pipelines with { Framework = "net10.0" } } });
        string[] naming = [.. Contents(several).Where(static c => c.Text.Contains("-p:TargetFramework=net10.0 ", StringComparison.Ordinal)).Select(static c => c.Path)];
        CollectionAssert.AreEqual((string[])["pipelines/azure-pipelines.yaml", "pipelines/buildconfig.yaml", "pipelines/github.yaml", "pipelines/gitlab.yaml"], naming);
        JsonObject build = YamlJson.Documents(Contents(several).Single(static c => c.Path == "pipelines/shipwright.yaml").Text).Single(static d => (string?)d["kind"] == "Build");
        Assert.AreEqual("net10.0", (string?)build["spec"]!["paramValues"]!.AsArray().Single(static p => (string)p!["name"]! == "framework")!["value"]);
        JsonObject pipeline = YamlJson.Documents(Contents(several).Single(static c => c.Path == "pipelines/tekton.yaml").Text).Single();
        JsonNode properties = Task(pipeline, "publish")["params"]!.AsArray().Single(static p => (string)p!["name"]! == "BUILD_PROPS")!["value"]!;
        CollectionAssert.Contains(properties.AsArray().Select(static p => (string)p!).ToArray(), "TargetFramework=net10.0");
    }

    // Publishes of two frameworks write two sets of files, which a cluster, a repository and a pipeline have side by side; the strategy that Builds share is the same in both.
    [TestMethod]
    public void Of_several_frameworks_each_has_files_that_stand_beside_the_others()
    {
        (string Path, string Text)[] Of(string framework) => [.. Contents(ManifestGenerator.Generate(s_input with { Facts = s_input.Facts with { Pipelines = s_input.Facts.Pipelines with { Framework = framework, HasSeveralFrameworks = true } } }))];
        (string Path, string Text)[] one = Of("net8.0");
        (string Path, string Text)[] other = Of("net10.0");
        foreach ((string path, string text) in one)
        {
            Assert.Contains("a publish makes an image of one: of net8.0 here", text, path);
            Assert.DoesNotContain("\".openshift/stages", text, path);
        }

        string[] Names((string Path, string Text)[] files) => [.. files.Where(static f => f.Path is "pipelines/tekton.yaml" or "pipelines/shipwright.yaml" or "pipelines/buildconfig.yaml").SelectMany(static f => YamlJson.Documents(f.Text)).Select(static d => $"{d["kind"]}/{d["metadata"]!["name"]}")];
        CollectionAssert.AreEqual((string[])["BuildStrategy/dotnet-publish"], Names(one).Intersect(Names(other)).ToArray());
        Assert.AreEqual(Documents(one, "shipwright.yaml")[0].ToJsonString(), Documents(other, "shipwright.yaml")[0].ToJsonString());
        CollectionAssert.AreEqual((string[])["publish-image-net8.0"], Documents(one, "gitlab.yaml").Single().Select(static j => j.Key).ToArray());
        Assert.Contains("printf 'IMAGE_NET8_0=%s\\n' \"${REGISTRY,,}/${REPOSITORY,,}@$digest\" >>\"$CI_PROJECT_DIR/.openshift/net8.0/image.env\"\n", (string)Documents(one, "gitlab.yaml").Single()["publish-image-net8.0"]!["script"]![0]!);

        static JsonObject[] Documents((string Path, string Text)[] files, string name) => [.. YamlJson.Documents(files.Single(f => f.Path == "pipelines/" + name).Text)];
    }

    [TestMethod]
    public void A_prefix_of_the_project_is_not_put_before_the_whole_name()
    {
        (string Path, string Text)[] files = [.. Contents(ManifestGenerator.Generate(s_input with { Facts = s_input.Facts with { Pipelines = s_input.Facts.Pipelines with { RepositoryPrefix = "shop" } } }))];
        CollectionAssert.AreEqual(
            (string[])["pipelines/azure-pipelines.yaml", "pipelines/github.yaml", "pipelines/gitlab.yaml", "pipelines/tekton.yaml"],
            files.Where(static f => f.Text.Contains("OpenShiftRepositoryPrefix=", StringComparison.Ordinal)).Select(static f => f.Path).ToArray());
    }

    [TestMethod]
    [DataRow("127.0.0.1:5000", false)]
    [DataRow("127.10.0.1", false)]
    [DataRow("[::ffff:127.0.0.1]:5000", false)]
    [DataRow("localhost:5000", false)]
    [DataRow("registry.localhost:5000", false)]
    [DataRow("0.0.0.0:5000", false)]
    [DataRow("host.docker.internal:5000", false)]
    [DataRow("10.20.30.40:5000", true)]
    [DataRow("registry.example.com", true)]
    public void A_registry_of_this_machine_is_none_that_a_cluster_reaches(string registry, bool isReached)
    {
        ManifestInput input = s_input with { Facts = s_input.Facts with { Destination = s_input.Facts.Destination with { Registry = registry } } };
        JsonObject pipeline = YamlJson.Documents(Contents(ManifestGenerator.Generate(input)).Single(static c => c.Path == "pipelines/tekton.yaml").Text).Single();
        Assert.AreEqual(isReached ? registry + "/shop/orders" : null, (string?)pipeline["spec"]!["params"]!.AsArray().SingleOrDefault(static p => (string)p!["name"]! == "image")?["default"]);
        Assert.AreEqual(isReached, Contents(ManifestGenerator.Generate(input)).Any(c => c.Path.StartsWith("pipelines/", StringComparison.Ordinal) && c.Text.Contains(registry, StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("https://builder:t0ken@git.example.com/shop.git", "https://git.example.com/shop.git")]
    [DataRow("git@git.example.com:shop.git", "git@git.example.com:shop.git")]
    [DataRow("ssh://git@git.example.com/shop.git", "ssh://git@git.example.com/shop.git")]
    public void The_repository_is_named_without_credentials(string address, string expected)
    {
        ManifestInput input = s_input with { Facts = s_input.Facts with { Identity = s_input.Facts.Identity with { RepositoryUrl = address } } };
        (string Path, string Text)[] files = [.. Contents(ManifestGenerator.Generate(input))];
        Assert.IsFalse(files.Any(static f => f.Text.Contains("t0ken", StringComparison.Ordinal)));
        JsonObject pipeline = YamlJson.Documents(files.Single(static f => f.Path == "pipelines/tekton.yaml").Text).Single();
        Assert.AreEqual(expected, (string?)pipeline["spec"]!["params"]!.AsArray().Single(static p => (string)p!["name"]! == "repository")!["default"]);
    }

    // The exec form is JSON, in which no variable is put in and no dollar escaped.
    [TestMethod]
    public void The_BuildConfig_starts_the_words_of_the_image_as_they_are()
    {
        ManifestInput input = s_input with { Image = s_input.Image with { Config = s_input.Image.Config with { Entrypoint = ["dotnet", "/app/a.dll"], Cmd = ["--price=5$", "say \"hi\"", "c:\\x"] } } };
        string dockerfile = (string)YamlJson.Documents(Contents(ManifestGenerator.Generate(input)).Single(static c => c.Path == "pipelines/buildconfig.yaml").Text).Single()["objects"]!.AsArray()
            .Select(static o => o!["spec"]?["source"]?["dockerfile"]).Single(static d => d is not null)!;
        string words = dockerfile.Split('\n').Single(static l => l.StartsWith("ENTRYPOINT ", StringComparison.Ordinal))["ENTRYPOINT ".Length..];
        CollectionAssert.AreEqual((string[])["dotnet", "/app/a.dll", "--price=5$", "say \"hi\"", "c:\\x"], JsonNode.Parse(words)!.AsArray().Select(static w => (string)w!).ToArray());
    }

    private static IEnumerable<(string Path, string Text)> Contents(GeneratedManifests generated) =>
        generated.Files.Where(static f => f.Path.StartsWith("pipelines/", StringComparison.Ordinal)).Select(static f => (f.Path, YamlWriter.Write(f)))
            .Concat(generated.Texts.Where(static t => t.Path.StartsWith("pipelines/", StringComparison.Ordinal)).Select(static t => (t.Path, t.Content))).OrderBy(static f => f.Path, StringComparer.Ordinal);

    private static JsonObject Pipeline(string name) =>
        YamlJson.Documents(YamlWriter.Write(ManifestGenerator.Generate(SampleInputs.Pipelines[name]).Files.Single(static f => f.Path == "pipelines/tekton.yaml"))).Single();

    private static JsonObject Task(JsonObject pipeline, string name) =>
        (JsonObject)pipeline["spec"]!["tasks"]!.AsArray().Single(t => (string)t!["name"]! == name)!;
}
