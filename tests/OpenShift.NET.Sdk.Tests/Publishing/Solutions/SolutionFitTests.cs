using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Charts;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Neighbours;
using OpenShift.NET.Sdk.Publishing.Solutions;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Manifests.Generation;

namespace OpenShift.NET.Sdk.Tests.Publishing.Solutions;

/// <summary>Four services, web, API, gRPC and one that nobody calls, file by file as users get them together; beside the tests.</summary>
[TestClass]
public sealed class SolutionFitTests : IDisposable
{
    private static readonly string Goldens = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Publishing", "Solutions", "Goldens");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task The_manifests_of_a_solution_are_as_agreed()
    {
        ManifestInput[] inputs =
        [
            Service("Shop.Web", 5100, new ManifestFacts
            {
                Name = "shop-web",
                Settings =
                [
                    Local("Catalog__Url", "http://localhost:5101/", "http://catalog:5101/"),
                    new SettingFact { Name = "services__pricing__http__0", Kind = SettingKind.Endpoint, Default = "http://pricing", Source = "Program.cs" },
                    Local("Mail__Url", "http://localhost:8025", "http://mail:8025"),
                ],
            }),
            Service("Shop.Catalog.Api", 5101, new ManifestFacts { Name = "shop-catalog-api", Settings = [Local("Pricing__GrpcUrl", "http://localhost:5102", "http://pricing:5102")] }),
            Service("Shop.Pricing", 5102, new ManifestFacts { Name = "shop-pricing", Route = false }) with { Code = new ProbeFindings { Http2Only = true, GrpcHealth = true } },
            Service("Shop.Mailer", 5103, new ManifestFacts { Name = "shop-mailer", Settings = [new SettingFact { Name = "Page", Default = "Mail:Url", Source = "OpenShiftSetting" }, new SettingFact { Name = "Mailer__Region", Required = true, Source = "OpenShiftSetting" }] }),
        ];
        var services = ImmutableArray.CreateBuilder<SolutionService>();
        var members = ImmutableArray.CreateBuilder<SolutionMember>();
        foreach (ManifestInput input in inputs)
        {
            string facts = _folder[$"{input.Facts.Manifests.Name}/facts.json"];
            services.Add(await Member(input, input.Facts.Manifests.Name));
            Assert.AreEqual(facts, services[^1].Facts[0]);
            members.Add(await SolutionFit.MemberOfAsync(services[^1], input.Facts, CancellationToken.None));
        }

        ImmutableArray<ServiceLink> links = ServiceLinks.Find(members.ToImmutable());
        CollectionAssert.AreEqual(
            (string[])["shop-catalog-api Pricing__GrpcUrl http://shop-pricing", "shop-web Catalog__Url http://shop-catalog-api/", "shop-web services__pricing__http__0 http://shop-pricing"],
            links.Select(static l => $"{l.Caller} {l.Setting} {l.Address}").ToArray());
        ImmutableArray<SolutionService> fitted = [.. inputs.Select((input, i) =>
        {
            ServiceNeighbours neighbours = ServiceNeighbours.Of(members[i], members.ToImmutable(), links);
            return neighbours.IsEmpty ? services[i] : services[i] with { Folder = Write(input with { Facts = neighbours.Into(input.Facts), Callers = neighbours.Callers }, _folder[$"{input.Facts.Manifests.Name}/together"]) };
        })];
        Assert.AreEqual(services[3], fitted[3], "who calls nobody and is not called stays as it is");
        string target = _folder["bin/manifests/Shop"];
        Assert.IsTrue(await SolutionManifests.WriteAsync(new SolutionSource("Shop", _folder["Shop.slnx"]), target, fitted, CancellationToken.None));
        string[] files = [.. Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(target, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        foreach (string file in files)
        {
            string golden = Path.Combine(Goldens, "shop", file);
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            Repository.AssertGenerated(golden, await File.ReadAllTextAsync(Path.Combine(target, file)));
        }

        CollectionAssert.AreEqual(files, Directory.EnumerateFiles(Path.Combine(Goldens, "shop"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Path.Combine(Goldens, "shop"), f).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray());

        // Template and kustomization say the same.
        string template = await File.ReadAllTextAsync(Path.Combine(target, "template.yaml"));
        string map = await File.ReadAllTextAsync(Path.Combine(target, "shop-web/configmap.yaml"));
        Assert.Contains("http://shop-catalog-api/", template);
        Assert.Contains("http://shop-catalog-api/", map);
        Assert.Contains("http://shop-catalog-api/", await File.ReadAllTextAsync(Path.Combine(target, "helm/shop/charts/shop-web/values.yaml")));
        Assert.Contains("http://mail:8025", map, "nobody's address stays made up");
        Assert.DoesNotContain("http://shop-catalog-api/", await File.ReadAllTextAsync(Path.Combine(services[0].Folder, "kubernetes/configmap.yaml")), "a service by itself");
    }

    [TestMethod]
    public async Task Services_of_one_name_and_services_without_facts_or_manifests_keep_what_they_have()
    {
        ManifestInput catalog = Service("Catalog", 5101, new ManifestFacts { Name = "catalog", Route = false });
        ManifestInput web = Service("Web", 5100, new ManifestFacts { Name = "web", Settings = [Local("CatalogUrl", "http://localhost:5101", "http://catalog:5101")] });
        ManifestInput none = Service("Other", 5101, new ManifestFacts { Name = "other", Template = false, Kubernetes = false, Helm = false });
        ImmutableArray<SolutionService> services =
        [
            await Member(web, "web"), await Member(catalog, "a"), await Member(catalog, "b"), await Member(none, "none"), new SolutionService("tests", _folder["tests"]),
        ];
        SolutionFit fit = await SolutionFit.OfAsync(services, [], CancellationToken.None);
        CollectionAssert.AreEqual(services.ToArray(), fit.Services.ToArray());
        Assert.IsEmpty(fit.Messages);
    }

    [TestMethod]
    public async Task What_is_read_is_what_this_publish_made_and_no_file_beside_it()
    {
        ManifestInput catalog = Service("Catalog", 5101, new ManifestFacts { Name = "catalog", Route = false });
        SolutionService service = await Member(catalog, "catalog-stage");
        _folder.Write(Path.GetRelativePath(_folder[""], Path.Combine(service.Folder, "kubernetes/foreign.yaml")), "a: [");
        SolutionMember member = await SolutionFit.MemberOfAsync(service, catalog.Facts, CancellationToken.None);
        CollectionAssert.AreEqual((string[])["http"], member.Ports.Select(static p => p.Name).ToArray());
    }

    [TestMethod]
    [DataRow("", false)]
    [DataRow("apiVersion: route.openshift.io/v1\nkind: Route\nmetadata:\n  name: shop\nspec:\n  to:\n    kind: Service\n    name: catalog\n", true)]
    [DataRow("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\nspec:\n  defaultBackend:\n    service:\n      name: catalog\n      port:\n        number: 80\n", true)]
    [DataRow("apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: shop\n", true)]
    [DataRow("apiVersion: v1\nkind: Service\nmetadata:\n  name: catalog-outside\nspec:\n  type: LoadBalancer\n", true)]
    [DataRow("apiVersion: v1\nkind: Service\nmetadata:\n  name: another-name\n", true)]
    [DataRow("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n", false)]
    public async Task What_the_projects_own_files_lead_to_from_outside_stays_open(string more, bool isOpen)
    {
        ManifestInput catalog = Service("Catalog", 5101, new ManifestFacts { Name = "catalog", Route = false });
        SolutionMember member = await SolutionFit.MemberOfAsync(await Member(catalog, "own", more), catalog.Facts, CancellationToken.None);
        CollectionAssert.AreEqual(isOpen ? (int[])[8080] : [], member.OpenPorts.ToArray());
        ServiceNeighbours neighbours = ServiceNeighbours.Of(member, [member, member with { Name = "web" }], [new ServiceLink("web", "catalog", "Url", "http://catalog", 8080)]);
        Assert.AreEqual(isOpen, neighbours.Callers.IsEmpty);
    }

    [TestMethod]
    public async Task A_generated_Route_opens_the_port_that_it_leads_to()
    {
        ManifestInput catalog = Service("Catalog", 5101, new ManifestFacts { Name = "catalog", Route = true });
        SolutionMember member = await SolutionFit.MemberOfAsync(await Member(catalog, "own"), catalog.Facts, CancellationToken.None);
        CollectionAssert.AreEqual((int[])[8080], member.OpenPorts.ToArray());
    }

    [TestMethod]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk.Web" />""", "Shop.Web", true)]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>""", "Import", true)]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><!-- <OutputType>Exe</OutputType> --></PropertyGroup></Project>""", "Words", false)]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include="MSTest" /></ItemGroup></Project>""", "Checks", false)]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk.Web" />""", "Shop.Web.Tests", false)]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk"><Sdk Name="Aspire.AppHost.Sdk" /><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>""", "Host", false)]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk.BlazorWebAssembly" />""", "Pages", false)]
    public void An_application_that_is_no_service_is_known_by_its_project_file(string text, string name, bool isOne) =>
        Assert.AreEqual(isOne, SolutionApplications.Is(_folder.Write($"{name}/{name}.csproj", text)));

    private async Task<SolutionService> Member(ManifestInput input, string folder, string more = "")
    {
        string facts = _folder[$"{folder}/facts.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(facts)!);
        File.WriteAllBytes(facts, FactsJson.Write(input.Facts));
        var stage = StageFolder.OfFacts(facts);
        _ = Write(input, stage.Manifests);
        if (more.Length > 0)
        {
            File.WriteAllText(Path.Combine(stage.Manifests, "kubernetes/more.yaml"), more);
        }

        string[] files = [.. Directory.EnumerateFiles(stage.Manifests, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(stage.Manifests, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        await ManifestStamp.Of("made", stage.Manifests, files, []).WriteAsync(stage.ManifestStamp, CancellationToken.None);
        return new SolutionService(input.Facts.Manifests.Name, stage.Manifests) { Facts = [facts] };
    }

    private static string Write(ManifestInput input, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string path, string text) in ManifestGenerator.Generate(input).Files.Select(static f => (f.Path, YamlWriter.Write(f))).Concat(ChartGenerator.Generate(input, []).Files.Select(static f => (f.Path, f.Content))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), text);
        }

        return folder;
    }

    private ManifestInput Service(string project, int port, ManifestFacts manifests)
    {
        _folder.Write($"src/{project}/Properties/launchSettings.json", $$"""{ "profiles": { "http": { "applicationUrl": "http://localhost:{{port}}" } } }""");
        ManifestInput input = SampleInputs.Web(manifests.Name, manifests);
        return input with { Facts = input.Facts with { Identity = input.Facts.Identity with { ProjectFile = _folder[$"src/{project}/{project}.csproj"] } } };
    }

    private static SettingFact Local(string name, string value, string made) => new() { Name = name, Kind = SettingKind.Endpoint, Default = made, Replaces = value, Source = $"appsettings.json {name.Replace("__", ":", StringComparison.Ordinal)}" };
}
