using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Charts;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Manifests;

/// <summary>The charts as helm itself takes them. The fast tests hold that the goldens are what the generator makes.</summary>
[TestClass]
public sealed class HelmTests
{
    private static readonly string s_tests = Path.Combine(Sandbox.RepositoryRoot, "tests", "OpenShift.NET.Sdk.Tests", "Manifests");

    public static IEnumerable<object[]> Applications => Directory.EnumerateDirectories(Path.Combine(s_tests, "Charts", "Goldens")).Select(f => new object[] { Path.GetFileName(f) });

    [TestMethod]
    [DynamicData(nameof(Applications))]
    public void Template_kustomization_and_chart_are_the_same_objects(string application)
    {
        Components.Require("helm", "kubectl");
        string chart = Path.Combine(s_tests, "Charts", "Goldens", application);
        string golden = Path.Combine(s_tests, "Goldens", application);
        Command.Run("helm", ["lint", chart, .. Example(chart)]).MustSucceed().MustNotSay("[WARNING]");

        // A reference of the Template that nobody has given a value is the value that is given here.
        ManifestSet template = ManifestSet.Of([new ManifestFile("template.yaml", YamlReader.Read(File.ReadAllBytes(Path.Combine(golden, "template.yaml")), "template.yaml"))]);
        string name = template.Objects[0].Name;
        string[] given = [.. template.Objects[0].Root.ItemsAt("parameters").OfType<YamlMapping>()
            .Where(p => p["value"] is null && p["required"] is not null && File.ReadAllText(Path.Combine(chart, "values.schema.json")).Contains($"\"{p.TextAt("name")}\"", StringComparison.Ordinal))
            .SelectMany(static p => (string[])["--set-string", $"settings.{p.TextAt("name")}=${{{p.TextAt("name")}}}"])];
        SortedDictionary<string, YamlMapping> route = Render(chart, name, [.. given]);
        SortedDictionary<string, YamlMapping> ingress = Render(chart, name, [.. given, "--set", "route.enabled=false"], hasRoute: route.Keys.Any(static k => k.StartsWith("Route ", StringComparison.Ordinal)));

        // Values of secrets are no part of a chart; the Ingress is in the plain files, the Route in the Template.
        SortedDictionary<string, YamlMapping> expanded = Keyed(template.Objects.Where(static o => o.Template is not null && o.Kind != "Secret").Select(static o => o.Root));
        AssertSame(expanded, route);
        SortedDictionary<string, YamlMapping> plain = Keyed(Parse(Command.Run("kubectl", "kustomize", Path.Combine(golden, "kubernetes")).MustSucceed().Output));
        foreach ((string key, YamlMapping item) in plain.Where(static p => !p.Key.StartsWith("ConfigMap ", StringComparison.Ordinal)))
        {
            Assert.AreEqual(Text(item), Text(ingress[key]), key);
        }

        Assert.AreEqual(plain.Count, ingress.Count);
    }

    [TestMethod]
    public void The_chart_of_a_solution_is_what_its_Template_and_its_kustomization_are()
    {
        Components.Require("helm", "kubectl");
        string golden = Path.Combine(s_tests, "..", "Publishing", "Solutions", "Goldens", "shop");
        string chart = Path.Combine(golden, "helm", "shop");
        Command.Run("helm", ["lint", chart, .. Example(chart)]).MustSucceed().MustNotSay("[WARNING]");
        const string Region = "shop-mailer.settings.Mailer__Region=";
        string[] given = ["--set-string", Region + "${SHOP_MAILER_Mailer__Region}"];
        ManifestSet template = ManifestSet.Of([new ManifestFile("template.yaml", YamlReader.Read(File.ReadAllBytes(Path.Combine(golden, "template.yaml")), "template.yaml"))]);
        SortedDictionary<string, YamlMapping> route = Render(chart, "any", given);
        AssertSame(Keyed(template.Objects.Where(static o => o.Template is not null && o.Kind != "Secret").Select(static o => o.Root)), route);
        string[] plainly = [.. route.Keys.Where(static k => k.StartsWith("Route ", StringComparison.Ordinal)).SelectMany(static k => (string[])["--set", $"{k["Route ".Length..]}.route.enabled=false"])];
        SortedDictionary<string, YamlMapping> ingress = Render(chart, "any", [.. given, .. plainly]);
        SortedDictionary<string, YamlMapping> plain = Keyed(Parse(Command.Run("kubectl", "kustomize", golden).MustSucceed().Output));
        CollectionAssert.AreEqual(plain.Keys.ToArray(), ingress.Keys.ToArray());
        foreach ((string key, YamlMapping item) in plain.Where(static p => !p.Key.StartsWith("ConfigMap ", StringComparison.Ordinal)))
        {
            Assert.AreEqual(Text(item), Text(ingress[key]), key);
        }

        Assert.AreEqual("http://shop-catalog-api/", route["ConfigMap shop-web-settings"].TextAt("data", "Catalog__Url"));
        Assert.IsFalse(Render(chart, "any", ["--set", "shop-mailer.enabled=false"]).Keys.Any(static k => k.Contains("mailer", StringComparison.Ordinal)), "nor does it ask for what that one needs");
        Assert.Contains("Mailer__Region", Refused(chart));
        Assert.Contains("shop-mialer", Refused(chart, [.. given, "--set", "shop-mialer.replicaCount=2"]));
        Assert.Contains("replicas", Refused(chart, [.. given, "--set", "shop-mailer.replicas=2"]));
        string notes = Command.Run("helm", ["install", "any", chart, "--dry-run=client", .. given]).MustSucceed().Output;
        Assert.Contains("shop-web is being deployed.", notes);
        Assert.Contains("kubectl get route shop-catalog-api", notes);
        Assert.AreEqual(notes.IndexOf("helm test any", StringComparison.Ordinal), notes.LastIndexOf("helm test any", StringComparison.Ordinal), notes);
    }

