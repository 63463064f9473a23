using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Manifests.Generation;
using YamlJson = OpenShift.NET.Sdk.Tests.Manifests.Generation.YamlJson;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>Every generated object of a pipeline against the published API: unknown fields, types, required fields.</summary>
[TestClass]
public sealed class PipelineSchemaTests
{
    public static IEnumerable<object[]> Inputs => SampleInputs.Pipelines.Keys.Select(name => new object[] { name });

    [TestMethod]
    public void The_digest_is_what_its_generator_wrote()
    {
        if (Environment.GetEnvironmentVariable("API_SCHEMAS") is { Length: > 0 } folder)
        {
            Repository.AssertGenerated(PipelineSchemas.File, PipelineFieldDigest.OfFolder(folder));
        }

        string table = File.ReadAllText(PipelineSchemas.File);
        Assert.Contains($": {FieldDigest.ChecksumOf(table)}\n", table, "pipeline-fields.txt was changed by hand, or the generator was.");
        Assert.AreEqual("", string.Join(' ', new SchemaValidator(File.ReadLines(PipelineSchemas.File)).Loose()));
    }

    [TestMethod]
    public void The_generator_follows_references_into_Kubernetes_and_takes_schemas_apart()
    {
        string digest = PipelineFieldDigest.Of(
            (JsonObject)JsonNode.Parse("""{ "definitions": { "io.k8s.api.core.v1.Volume": { "required": [ "name" ], "properties": { "name": { "type": "string" } } } } }""")!,
            (JsonObject)JsonNode.Parse("""
                { "definitions": {
                  "v1.Pipeline": { "properties": { "metadata": { "$ref": "#/definitions/v1.Unknown" }, "volumes": { "type": "array", "items": { "default": {}, "$ref": "#/definitions/v1.Volume" } }, "timeout": { "$ref": "#/definitions/v1.Duration" }, "value": { "$ref": "#/definitions/v1.ParamValue" } } },
                  "v1.PipelineRun": { "properties": {} }, "v1.Task": { "properties": {} }, "v1.TaskRun": { "properties": {} },
                  "v1.ParamValue": { "required": [ "Type" ], "properties": { "Type": { "type": "string" } } } } }
                """)!,
            YamlJson.Documents("""
                spec:
                  names: { kind: Build }
                  versions:
                  - name: v1beta1
                    schema:
                      openAPIV3Schema:
                        properties:
                          spec:
                            required: [ output ]
                            properties:
                              output: { properties: { image: { type: string } } }
                              again: { type: array, items: { properties: { image: { type: string } } } }
                              size: { x-kubernetes-int-or-string: true }
                              labels: { type: object, additionalProperties: { type: string } }
                """));

        Assert.AreEqual(
            """
            =shipwright.io/v1beta1/Build Build
            =tekton.dev/v1/Pipeline Pipeline
            =tekton.dev/v1/PipelineRun PipelineRun
            =tekton.dev/v1/Task Task
            =tekton.dev/v1/TaskRun TaskRun
            Build spec:BuildSpec
            BuildSpec again:[BuildSpecOutput labels:{ output!:BuildSpecOutput size:p
            BuildSpecOutput image
            Pipeline metadata:a timeout value:a volumes:[Volume
            PipelineRun
            Task
            TaskRun
            Volume name!

            """.ReplaceLineEndings("\n"),
            string.Concat(digest.Split('\n').Where(l => !l.StartsWith('#')).Select(l => l + "\n")).Replace("\n\n", "\n", StringComparison.Ordinal));
    }

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void The_objects_of_pipelines_fit_the_API(string name)
    {
        JsonObject[] objects = [.. Objects(SampleInputs.Pipelines[name])];
        Assert.IsNotEmpty(objects);
        foreach (JsonObject item in objects)
        {
            IReadOnlyList<string> wrong = PipelineSchemas.Validate(JsonDocument.Parse(item.ToJsonString()).RootElement);
            Assert.IsEmpty(wrong, $"{item["kind"]}: {string.Join('\n', wrong)}");
        }
    }

    [TestMethod]
    [DataRow("""{"apiVersion":"tekton.dev/v1","kind":"Pipeline","spec":{"tasks":[{"name":"a","taskSpec":{"sidecars":[{"name":"b","imgae":"c"}]}}]}}""", ".spec.tasks[0].taskSpec.sidecars[0].imgae is unknown")]
    [DataRow("""{"apiVersion":"tekton.dev/v1","kind":"Pipeline","spec":{"tasks":[{"name":"a","runAfter":"b"}]}}""", ".spec.tasks[0].runAfter is no list")]
    [DataRow("""{"apiVersion":"tekton.dev/v1","kind":"PipelineRun","spec":{"serviceAccountName":"a"}}""", ".spec.serviceAccountName is unknown")]
    [DataRow("""{"apiVersion":"shipwright.io/v1beta1","kind":"Build","spec":{"strategy":{"name":"a"}}}""", ".spec.output is missing")]
    [DataRow("""{"apiVersion":"build.openshift.io/v1","kind":"BuildConfig","spec":{"strategy":{"dockerStratgy":{}}}}""", ".spec.strategy.dockerStratgy is unknown")]
    public void What_does_not_fit_is_told(string json, string problem) =>
        Assert.Contains(problem, string.Join('\n', PipelineSchemas.Validate(JsonDocument.Parse(json).RootElement)));

    private static IEnumerable<JsonObject> Objects(ManifestInput input)
    {
        foreach (ManifestFile file in ManifestGenerator.Generate(input).Files.Where(static f => f.Path.StartsWith("pipelines/", StringComparison.Ordinal)))
        {
            foreach (JsonObject document in YamlJson.Documents(YamlWriter.Write(file)))
            {
                if ((string)document["kind"]! != "Template")
                {
                    yield return document;
                    continue;
                }

                var given = ((JsonArray)document["parameters"]!).Cast<JsonObject>().Where(static p => p["value"] is null).ToDictionary(static p => (string)p["name"]!, static _ => "given", StringComparer.Ordinal);
                yield return document;
                foreach (JsonObject item in TemplateProcessor.Process(document, given))
                {
                    yield return item;
                }
            }
        }
    }
}
