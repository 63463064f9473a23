using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Charts;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Pipelines;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tests.Publishing.Solutions;

[TestClass]
public sealed class SolutionManifestsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solution-manifests-");

    private string Target => Path.Combine(_folder.FullName, "bin/manifests/Shop");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task One_template_holds_the_objects_of_all_and_each_service_keeps_parameters_of_its_own()
    {
        Assert.IsTrue(await Write(Service("catalog"), Service("web-basket")));
        ManifestFile file = await ManifestFileReader.ReadAsync(Path.Combine(Target, "template.yaml"), "template.yaml", CancellationToken.None);
        Assert.IsTrue(ManifestTemplate.TryRead(new ManifestObject(file.Documents.Single(), file), out ManifestTemplate? template));
        Assert.AreEqual("shop", template.Object.Name);
        CollectionAssert.AreEqual((string[])["CATALOG_NAME", "CATALOG_KEY", "WEB_BASKET_NAME", "WEB_BASKET_KEY"], template.Parameters.Select(static p => p.Name).ToArray());
        CollectionAssert.AreEqual((string[])["catalog", "web-basket"], template.Expand().Select(static o => o.Name).ToArray());
        string text = await File.ReadAllTextAsync(Path.Combine(Target, "template.yaml"));
        Assert.Contains("${{CATALOG_KEY}}", text);
        Assert.Contains("${HOME}", text, "what is no parameter stays");
        Assert.Contains("oc process -f template.yaml -p CATALOG_KEY=… -p WEB_BASKET_KEY=… | oc apply -f -", text);
        Assert.Contains("${CATALOG_NAME} is being deployed.", text);
    }

    [TestMethod]
    public async Task Parameters_of_two_services_never_get_one_name()
    {
        SolutionService web = Service("web");
        string template = Path.Combine(web.Folder, "template.yaml");
        File.WriteAllText(template, (await File.ReadAllTextAsync(template)).Replace("KEY", "API_NAME", StringComparison.Ordinal));
        await Write(web, Service("web-api"));
        ManifestFile file = await ManifestFileReader.ReadAsync(Path.Combine(Target, "template.yaml"), "template.yaml", CancellationToken.None);
        Assert.IsTrue(ManifestTemplate.TryRead(new ManifestObject(file.Documents.Single(), file), out ManifestTemplate? together));
        CollectionAssert.AreEqual((string[])["WEB_NAME", "WEB_API_NAME", "WEB_API__NAME", "WEB_API__KEY"], together.Parameters.Select(static p => p.Name).ToArray());
    }

    [TestMethod]
    public async Task One_kustomization_has_a_folder_a_service_and_what_is_gone_goes()
    {
        await Write(Service("catalog"), Service("basket"), Service("orders"));
        File.WriteAllText(Path.Combine(Target, "notes.txt"), "of the user");
        Directory.CreateDirectory(Path.Combine(Target, "own"));
        File.WriteAllText(Path.Combine(Target, "own/x.yaml"), "kind: A");
        Directory.CreateDirectory(Path.Combine(Target, "orders-prod"));
        File.Copy(Path.Combine(Target, "orders/kustomization.yaml"), Path.Combine(Target, "orders-prod/kustomization.yaml"));
        File.WriteAllText(Path.Combine(Target, "basket/patch.yaml"), "of the user");
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(Target, "catalog/service.yaml"));
        await Write(Service("catalog"), Service("basket"));
        Assert.EndsWith("resources:\n  - basket\n  - catalog\n", await File.ReadAllTextAsync(Path.Combine(Target, "kustomization.yaml")));
        Assert.IsFalse(Directory.Exists(Path.Combine(Target, "orders")));
        Assert.IsTrue(File.Exists(Path.Combine(Target, "orders-prod/kustomization.yaml")), "a copy is its maker's");
        Assert.IsTrue(File.Exists(Path.Combine(Target, "basket/patch.yaml")));
        Assert.IsTrue(File.Exists(Path.Combine(Target, "notes.txt")) && File.Exists(Path.Combine(Target, "own/x.yaml")));
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(Path.Combine(Target, "catalog/service.yaml")), "an unchanged file is not written");
    }

    [TestMethod]
    public async Task Files_of_somebody_else_are_not_replaced()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "kustomization.yaml"), "resources: [mine]");
        OpenShiftException refused = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Write(Service("catalog"), Service("basket")));
        Assert.AreEqual("OSC0016", refused.Code);
        Assert.AreEqual("resources: [mine]", await File.ReadAllTextAsync(Path.Combine(Target, "kustomization.yaml")));
        Assert.IsFalse(Directory.Exists(Path.Combine(Target, "catalog")));
    }

    [TestMethod]
    public async Task One_chart_has_the_services_charts_in_it_and_what_is_gone_goes()
    {
        Assert.IsTrue(await Write(Chart("catalog", "1.4.0"), Chart("basket", "1.10.0-beta.2"), Chart("orders", "1.3.9")));
        string chart = Path.Combine(Target, "helm/shop");
        string text = await File.ReadAllTextAsync(Path.Combine(chart, "Chart.yaml"));
        Assert.Contains("description: \"Deploys the services of Shop: basket, catalog, orders.\"\n", text);
        Assert.Contains("\nversion: \"1.10.0-beta.2\"\n", text);
        Assert.Contains("kubeVersion: \">=1.30.0-0\"\n", text);
        Assert.Contains("- name: catalog\n    version: \"1.4.0\"\n    condition: catalog.enabled\n", text);
        Assert.Contains("basket.settings.Region", await File.ReadAllTextAsync(Path.Combine(chart, "README.md")));
        Assert.Contains("{{- with index .Subcharts \"basket\" }}\nThe notes of basket.\n{{- end }}\n", await File.ReadAllTextAsync(Path.Combine(chart, "templates/NOTES.txt")));
        File.WriteAllText(Path.Combine(chart, "templates/own.yaml"), "of the user");
        File.WriteAllText(Path.Combine(chart, "charts/basket/templates/route.yaml"), "of a publish before");
        Directory.CreateDirectory(Path.Combine(chart, "charts/postgresql"));
        File.WriteAllText(Path.Combine(chart, "charts/postgresql/Chart.yaml"), "of the user");
        await Write(Chart("catalog", "1.4.0"), Chart("basket", "1.10.0-beta.2"));
        Assert.IsFalse(File.Exists(Path.Combine(chart, "charts/basket/templates/route.yaml")));
        Assert.IsFalse(Directory.Exists(Path.Combine(chart, "charts/orders")));
        Assert.IsTrue(File.Exists(Path.Combine(chart, "templates/own.yaml")) && File.Exists(Path.Combine(chart, "charts/postgresql/Chart.yaml")));
        await Write(Service("catalog"), Service("basket"));
        Assert.IsFalse(File.Exists(Path.Combine(chart, "Chart.yaml")) || Directory.Exists(Path.Combine(chart, "charts/basket")), "no project asks for a chart any more");
        Assert.IsTrue(File.Exists(Path.Combine(chart, "templates/own.yaml")));
        File.WriteAllText(Path.Combine(chart, "Chart.yaml"), "name: mine");
        Assert.AreEqual("OSC0016", (await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Write(Chart("catalog", "1.4.0"), Chart("basket", "1.0.0")))).Code);
        Assert.AreEqual("name: mine", await File.ReadAllTextAsync(Path.Combine(chart, "Chart.yaml")));
    }

    [TestMethod]
    [DataRow("1.10.0", "1.9.0")]
    [DataRow("1.0.0", "1.0.0-beta")]
    [DataRow("1.0.0-beta.11", "1.0.0-beta.2")]
    [DataRow("1.0.0-beta.x", "1.0.0-beta.2")]
    [DataRow("1.0.0-beta.1", "1.0.0-beta")]
    public void A_version_is_higher_as_Semantic_Versioning_has_it(string higher, string lower)
    {
        Assert.IsGreaterThan(0, ChartVersionOrder.Instance.Compare(higher, lower));
        Assert.IsLessThan(0, ChartVersionOrder.Instance.Compare(lower, higher));
        Assert.AreEqual(0, ChartVersionOrder.Instance.Compare(higher + "+1", higher + "+2"));
    }

    [TestMethod]
    public async Task Pipelines_of_the_whole_lie_beside_it_and_go_when_nobody_asks_for_them()
    {
        Assert.IsTrue(await Write(Piped(Service("catalog"), PipelineKind.GitHub, PipelineKind.GitLab), Piped(Service("basket"), PipelineKind.GitHub, PipelineKind.GitLab)));
        string text = await File.ReadAllTextAsync(Path.Combine(Target, "pipelines/github.yaml"));
        Assert.Contains("SOLUTION: src/Shop.slnx\n", text, "from the top of the repository");
        Assert.Contains("CATALOG_IMAGE: ${{ steps.publish.outputs.CATALOG_IMAGE }}\n", text);
        File.WriteAllText(Path.Combine(Target, "pipelines/own.yaml"), "of the user");
        await Write(Piped(Service("catalog"), PipelineKind.GitHub), Piped(Service("basket"), PipelineKind.GitHub));
        Assert.IsFalse(File.Exists(Path.Combine(Target, "pipelines/gitlab.yaml")));
        await Write(Service("catalog"), Service("basket"));
        CollectionAssert.AreEqual((string[])["own.yaml"], Directory.GetFiles(Path.Combine(Target, "pipelines")).Select(Path.GetFileName).ToArray());
        File.WriteAllText(Path.Combine(Target, "pipelines/github.yaml"), "on: mine");
        Assert.AreEqual("OSC0016", (await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Write(Piped(Service("catalog"), PipelineKind.GitHub), Piped(Service("basket"), PipelineKind.GitHub)))).Code);
        Assert.AreEqual("on: mine", await File.ReadAllTextAsync(Path.Combine(Target, "pipelines/github.yaml")));
    }

    [TestMethod]
    public async Task Services_without_manifests_have_pipelines_all_the_same()
    {
        var none = (string name) => Piped(new SolutionService(name, Path.Combine(_folder.FullName, "none")), PipelineKind.AzurePipelines);
        Assert.IsTrue(await Write(none("catalog"), none("basket")));
        Assert.IsTrue(File.Exists(Path.Combine(Target, "pipelines/azure-pipelines.yaml")));
        Assert.IsFalse(File.Exists(Path.Combine(Target, "template.yaml")));
    }

    [TestMethod]
    public async Task One_service_or_none_with_manifests_leaves_nothing()
    {
        Assert.IsFalse(await Write(Service("catalog"), new SolutionService("basket", Path.Combine(_folder.FullName, "none"))));
        Assert.IsFalse(Directory.Exists(Target));
    }

    private Task<bool> Write(params SolutionService[] services) => SolutionManifests.WriteAsync(new SolutionSource("Shop", Path.Combine(_folder.FullName, "src/Shop.slnx")), Target, [.. services], CancellationToken.None);

    private SolutionService Piped(SolutionService service, params PipelineKind[] kinds)
    {
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = service.Name, ProjectFile = Path.Combine(_folder.FullName, "src", service.Name, service.Name + ".csproj"), RepositoryRoot = _folder.FullName },
            Manifests = new ManifestFacts { Name = service.Name },
            Pipelines = new PipelineFacts { Kinds = [.. kinds] },
        };
        string file = Path.Combine(_folder.FullName, service.Name + ".facts.json");
        File.WriteAllBytes(file, FactsJson.Write(facts));
        return service with { Facts = [file] };
    }

    private SolutionService Chart(string name, string version)
    {
        SolutionService service = Service(name);
        string chart = Path.Combine(service.Folder, "helm", name);
        Directory.CreateDirectory(Path.Combine(chart, "templates"));
        Directory.CreateDirectory(Path.Combine(chart, "ci"));
        File.WriteAllText(Path.Combine(chart, "Chart.yaml"), $"# Generated by OpenShift.NET.Sdk at every publish\napiVersion: v2\nname: {name}\nversion: {version}\nappVersion: {version}\nkubeVersion: '>=1.{(name == "catalog" ? 30 : 25)}.0-0'\n");
        File.WriteAllText(Path.Combine(chart, "templates/NOTES.txt"), $"The notes of {name}.\n");
        if (name == "basket")
        {
            File.WriteAllText(Path.Combine(chart, "ci/example-values.yaml"), "settings:\n  Region: example\n");
        }

        return service;
    }

    private SolutionService Service(string name)
    {
        string folder = Path.Combine(_folder.FullName, "of-" + name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(folder, "kubernetes"));
        File.WriteAllText(Path.Combine(folder, "template.yaml"), $$$"""
            apiVersion: template.openshift.io/v1
            kind: Template
            metadata:
              name: {{{name}}}
            message: ${NAME} is being deployed.
            parameters:
              - name: NAME
                value: {{{name}}}
                required: true
              - name: KEY
                required: true
            objects:
              - apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: ${NAME}
                data:
                  key: ${{KEY}}
                  home: ${HOME}
            """);
        File.WriteAllText(Path.Combine(folder, "kubernetes/kustomization.yaml"), "# Generated by OpenShift.NET.Sdk at every publish\nresources: [service.yaml]\n");
        File.WriteAllText(Path.Combine(folder, "kubernetes/service.yaml"), "kind: Service\n");
        return new SolutionService(name, folder);
    }
}