    [TestMethod]
    public void Helm_names_what_is_missing_mistyped_or_of_another_form()
    {
        Components.Require("helm");
        string chart = Write(Input(
            new SettingFact { Name = "Shop__Region", Required = true, Source = "OpenShiftSetting" },
            new SettingFact { Name = "Shop__PageSize", Type = "number", Default = "50", Source = "OpenShiftSetting" }));
        string missing = Refused(chart);
        Assert.Contains("Shop__Region", missing);
        Assert.DoesNotContain("Shop__PageSize", missing);
        Assert.Contains("Shop__Region", Refused(chart, "--set", "settings.Shop__Region="));
        Assert.Contains("Shop__PageSze", Refused(chart, "--set", "settings.Shop__Region=eu,settings.Shop__PageSze=1"));
        Assert.Contains("Shop__PageSize", Refused(chart, "--set", "settings.Shop__Region=eu,settings.Shop__PageSize=many"));
        Assert.Contains("Shop__PageSize", Refused(chart, "--set", "settings.Shop__Region=eu,settings.Shop__PageSize=5000000"));
        Assert.Contains("memory", Refused(chart, "--set", "settings.Shop__Region=eu,resources.limits.memory=256MB"));
        Assert.Contains("digest", Refused(chart, "--set", "settings.Shop__Region=eu,image.digest=latest"));
        Assert.Contains("replicas", Refused(chart, "--set", "settings.Shop__Region=eu,replicas=3"));

        SortedDictionary<string, YamlMapping> rendered = Render(chart, "web", ["--set", "settings.Shop__Region=eu,settings.Shop__PageSize=60,image.digest=,image.tag=next,fullnameOverride=other,host=shop.example.com,route.enabled=false,ingress.className=nginx,global.a=1"]);
        Assert.AreEqual("60", rendered["ConfigMap other-settings"].TextAt("data", "Shop__PageSize"));
        Assert.AreEqual("registry.example.com/shop/web:next", ((YamlMapping)rendered["Deployment other"].ItemsAt("spec", "template", "spec", "containers")[0]).TextAt("image"));
        Assert.AreEqual("nginx", rendered["Ingress other"].TextAt("spec", "ingressClassName"));
        Assert.AreEqual("shop.example.com", ((YamlScalar)((YamlMapping)rendered["Ingress other"].ItemsAt("spec", "tls")[0]).ItemsAt("hosts")[0]).Text);

        // Without a limit in the project there is none that could be set.
        Assert.Contains("cpu", Refused(chart, "--set", "settings.Shop__Region=eu,resources.limits.cpu=2"));

        // Another release beside it, whose name does not have the chart's in it.
        Assert.Contains("Deployment blue-web", Render(chart, "blue", ["--set", "settings.Shop__Region=eu"]).Keys);
    }

    [TestMethod]
    public void Texts_come_through_whatever_is_in_them()
    {
        Components.Require("helm");
        string[] texts = ["{{ .Values.x }}", "a {{- if }} b", "}} {{", "100 % \"of\" 'it' \\n", "line 1\nline 2 {{ x }}\n", "yes", "0644", "1e3", "", " ", "a: b # c", "${NAME}", "${{REPLICAS}}", "ümläut 🚀", "`{{`"];
        SettingFact[] settings = [.. texts.Select((t, i) => new SettingFact { Name = $"T{i}", Default = t, Source = "OpenShiftSetting" })];
        YamlMapping own = YamlReader.ReadText("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: own\n  annotations:\n    a/${NAME}: b\n", "own.yaml")[0];
        own = own with { Entries = own.Entries.Add(new YamlEntry("data", new YamlMapping([.. texts.Select((t, i) => new YamlEntry($"t{i}", new YamlScalar(t)))]))) };
        string chart = Write(
            Input(settings),
            new ManifestFile("openshift/own.yaml", [own]) { FullPath = "/own.yaml" },
            new ManifestFile("openshift/web.helm.yaml", YamlReader.ReadText("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  annotations:\n    team: 'of ''{{ .Values.global.team | default \"none\" }}'' in ${NAME}'\nspec:\n  revisionHistoryLimit: '{{ .Values.global.history | default 3 }}'\n", "web.helm.yaml")) { FullPath = "/openshift/web.helm.yaml" });
        SortedDictionary<string, YamlMapping> rendered = Render(chart, "web", ["--set", "global.history=4"]);
        for (int i = 0; i < texts.Length; i++)
        {
            Assert.AreEqual(texts[i], rendered["ConfigMap web-settings"].TextAt("data", $"T{i}"));

            // In the user's own objects a reference to a parameter is one, as in the Template.
            string expected = texts[i].Replace("${NAME}", "web", StringComparison.Ordinal).Replace("${{REPLICAS}}", "1", StringComparison.Ordinal);
            Assert.AreEqual(expected, rendered["ConfigMap own"].TextAt("data", $"t{i}"));
        }

        Assert.AreEqual("b", rendered["ConfigMap own"].TextAt("metadata", "annotations", "a/web"));
        Assert.AreEqual("of 'none' in web", rendered["Deployment web"].TextAt("metadata", "annotations", "team"));
        Assert.AreEqual(4, ((YamlScalar)rendered["Deployment web"].At("spec", "revisionHistoryLimit")!).AsInteger());
    }

