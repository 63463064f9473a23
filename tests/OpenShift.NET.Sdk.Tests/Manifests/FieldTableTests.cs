using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Fields;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Manifests.Schemas;

namespace OpenShift.NET.Sdk.Tests.Manifests;

/// <summary>The table of API fields, and how it is made from the published OpenAPI documents.</summary>
[TestClass]
public sealed class FieldTableTests
{
    /// <summary>The folder with the published documents, when somebody has them and says so.</summary>
    private static readonly string? s_documents = Environment.GetEnvironmentVariable("API_SCHEMAS");

    [TestMethod]
    public void The_table_is_what_its_generator_wrote()
    {
        if (s_documents is { Length: > 0 } folder)
        {
            Repository.AssertGenerated(ApiSchemas.File, FieldDigest.Of(Document(folder, "kubernetes-swagger.json"), Document(folder, "openshift-api-openapi.json")));
        }

        string table = File.ReadAllText(ApiSchemas.File);
        Assert.Contains($": {FieldDigest.ChecksumOf(table)}\n", table, "fields.txt was changed by hand, or the generator was.");
        Assert.AreEqual("", string.Join(' ', new SchemaValidator(File.ReadLines(ApiSchemas.File)).Loose()));
    }

    [TestMethod]
    public void The_generator_reads_kinds_types_shapes_and_what_is_required()
    {
        string digest = FieldDigest.Of(
            (JsonObject)JsonNode.Parse("""
                { "definitions": {
                  "io.k8s.api.core.v1.Service": {
                    "required": [ "spec", "status" ],
                    "properties": { "metadata": { "$ref": "#/definitions/io.k8s.Meta" }, "spec": { "allOf": [ { "$ref": "#/definitions/io.k8s.Spec" } ] }, "status": { "type": "object" } },
                    "x-kubernetes-group-version-kind": [ { "group": "", "version": "v1", "kind": "Service" } ] },
                  "io.k8s.Meta": { "properties": { "labels": { "type": "object", "additionalProperties": { "type": "string" } }, "at": { "$ref": "#/definitions/io.k8s.Time" } } },
                  "io.k8s.Time": { "type": "string", "format": "date-time" },
                  "io.k8s.Unused": { "properties": { "a": { "type": "string" } } },
                  "io.k8s.api.resource.Quantity": { "type": "string" },
                  "io.k8s.util.IntOrString": { "type": "string", "format": "int-or-string" },
                  "io.k8s.Spec": { "required": [ "ports" ], "properties": {
                    "ports": { "type": "array", "items": { "$ref": "#/definitions/io.k8s.util.IntOrString" } }, "size": { "$ref": "#/definitions/io.k8s.api.resource.Quantity" },
                    "count": { "type": "integer" }, "ratio": { "type": "number" }, "on": { "type": "boolean" }, "name": { "type": "string" }, "free": { "type": "object" } } } } }
                """)!,
            (JsonObject)JsonNode.Parse("""
                { "definitions": {
                  "com.github.openshift.api.route.v1.Route": { "properties": { "metadata": { "type": "object" }, "spec": { "$ref": "#/definitions/com.github.openshift.api.route.v1.Spec" } } },
                  "com.github.openshift.api.route.v1.Spec": { "properties": { "host": { "type": "string" } } } } }
                """)!);

        Assert.AreEqual(
            """
            =route.openshift.io/v1/Route Route
            =v1/Service Service
            Meta at labels:{
            Route metadata:a spec:Spec2
            Service metadata:Meta spec!:Spec status:a
            Spec count:i free:a name on:b ports!:[p ratio:n size:q
            Spec2 host

            """.ReplaceLineEndings("\n"),
            string.Concat(digest.Split('\n').Where(l => !l.StartsWith('#')).Select(l => l + "\n")).Replace("\n\n", "\n", StringComparison.Ordinal));
        Assert.Contains(FieldDigest.ChecksumOf(digest), digest);
    }

    [TestMethod]
    [DataRow("spec: { template: { spec: { containers: [ { name: a, imgae: b } ] } }, selector: {} }", "spec.template.spec.containers[0].imgae is no field of the API (image)")]
    [DataRow("spec: { template: { spec: { containers: [ { name: a, env: [ { name: X, value: 5 } ] } ] } }, selector: {} }", "spec.template.spec.containers[0].env[0].value is a number where the API takes a text (\")")]
    [DataRow("spec: { template: {}, replicas: two, selector: {} }", "spec.replicas is a text where the API takes a whole number ()")]
    [DataRow("spec: { template: {}, replicas: '${REPLICAS}', selector: {} }", "")]
    [DataRow("spec: { template: {}, replicas: null, selector: {} }", "")]
    [DataRow("spec: { template: { spec: { containers: { name: a } } }, selector: {} }", "spec.template.spec.containers is a mapping where the API takes a list ()")]
    [DataRow("spec: { template: { spec: { containers: [ { image: b, resources: { limits: { memory: 1 GB } } } ] } }, selector: {} }", "spec.template.spec.containers[0].resources.limits.memory is a text where the API takes a quantity such as 250m or 256Mi ()|spec.template.spec.containers[0].name is missing ()")]
    [DataRow("metadata: { labels: { a: yes } }", "metadata.labels.a is the truth value true where the API takes a text (\")")]
    [DataRow("spec: { template: {} }", "spec.selector is missing ()")]
    [DataRow("status: { whatever: 1 }", "status.whatever is no field of the API ()")]
    public void An_object_is_held_against_it(string yaml, string expected)
    {
        YamlMapping root = YamlReader.ReadText(yaml, "f.yaml").Single();
        FieldTable table = FieldTable.Known;

        string actual = string.Join('|', FieldCheck.Check(root, table.TypeOf("apps/v1", "Deployment")!, table).Select(p => $"{p.Path} {p.Seen} ({p.Suggestion})"));

        Assert.AreEqual(expected, actual);
    }

    private static JsonObject Document(string folder, string file) => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!;
}
