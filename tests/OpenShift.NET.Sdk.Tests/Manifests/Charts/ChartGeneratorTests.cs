using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Manifests.Charts;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Tests.Manifests.Generation;

namespace OpenShift.NET.Sdk.Tests.Manifests.Charts;

[TestClass]
public sealed class ChartGeneratorTests
{
    public static IEnumerable<object[]> Inputs => SampleInputs.All.Keys.Select(static n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void Every_application_has_what_a_chart_needs(string name)
    {
        Dictionary<string, string> files = Files(SampleInputs.All[name]);
        foreach (string file in (string[])["Chart.yaml", "values.yaml", "values.schema.json", "README.md", "templates/_helpers.tpl", "templates/NOTES.txt"])
        {
            Assert.Contains(file, files.Keys);
        }

        // Only what can be asked from outside the pod has a test.
        Assert.AreEqual(files.ContainsKey("templates/service.yaml"), files.ContainsKey("templates/tests/test-readiness.yaml"));
        foreach ((string path, string content) in files)
        {
            Assert.IsFalse(content.Contains("${", StringComparison.Ordinal) && !path.EndsWith("README.md", StringComparison.Ordinal), $"{path}: a reference of the Template is left over");
            Assert.DoesNotContain("runAsUser", content);
            Assert.DoesNotContain("fsGroup:", content);
        }

        Assert.AreEqual(files.ContainsKey("templates/route.yaml"), files["values.yaml"].Contains("route:\n", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("https://builder:t0ken@git.example.com/shop.git?token=t0ken", "https://git.example.com/shop.git")]
    [DataRow("git@git.example.com:shop.git", null)]
    public void Addresses_of_a_chart_hold_no_credentials(string address, string? expected)
    {
        ManifestInput input = SampleInputs.WebApi;
        string chart = Files(input with { Facts = input.Facts with { Identity = input.Facts.Identity with { RepositoryUrl = address, ProjectUrl = address } } })["Chart.yaml"];
        Assert.DoesNotContain("t0ken", chart);
        Assert.AreEqual(expected is null ? 0 : 2, chart.Split('\n').Count(l => expected is not null && l.Contains(expected, StringComparison.Ordinal)), chart);
    }

    [TestMethod]
    public void A_secret_is_neither_a_value_nor_an_object()
    {
        Dictionary<string, string> files = Files(SampleInputs.Database);
        Assert.DoesNotContain("templates/secret-secrets.yaml", files.Keys);
        JsonObject schema = (JsonObject)JsonNode.Parse(files["values.schema.json"])!;
        CollectionAssert.AreEqual(new[] { "Catalog__Url", "Orders__PageSize", "Orders__Region" }, ((JsonObject)schema["properties"]!["settings"]!["properties"]!).Select(static p => p.Key).ToArray());
        Assert.Contains("ConnectionStrings__Orders  (required)", files["templates/NOTES.txt"]);
        Assert.Contains("Jwt__Key  (required; any long random text of your own)", files["templates/NOTES.txt"]);
        Assert.Contains("Mail__Password  (optional)", files["templates/NOTES.txt"]);
        Assert.Contains("name: {{ include \"orders.secretName\" . | quote }}", files["templates/deployment.yaml"]);
    }

    [TestMethod]
    public void What_has_to_be_given_is_required_and_has_no_default()
    {
        Dictionary<string, string> files = Files(SampleInputs.Database);
        JsonObject settings = (JsonObject)JsonNode.Parse(files["values.schema.json"])!["properties"]!["settings"]!;
        CollectionAssert.AreEqual(new[] { "Orders__Region" }, ((JsonArray)settings["required"]!).Select(static r => (string)r!).ToArray());
        YamlMapping values = YamlReader.ReadText(files["values.yaml"], "values.yaml")[0];
        Assert.IsNull(values.At("settings", "Orders__Region"));
        Assert.AreEqual("50", values.TextAt("settings", "Orders__PageSize"));
        Assert.AreEqual("example", YamlReader.ReadText(files["ci/example-values.yaml"], "v")[0].TextAt("settings", "Orders__Region"));
    }

    [TestMethod]
    [DataRow("number", "12", true)]
    [DataRow("number", "-1.5e3", true)]
    [DataRow("number", "many", false)]
    [DataRow("boolean", "True", true)]
    [DataRow("boolean", "yes", false)]
    [DataRow("URL", "amqp://broker:5672", true)]
    [DataRow("URL", "broker:5672", false)]
    [DataRow("duration", "1.02:03:04.5", true)]
    [DataRow("duration", "00:30", true)]
    [DataRow("duration", "5 minutes", false)]
    public void A_settings_type_is_a_pattern(string type, string value, bool fits)
    {
        Assert.AreEqual(fits, System.Text.RegularExpressions.Regex.IsMatch(value, Pattern(new SettingFact { Name = "A", Required = true, Type = type, Source = "OpenShiftSetting" })!));
        Assert.AreEqual(fits, OpenShift.NET.Sdk.Projects.SettingForm.Fits(value, type), "the start-up guard says otherwise");
    }

    [TestMethod]
    public void A_default_that_has_not_its_settings_form_is_not_refused_and_an_optional_one_can_be_emptied()
    {
        Assert.IsNull(Pattern(new SettingFact { Name = "A", Default = "later", Type = "number", Source = "OpenShiftSetting" }));
        Assert.Contains("?$", Pattern(new SettingFact { Name = "A", Default = "1", Type = "number", Source = "OpenShiftSetting" })!);
    }

    [TestMethod]
    public void Literal_braces_are_escaped_and_those_of_a_file_for_the_chart_are_expressions()
    {
        ManifestInput input = SampleInputs.Web("web", new ManifestFacts { Name = "web" });
        Dictionary<string, string> files = Files(
            input,
            File("openshift/rules.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: rules\ndata:\n  alert: \"{{ $labels.pod }} of {{ .Values.x }}\"\n  other: 'pod \"{{- a }}\"'\n  block: |\n    {{ range . }}\n    100 %\n"),
            File("openshift/team.helm.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  annotations:\n    team: 'of {{ .Values.global.team | default \"none\" }}'\nspec:\n  revisionHistoryLimit: '{{ .Values.global.history | default 3 }}'\n"));
        string rules = files["templates/configmap-rules.yaml"];
        Assert.Contains("alert: \"{{`{{`}} $labels.pod }} of {{`{{`}} .Values.x }}\"", rules);
        Assert.Contains("{{`{{`}}- a }}", rules);
        Assert.Contains("    {{`{{`}} range . }}\n", rules);
        string deployment = files["templates/deployment.yaml"];
        Assert.Contains("revisionHistoryLimit: {{ .Values.global.history | default 3 }}\n", deployment);
        Assert.Contains("team: 'of {{ .Values.global.team | default \"none\" }}'\n", deployment);
    }

    [TestMethod]
    public void A_parameter_of_the_users_own_Template_is_a_value()
    {
        Dictionary<string, string> files = Files(
            SampleInputs.Web("web", new ManifestFacts { Name = "web" }),
            File("openshift/template.yaml", "apiVersion: template.openshift.io/v1\nkind: Template\nlabels:\n  team: ${TEAM}\nparameters:\n  - name: TEAM\n    description: Who is called.\n    required: true\n  - name: LIMIT\n    value: \"5\"\n  - name: UNUSED\nobjects:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: ${NAME}-limits\n    data:\n      limit: ${LIMIT} % of ${NAME}\n"));
        string map = files["templates/configmap-limits.yaml"];
        Assert.Contains("limit: {{ printf \"%s %% of %s\" (.Values.parameters.LIMIT | toString) (include \"web.fullname\" .) | quote }}", map);
        Assert.Contains("team: {{ .Values.parameters.TEAM | quote }}", map);
        Assert.Contains("team: {{ .Values.parameters.TEAM | quote }}", files["templates/deployment.yaml"]);
        YamlMapping values = YamlReader.ReadText(files["values.yaml"], "values.yaml")[0];
        Assert.AreEqual("5", values.TextAt("parameters", "LIMIT"));
        Assert.IsNull(values.At("parameters", "TEAM"));
        Assert.IsNull(values.At("parameters", "UNUSED"));
        Assert.Contains("\"TEAM\"", files["values.schema.json"]);
    }

    [TestMethod]
    public void The_test_asks_what_the_readiness_probe_asks_after_the_user_has_changed_it()
    {
        Dictionary<string, string> files = Files(
            SampleInputs.WebApi,
            File("openshift/deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-api\nspec:\n  template:\n    spec:\n      containers:\n        - name: web-api\n          readinessProbe:\n            httpGet:\n              path: /other\n              port: 8080\n              httpHeaders:\n                - name: Host\n                  value: shop.example.com\n"));
        string test = files["templates/tests/test-readiness.yaml"];
        Assert.Contains("{{ printf \"http://%s:80/other\" (include \"web-api.fullname\" .) | quote }}", test);
        Assert.Contains("'Host: shop.example.com'", test.Replace('"', '\''));
    }

    [TestMethod]
    [DataRow("registry.example.com:5000/shop/web", "registry.example.com:5000/shop/web", "", "")]
    [DataRow("registry.example.com:5000/shop/web:1.4", "registry.example.com:5000/shop/web", "1.4", "")]
    [DataRow("r.example.com/a:1@sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093", "r.example.com/a", "1", "sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093")]
    public void An_image_is_split_at_its_tag_and_digest(string image, string repository, string tag, string digest) =>
        Assert.AreEqual((repository, tag, digest), ChartValuesFile.Image(image));

    private static string? Pattern(SettingFact fact)
    {
        Dictionary<string, string> files = Files(SampleInputs.Web("web", new ManifestFacts { Name = "web", Settings = [fact] }));
        return (string?)JsonNode.Parse(files["values.schema.json"])!["properties"]!["settings"]!["properties"]!["A"]!["pattern"];
    }

    private static Dictionary<string, string> Files(ManifestInput input, params ManifestFile[] sources) =>
        ChartGenerator.Generate(input, [.. sources]).Files.ToDictionary(static f => f.Path[(f.Path.IndexOf('/', "helm/".Length) + 1)..], static f => f.Content, StringComparer.Ordinal);

    private static ManifestFile File(string path, string text) => new(path, YamlReader.ReadText(text, path)) { FullPath = "/src/" + path };
}