    private static string[] Example(string chart) => File.Exists(Path.Combine(chart, "ci", "example-values.yaml")) ? ["--values", Path.Combine(chart, "ci", "example-values.yaml")] : [];

    private static string Refused(string chart, params string[] arguments)
    {
        CommandResult result = Command.Run("helm", ["template", "web", chart, .. arguments]);
        result.MustFail();
        return result.Text;
    }

    private static SortedDictionary<string, YamlMapping> Render(string chart, string release, string[] arguments, bool hasRoute = true)
    {
        string[] options = hasRoute ? arguments : [.. arguments.Except(["--set", "route.enabled=false"])];
        string rendered = Command.Run("helm", ["template", release, chart, "--skip-tests", .. options]).MustSucceed().Output;
        return Keyed(Parse(rendered));
    }

    private static IEnumerable<YamlMapping> Parse(string yaml) => YamlReader.ReadText(yaml, "rendered").Where(static d => !d.Entries.IsEmpty);

    private static SortedDictionary<string, YamlMapping> Keyed(IEnumerable<YamlMapping> objects) =>
        new(objects.ToDictionary(static o => $"{o.TextAt("kind")} {o.TextAt("metadata", "name")}", static o => o), StringComparer.Ordinal);

    private static void AssertSame(SortedDictionary<string, YamlMapping> expected, SortedDictionary<string, YamlMapping> actual)
    {
        CollectionAssert.AreEqual(expected.Keys.ToArray(), actual.Keys.ToArray());
        foreach ((string key, YamlMapping item) in expected)
        {
            Assert.AreEqual(Text(item), Text(actual[key]), key);
        }
    }

    // Keys in order, and without what says who manages the object: Helm's labels, the digest of the settings, the hook of a Job; the labels that kustomize puts on a CronJob's Jobs; an empty list or text of an Ingress, or null, is what is not there.
    private static string Text(YamlMapping root) => YamlWriter.Write((YamlMapping)Normal(root));

    private static YamlNode Normal(YamlNode node) => node switch
    {
        YamlMapping mapping => new YamlMapping([.. mapping.Entries
            .Where(static e => e.Key is not ("helm.sh/chart" or "helm.sh/hook" or "helm.sh/hook-delete-policy" or "app.kubernetes.io/managed-by" or "checksum/settings"))
            .Select(static e => new YamlEntry(e.Key, Normal(e.Key == "jobTemplate" && e.Value is YamlMapping job ? job with { Entries = [.. job.Entries.Where(static i => i.Key != "metadata")] } : e.Value)))
            .Where(static e => !(e.Value is YamlScalar { Kind: YamlScalarKind.Null } || (e.Key == "tls" && e.Value is YamlSequence { Items.IsEmpty: true }) || (e.Key == "host" && e.Value is YamlScalar { Text: "" }) || (e.Key is "annotations" && e.Value is YamlMapping { Entries.IsEmpty: true })))
            .OrderBy(static e => e.Key, StringComparer.Ordinal)]),
        YamlSequence sequence => new YamlSequence([.. sequence.Items.Select(Normal)]),
        _ => node,
    };

    private static ManifestInput Input(params SettingFact[] settings) => new(
        new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "web", ProjectFile = "/src/web/web.csproj", Version = "1.4.2.7" },
            Application = new ApplicationFacts { Kind = ApplicationKind.Web },
            Manifests = new ManifestFacts { Name = "web", Helm = true, Settings = [.. settings] },
        },
        new ImageConfig
        {
            Architecture = "amd64",
            Os = "linux",
            Config = new ExecutionConfig { User = "1654", Env = ["ASPNETCORE_HTTP_PORTS=8080"], ExposedPorts = ImmutableSortedDictionary<string, EmptyObject>.Empty.Add("8080/tcp", default!) },
        },
        "registry.example.com/shop/web@sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093");

    private static string Write(ManifestInput input, params ManifestFile[] sources)
    {
        string folder = Sandbox.NewFolder("chart");
        foreach (ManifestText file in ChartGenerator.Generate(input, [.. sources]).Files)
        {
            string path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Content, new UTF8Encoding(false));
        }

        return Path.Combine(folder, "helm", "web");
    }
}
