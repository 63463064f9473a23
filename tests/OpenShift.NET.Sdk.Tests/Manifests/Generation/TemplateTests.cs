using System.Text.Json.Nodes;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation;

[TestClass]
public sealed class TemplateTests
{
    public static IEnumerable<object[]> Inputs => SampleInputs.All.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void Every_reference_has_its_parameter_and_every_parameter_is_used(string name)
    {
        JsonObject template = GeneratedObjects.Template(SampleInputs.All[name]);
        string[] parameters = [.. ((JsonArray)template["parameters"]!).Select(p => (string)p!["name"]!).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(parameters, TemplateProcessor.References(template).Order(StringComparer.Ordinal).ToArray());
        foreach (JsonObject parameter in ((JsonArray)template["parameters"]!).Cast<JsonObject>())
        {
            Assert.IsNotNull(parameter["displayName"]);
            Assert.IsNotNull(parameter["description"]);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void Processed_with_its_defaults_it_says_what_the_plain_files_say(string name)
    {
        IReadOnlyList<JsonObject> processed = GeneratedObjects.Processed(SampleInputs.All[name]);
        foreach (JsonObject plain in GeneratedObjects.Plain(SampleInputs.All[name]).Where(o => (string)o["kind"]! is not ("Ingress" or "ConfigMap")))
        {
            JsonObject other = processed.Single(o => (string)o["kind"]! == (string)plain["kind"]! && (string)o["metadata"]!["name"]! == (string)plain["metadata"]!["name"]!);
            (other["metadata"]!["annotations"] as JsonObject)?.Remove("image.openshift.io/triggers");

            Assert.IsTrue(JsonNode.DeepEquals(plain, other), $"{plain}\n{other}");
        }

        Assert.DoesNotContain("${", string.Concat(processed.Select(o => o.ToJsonString())));
    }

    [TestMethod]
    public void Another_name_is_another_deployment_of_its_own()
    {
        JsonObject template = GeneratedObjects.Template(SampleInputs.Uploads);
        IReadOnlyList<JsonObject> objects = TemplateProcessor.Process(template, new Dictionary<string, string> { ["NAME"] = "second", ["REPLICAS"] = "3", ["UPLOADS_STORAGE_SIZE"] = "20Gi", ["MEMORY_LIMIT"] = "1Gi" });
        Assert.IsTrue(objects.All(o => ((string)o["metadata"]!["name"]!).StartsWith("second", StringComparison.Ordinal)));
        Assert.AreEqual(3, (int)GeneratedObjects.Of(objects, "Deployment")["spec"]!["replicas"]!);
        Assert.AreEqual("second", (string)GeneratedObjects.Of(objects, "Service")["spec"]!["selector"]!["app.kubernetes.io/instance"]!);
        Assert.AreEqual("gallery", (string)GeneratedObjects.Of(objects, "Service")["spec"]!["selector"]!["app.kubernetes.io/name"]!);
        Assert.AreEqual("20Gi", (string)GeneratedObjects.Of(objects, "PersistentVolumeClaim")["spec"]!["resources"]!["requests"]!["storage"]!);
        Assert.AreEqual("second-uploads", (string)GeneratedObjects.PodSpec(objects)["volumes"]![2]!["persistentVolumeClaim"]!["claimName"]!);
        Assert.AreEqual("1Gi", (string)GeneratedObjects.Container(objects)["resources"]!["limits"]!["memory"]!);
    }

    [TestMethod]
    public void A_required_secret_must_be_given_and_a_generated_one_is_made()
    {
        JsonObject template = GeneratedObjects.Template(SampleInputs.Database);
        var given = new Dictionary<string, string> { ["Orders__Region"] = "eu" };
        InvalidOperationException missing = Assert.ThrowsExactly<InvalidOperationException>(() => TemplateProcessor.Process(template, given));
        Assert.Contains("ConnectionStrings__Orders", missing.Message);

        given["ConnectionStrings__Orders"] = "Host=db;Password=x";
        JsonObject secret = GeneratedObjects.Of(TemplateProcessor.Process(template, given), "Secret");
        Assert.AreEqual("Host=db;Password=x", (string)secret["stringData"]!["ConnectionStrings__Orders"]!);
        Assert.MatchesRegex("^[a-zA-Z0-9]{40}$", (string)secret["stringData"]!["Jwt__Key"]!);
        Assert.AreEqual("", (string)secret["stringData"]!["Mail__Password"]!);
    }

    [TestMethod]
    public void The_processor_leaves_what_is_no_parameter_and_keeps_types()
    {
        JsonObject template = (JsonObject)JsonNode.Parse("""
            {"parameters":[{"name":"N","value":"2"},{"name":"T","value":"true"}],"objects":[{"a":"${N}","b":"${{N}}","c":"${{T}}","d":"x${N}y${Z}","${N}":["${N}-${N}"]}]}
            """)!;
        Assert.AreEqual("""{"a":"2","b":2,"c":true,"d":"x2y${Z}","2":["2-2"]}""", TemplateProcessor.Process(template, new Dictionary<string, string>())[0].ToJsonString());
    }
}
