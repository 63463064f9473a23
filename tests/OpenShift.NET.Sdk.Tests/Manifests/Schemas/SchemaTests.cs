using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Tests.Manifests.Generation;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>Every generated object against the published API: unknown fields, types, required fields, enumerations.</summary>
[TestClass]
public sealed class SchemaTests
{
    public static IEnumerable<object[]> Inputs => SampleInputs.All.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void The_plain_objects_fit_the_API(string name) => AssertFit(GeneratedObjects.Plain(SampleInputs.All[name]));

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void The_template_and_its_objects_fit_the_API(string name)
    {
        AssertFit([GeneratedObjects.Template(SampleInputs.All[name])]);
        AssertFit(GeneratedObjects.Processed(SampleInputs.All[name]));
    }

    [TestMethod]
    [DataRow("""{"apiVersion":"route.openshift.io/v1","kind":"Route","spec":{"to":{"kind":"Service","name":"a","weight":"1"}}}""", ".spec.to.weight is no whole number")]
    [DataRow("""{"apiVersion":"route.openshift.io/v1","kind":"Route","spec":{"to":{"kind":"Service","name":"a","weight":1},"tls":{"terminations":"edge","termination":"edge"}}}""", ".spec.tls.terminations is unknown")]
    [DataRow("""{"apiVersion":"template.openshift.io/v1","kind":"Template"}""", ".objects is missing")]
    [DataRow("""{"apiVersion":"apps/v1","kind":"Deployment","spec":{"selector":{},"template":{"spec":{"containers":{}}}}}""", ".spec.template.spec.containers is no list")]
    [DataRow("""{"apiVersion":"v1","kind":"Secret","stringData":{"a":1}}""", ".stringData.a is no text")]
    [DataRow("""{"apiVersion":"apps/v1beta9","kind":"Deployment"}""", "apps/v1beta9 Deployment is no kind of the API")]
    public void What_does_not_fit_is_told(string json, string problem) =>
        Assert.Contains(problem, string.Join('\n', ApiSchemas.Validate(JsonDocument.Parse(json).RootElement)));

    private static void AssertFit(IReadOnlyList<JsonObject> objects)
    {
        foreach (JsonObject item in objects)
        {
            IReadOnlyList<string> wrong = ApiSchemas.Validate(JsonDocument.Parse(item.ToJsonString()).RootElement);
            Assert.IsEmpty(wrong, $"{item["kind"]}: {string.Join('\n', wrong)}");
        }
    }
}
