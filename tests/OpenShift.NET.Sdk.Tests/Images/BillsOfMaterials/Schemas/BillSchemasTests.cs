using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials.Schemas;

/// <summary>The committed digests of the schemas, and the validator that reads them.</summary>
[TestClass]
public sealed class BillSchemasTests
{
    [TestMethod]
    public void The_digests_are_of_the_published_schemas_and_nobody_has_mended_them_by_hand()
    {
        foreach ((string published, string digest, string source) in BillSchemas.All)
        {
            if (Environment.GetEnvironmentVariable("BOM_SCHEMAS") is { Length: > 0 } folder)
            {
                Repository.AssertGenerated(BillSchemas.PathOf(digest), BillSchemas.Of((JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, published)))!, source));
            }

            var committed = (JsonObject)JsonNode.Parse(File.ReadAllText(BillSchemas.PathOf(digest)))!;
            Assert.AreEqual($"{source} SHA-256 of the rest: {BillSchemas.ChecksumOf(committed)}", (string?)committed["$comment"]);
        }
    }

    [TestMethod]
    [DataRow("""{"bomFormat":"CycloneDX"}""", "/specVersion is missing")]
    [DataRow("""{"bomFormat":"Cyclone","specVersion":"1.6"}""", "/bomFormat is 'Cyclone'")]
    [DataRow("""{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:1"}""", "/serialNumber 'urn:uuid:1' is not of the form")]
    [DataRow("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"a"}]}""", "/components/0/type is missing")]
    [DataRow("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","layer":1}]}""", "/components/0/layer is not allowed")]
    [DataRow("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a"},{"type":"library","name":"a"}]}""", "/components has an entry twice")]
    [DataRow("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","hashes":[{"alg":"SHA-256","content":"00"}]}]}""", "/components/0/hashes/0/content '00' is not of the form")]
    [DataRow("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","licenses":[{"expression":"MIT"},{"expression":"MIT"}]}]}""", "/components/0/licenses fits 0 of oneOf")]
    public void What_does_not_fit_is_told(string json, string problem) =>
        Assert.Contains(problem, string.Join('\n', BillSchemas.CycloneDx.Validate(JsonDocument.Parse(json).RootElement)));
}
