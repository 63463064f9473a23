using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Manifests.Templates;

[TestClass]
public sealed class ManifestSetTests
{
    [TestMethod]
    public void Lists_are_opened_and_what_is_unknown_is_kept()
    {
        ManifestSet set = Read("""
            kind: List
            apiVersion: v1
            items:
              - { kind: Service, metadata: { name: a } }
              - { kind: ServiceList, items: [ { kind: Service, metadata: { name: b } } ] }
              - 5
            ---
            { apiVersion: example.com/v1, kind: Gadget, spec: { items: [ 1 ] } }
            ---
            { something: else }
            """);

        Assert.AreEqual("Service/a Service/b Gadget/ /", string.Join(' ', set.Objects.Select(o => $"{o.Kind}/{o.Name}")));
    }

    [TestMethod]
    public void A_template_is_followed_by_its_objects_with_the_defaults_put_in()
    {
        ManifestSet set = Read("""
            apiVersion: template.openshift.io/v1
            kind: Template
            metadata: { name: t }
            labels: { template: "${NAME}" }
            parameters:
              - { name: NAME, value: web }
              - { name: REPLICAS, value: "2" }
              - { name: HOST }
              - { name: PASSWORD, generate: expression, from: "[a-z]{8}" }
              - { name: KEY, required: true }
              - { name: ARGS, value: '["a", 1]' }
            objects:
              - kind: Deployment
                metadata: { name: "${NAME}-x" }
                spec:
                  replicas: ${{REPLICAS}}
                  text: "${{REPLICAS}} of ${REPLICAS}"
                  host: "${HOST}"
                  password: "${PASSWORD}"
                  key: "${KEY}"
                  unknown: "${NOT_THERE}"
                  args: ${{ARGS}}
                  "${NAME}": 1
            """);

        Assert.AreEqual(2, set.Objects.Length);
        ManifestObject template = set.Objects[0];
        ManifestObject deployment = set.Objects[1];
        Assert.AreSame(template, deployment.Template);
        Assert.AreEqual("web-x", deployment.Name);
        Assert.AreEqual("web", deployment.Root.TextAt("metadata", "labels", "template"));
        var spec = (YamlMapping)deployment.Root["spec"]!;
        Assert.AreEqual(2, ((YamlScalar)spec["replicas"]!).AsInteger());
        Assert.AreEqual(new YamlMark(16, 17), spec["replicas"]!.Mark);
        Assert.AreEqual("${{REPLICAS}} of 2", spec.TextAt("text"));
        Assert.AreEqual("", spec.TextAt("host"));
        Assert.AreEqual("${PASSWORD} ${KEY} ${NOT_THERE}", $"{spec.TextAt("password")} {spec.TextAt("key")} {spec.TextAt("unknown")}");
        Assert.AreEqual("a 1", string.Join(' ', spec.ItemsAt("args").Cast<YamlScalar>().Select(s => s.Text)));
        Assert.AreEqual("1", spec.TextAt("web"));
    }

    [TestMethod]
    public void A_parameter_that_multiplies_is_bounded()
    {
        string objects = string.Concat(Enumerable.Repeat("  - { a: \"${A}\" }\n", 5000));
        ManifestSet set = Read($"apiVersion: template.openshift.io/v1\nkind: Template\nparameters:\n  - {{ name: A, value: {new string('x', 100_000)} }}\nobjects:\n{objects}");

        Assert.AreEqual(5001, set.Objects.Length);
        Assert.IsLessThan(10_000_000, set.Objects.Sum(o => o.Root.TextAt("a")?.Length ?? 0));
    }

    [TestMethod]
    public void Templates_in_templates_and_broken_ones_are_kept()
    {
        ManifestSet set = Read("""
            { apiVersion: template.openshift.io/v1, kind: Template, parameters: no, labels: [x], objects: [ 1, { apiVersion: template.openshift.io/v1, kind: Template, objects: [ { kind: A } ] } ] }
            """);

        Assert.AreEqual(2, set.Objects.Length);
    }

    private static ManifestSet Read(string yaml) => ManifestSet.Of([new ManifestFile("f.yaml", YamlReader.ReadText(yaml, "f.yaml"))]);
}
