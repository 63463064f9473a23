using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Manifests.Generation;
using YamlJson = OpenShift.NET.Sdk.Tests.Manifests.Generation.YamlJson;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>Every generated file of a hosted service against the service's published schema: unknown fields, shapes, required fields.</summary>
[TestClass]
public sealed class HostedSchemaTests
{
    private static readonly Lazy<HostedFieldTable> s_table = new(static () => new HostedFieldTable(File.ReadLines(HostedFieldTable.File)));

    public static IEnumerable<object[]> Files =>
        from name in SampleInputs.Pipelines.Keys
        from file in ((string, string)[])[("github.yaml", "github-workflow"), ("gitlab.yaml", "gitlab-ci"), ("azure-pipelines.yaml", "azure-pipelines")]
        select new object[] { name, file.Item1, file.Item2 };

    [TestMethod]
    public void The_digest_is_what_its_generator_wrote()
    {
        if (Environment.GetEnvironmentVariable("API_SCHEMAS") is { Length: > 0 } folder)
        {
            Repository.AssertGenerated(HostedFieldTable.File, HostedFieldDigest.OfFolder(folder));
        }

        string table = File.ReadAllText(HostedFieldTable.File);
        Assert.Contains($": {FieldDigest.ChecksumOf(table)}\n", table, "hosted-fields.txt was changed by hand, or the generator was.");
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void The_files_of_hosted_services_fit_their_schemas(string name, string file, string kind)
    {
        string text = ManifestGenerator.Generate(SampleInputs.Pipelines[name]).Texts.Single(t => t.Path == "pipelines/" + file).Content;
        IReadOnlyList<string> wrong = Validate(kind, YamlJson.Documents(text).Single());
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    [DataRow("github-workflow", """{"on":"push","jobs":{"image":{"runs-on":"x","steps":[{"runs":"y"}]}}}""", ".jobs.image.steps[0].runs is unknown")]
    [DataRow("github-workflow", """{"on":"push","permissions":{"package":"write"},"jobs":{}}""", ".permissions.package is unknown")]
    [DataRow("github-workflow", """{"jobs":{}}""", ".on is missing")]
    [DataRow("gitlab-ci", """{"publish":{"script":["x"],"stages":"y"}}""", ".publish.stages is unknown")]
    [DataRow("gitlab-ci", """{"publish":{"script":["x"],"artifacts":{"report":{"dotenv":"y"}}}}""", ".publish.artifacts.report is unknown")]
    [DataRow("gitlab-ci", """{"publish":{"script":["x"],"artifacts":{"reports":{"codeQuality":"y"}}}}""", ".publish.artifacts.reports.codeQuality is unknown")]
    [DataRow("azure-pipelines", """{"steps":[{"bash":"x","conditions":"y"}]}""", ".steps[0].conditions is unknown")]
    [DataRow("azure-pipelines", """{"steps":[{"task":"UseDotNet@2","inputs":{"versions":"y"}}]}""", ".steps[0].inputs.versions is unknown")]
    public void What_does_not_fit_is_told(string kind, string json, string problem) =>
        Assert.Contains(problem, string.Join('\n', Validate(kind, JsonNode.Parse(json)!)));

    [TestMethod]
    public void The_generator_joins_alternatives_and_follows_references()
    {
        var schema = (JsonObject)JsonNode.Parse("""
            {
              "required": [ "on" ], "properties": { "on": { "oneOf": [ { "type": "string" }, { "$ref": "#/definitions/events" } ] }, "jobs": { "patternProperties": { "^a": { "$ref": "#/definitions/job" } }, "additionalProperties": false } },
              "definitions": {
                "events": { "type": "object", "properties": { "push": { "description": "Whatever." } }, "additionalProperties": false },
                "job": { "properties": { "steps": { "type": "array", "items": { "anyOf": [ { "properties": { "run": { "type": "string" } }, "required": [ "run" ] }, { "properties": { "uses": { "enum": [ "a" ] }, "then": { "$ref": "#/definitions/job" } } } ] } } } }
              }
            }
            """)!;

        Assert.AreEqual(
            """
            =k k.file
            k.file jobs:k.fileJobs on!:k.fileOn
            k.fileJobs {k.job
            k.fileOn : push:*
            k.job steps:k.jobSteps
            k.jobSteps [k.jobStepsItem
            k.jobStepsItem run then:k.job uses

            """.ReplaceLineEndings("\n"),
            string.Concat(HostedFieldDigest.Of([("k", schema)], []).Split('\n').Where(static l => l.Length > 0 && l[0] != '#').Select(static l => l + "\n")));
    }

    private static IReadOnlyList<string> Validate(string kind, JsonNode file) => s_table.Value.Validate(kind, JsonDocument.Parse(file.ToJsonString()).RootElement);
}
