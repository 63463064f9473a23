using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.RepositoryFiles;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.RepositoryFiles;

/// <summary>Kubernetes files that a team keeps beside its projects are found and judged, and stop nothing.</summary>
[TestClass]
public sealed class RepositoryManifestsTests : IDisposable
{
    private const string Web = """<Project Sdk="Microsoft.NET.Sdk.Web"></Project>""";
    private const string Library = """<Project Sdk="Microsoft.NET.Sdk"></Project>""";

    private readonly TemporaryFolder _folder = new();

    public RepositoryManifestsTests()
    {
        Write(".git/HEAD", "ref: refs/heads/main");
        Write("src/Contoso.Orders.Api/Contoso.Orders.Api.csproj", Web);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_deployment_of_the_project_is_judged_with_what_belongs_to_it_and_stops_nothing()
    {
        Write("k8s/orders-api.yaml", Deployment("orders-api", "registry.example/team/orders-api:latest", """
            env:
              - name: ConnectionStrings__Orders
                value: "Server=orders-db;Database=orders;User Id=sa;Password=Str0ngPassw0rd!"
            """));
        Write("k8s/orders-db.yaml", Deployment("orders-db", "mcr.microsoft.com/mssql/server:2022-latest", """
            env:
              - { name: SA_PASSWORD, value: "Str0ngPassw0rd!" }
            """) + "\n---\n" + Service("orders-db", "orders-db", 1433));
        Write("k8s/other.yaml", Deployment("shop-ui", "registry.example/team/shop-ui:latest"));

        string[] lines = Judge(new SeveritySettings { TreatWarningsAsErrors = true });

        Assert.AreEqual(
            """
            Info OSC0205 repository:k8s/orders-api.yaml:Deployment/orders-api/containers/orders-api/image k8s/orders-api.yaml(13,18)
            Info OSC0905 repository:k8s/orders-api.yaml:Deployment/orders-api/containers/orders-api/env/ConnectionStrings__Orders k8s/orders-api.yaml(17,22)
            Info OSC0905 repository:k8s/orders-db.yaml:Deployment/orders-db/containers/orders-db/env/SA_PASSWORD k8s/orders-db.yaml(16,43)
            """,
            string.Join('\n', lines.Where(static l => l.Contains("OSC0205", StringComparison.Ordinal) || l.Contains("OSC0905", StringComparison.Ordinal))), string.Join('\n', lines));
        Assert.DoesNotContain("Str0ng", string.Join('\n', lines));
        Assert.AreEqual("k8s/orders-api.yaml, k8s/orders-db.yaml", Files());
        Assert.Contains(l => l.StartsWith("Info OSC1607 repository:k8s/orders-api.yaml:", StringComparison.Ordinal), lines);
        Assert.Contains(l => l.StartsWith("Info OSC2002 repository:k8s/orders-api.yaml:", StringComparison.Ordinal), lines);
        Assert.DoesNotContain(l => l.Contains("shop-ui", StringComparison.Ordinal), lines);
    }

    [TestMethod]
    public void A_database_that_asks_itself_twice_is_left_alone()
    {
        const string Probes = "livenessProbe: { exec: { command: [ pg_isready ] } }\nreadinessProbe: { exec: { command: [ pg_isready ] } }";
        Write("k8s/db.yaml", Deployment("db", "postgres:17", Probes));
        Write("k8s/api.yaml", Deployment("orders-api", "orders-api:1.0", Probes));

        Assert.AreEqual("k8s/api.yaml(15,26)", string.Join(' ', Judge().Where(static l => l.Contains("OSC2004", StringComparison.Ordinal)).Select(static l => l.Split(' ')[^1])));
    }

    [TestMethod]
    public void Whoever_wants_rules_to_be_strict_or_sets_a_rules_severity_has_it_here_too()
    {
        Write("k8s/orders-api.yaml", Deployment("orders-api", "orders-api:latest"));

        Assert.Contains(l => l.StartsWith("Error OSC0205", StringComparison.Ordinal), Judge(new SeveritySettings { Profile = Profile.Strict }));
        string[] set = Judge(new SeveritySettings { Overrides = new Dictionary<string, SeverityOverride> { ["OSC0205"] = new(Severity.Warning, new SourceLocation("/.editorconfig", 1)) } });
        Assert.Contains(l => l.StartsWith("Warning OSC0205", StringComparison.Ordinal), set);
        Assert.Contains(l => l.StartsWith("Info OSC1607", StringComparison.Ordinal), set);
    }

    [TestMethod]
    [DataRow("orders-api", true)]
    [DataRow("contoso-orders-api", true)]
    [DataRow("ordersapi", true)]
    [DataRow("orders", true)]
    [DataRow("orders-service", true)]
    [DataRow("Contoso.Orders.Api", true)]
    [DataRow("billing", false)]
    [DataRow("api", false)]
    [DataRow("ui", false)]
    public void Names_are_those_people_use(string image, bool isOwn)
    {
        Write("src/Contoso.Billing.Api/Contoso.Billing.Api.csproj", Web);
        Write("deploy/app.yaml", Deployment("x", $"registry.example/{image}:1.0"));
        Write("deploy/other.yaml", Deployment("y", "registry.example/something-else:1.0"));

        Assert.AreEqual(isOwn ? "deploy/app.yaml" : "", Files());
    }

    [TestMethod]
    public void Two_projects_that_a_name_fits_equally_have_it_neither()
    {
        Write("src/Fabrikam.Orders.Api/Fabrikam.Orders.Api.csproj", Web);
        Write("k8s/a.yaml", Deployment("orders-api", "orders-api:1.0"));

        Assert.AreEqual("", Files());
    }

    [TestMethod]
    public void The_only_application_is_the_only_projects_whatever_it_is_called()
    {
        Write("src/Contoso.Domain/Contoso.Domain.csproj", Library);
        Write("k8s/a.yaml", Deployment("backend-x", "ghcr.io/x/fiap-sa:1.0"));
        Write("k8s/b.yaml", Deployment("postgres-deployment", "postgres:latest"));
        Assert.AreEqual("k8s/a.yaml, k8s/b.yaml", Files());

        // A tool beside it has no Dockerfile; another application has.
        Write("src/Contoso.Worker/Contoso.Worker.csproj", """<Project Sdk="Microsoft.NET.Sdk.Worker"></Project>""");
        Assert.AreEqual("", Files());
        Write("src/Contoso.Orders.Api/Dockerfile", "FROM x");
        Assert.AreEqual("k8s/a.yaml, k8s/b.yaml", Files());
        Write("src/Contoso.Worker/Dockerfile", "FROM x");
        Assert.AreEqual("", Files());
    }

    [TestMethod]
    public void An_application_that_is_called_like_a_public_image_is_none()
    {
        Write("src/vault-backend/vault-backend.csproj", Web);
        Write("k8s/a.yaml", Deployment("vault-api", "vault-backend:1.0"));
        Write("k8s/b.yaml", Deployment("orders-api", "orders-api:1.0"));
        Write("k8s/c.yaml", Deployment("vault", "hashicorp/vault:1.20"));

        Assert.AreEqual("k8s/b.yaml", Files());
        Assert.IsFalse(WorkloadNames.IsPublic("vault-backend:1.0.0"));
        Assert.IsTrue(WorkloadNames.IsPublic("hashicorp/vault:1.20"));
        Assert.IsTrue(WorkloadNames.IsPublic("mcr.microsoft.com/mssql/server:2022-latest"));
    }

    [TestMethod]
    public void Compose_and_Skaffold_say_whose_an_image_is()
    {
        Write("src/Contoso.Billing/Contoso.Billing.csproj", Web);
        Write("src/Contoso.Billing/Dockerfile", "ENTRYPOINT [\"dotnet\", \"Contoso.Billing.dll\"]");
        Write("src/Contoso.Orders.Api/Dockerfile", "ENTRYPOINT [\"dotnet\", \"Contoso.Orders.Api.dll\"]");
        Write("docker-compose.yml", "services:\n  core:\n    image: team/core-thing\n    build:\n      context: .\n      dockerfile: src/Contoso.Orders.Api/Dockerfile\n");
        Write("k8s/a.yaml", Deployment("core", "registry.example/core-thing:1.0"));
        Assert.AreEqual("k8s/a.yaml", Files());

        File.Delete(Path.Combine(_folder.Path, "docker-compose.yml"));
        Assert.AreEqual("", Files());
        Write("skaffold.yaml", "apiVersion: skaffold/v2beta29\nkind: Config\nbuild:\n  artifacts:\n    - image: core-thing\n      context: src/Contoso.Orders.Api\n");
        Assert.AreEqual("k8s/a.yaml", Files());
    }

    [TestMethod]
    public void What_Skaffold_builds_and_Kustomize_tags_has_its_tag_from_there()
    {
        Write("k8s/a.yaml", Deployment("orders-api", "orders-api"));
        Assert.Contains(l => l.Contains("OSC0205", StringComparison.Ordinal), Judge());
        Write("k8s/kustomization.yaml", "resources: [ a.yaml ]\nimages:\n  - name: orders-api\n    newTag: 1.4.2\n");
        Assert.DoesNotContain(l => l.Contains("OSC0205", StringComparison.Ordinal), Judge());
    }

    [TestMethod]
    public void What_a_patch_may_bring_is_not_missed()
    {
        Write("k8s/base/a.yaml", Deployment("orders-api", "orders-api:1.0"));
        Write("k8s/base/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [ a.yaml ]\n");
        Assert.Contains(l => l.Contains("OSC1607", StringComparison.Ordinal), Judge());

        Write("k8s/live/resources.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders-api }\nspec: { template: { spec: { containers: [ { name: orders-api, resources: { limits: { cpu: 1, memory: 1Gi } } } ] } } }\n");
        Write("k8s/live/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [ ../base ]\npatches: [ { path: resources.yaml } ]\n");
        Assert.DoesNotContain(l => l.Contains("OSC1607", StringComparison.Ordinal), Judge());
        Assert.AreEqual("k8s/base/a.yaml", Files());
    }

    [TestMethod]
    public void Charts_builds_and_packages_are_left_alone_and_UTF_16_is_read()
    {
        string good = Deployment("orders-api", "orders-api:1.0");
        foreach (string path in (string[])["chart/templates/deployment.yaml", "src/Contoso.Orders.Api/bin/x.yaml", "src/Contoso.Orders.Api/obj/x.yaml", "web/node_modules/a/x.yaml", ".github/x.yaml", "src/Contoso.Orders.Api/openshift/x.yaml", "packages/x/x.yaml", "tests/Goldens/x.yaml", "test/x.yaml"])
        {
            Write(path, path.StartsWith("chart", StringComparison.Ordinal) ? good.Replace("orders-api:1.0", "{{ .Values.image }}", StringComparison.Ordinal) : good);
        }

        Write("k8s/broken.yaml", good + "\n  - : [");
        Assert.AreEqual("", Files());
        File.WriteAllText(Path.Combine(_folder.Path, "k8s", "wide.yaml"), good, Encoding.Unicode);
        Assert.AreEqual("k8s/wide.yaml", Files());
    }

    [TestMethod]
    public void A_project_can_name_them_or_have_none_judged()
    {
        Write("k8s/a.yaml", Deployment("orders-api", "orders-api:1.0"));
        Write("k8s/other.yaml", Deployment("something", "something:1.0"));
        Assert.AreEqual("", Files("None"));
        Assert.AreEqual("k8s/a.yaml", Files("k8s/a*.yaml"));
        Assert.AreEqual("k8s/a.yaml, k8s/other.yaml", Files("**/*.yaml"));
        Assert.AreEqual("k8s/a.yaml", Files("../../k8s/a.yaml"));
    }

    [TestMethod]
    public void Overlays_are_judged_each_by_itself_and_folders_that_belong_together_as_one()
    {
        Write("k8s/deployments/a.yaml", Deployment("orders-api", "orders-api:1.0", "envFrom: [ { secretRef: { name: orders } } ]"));
        Write("k8s/secrets/s.yaml", "apiVersion: v1\nkind: Secret\nmetadata: { name: orders }\nstringData: { Password: Str0ngPassw0rd! }\n");
        Assert.AreEqual("k8s/deployments/a.yaml, k8s/secrets/s.yaml", Files());

        Write("environments/test/a.yaml", Deployment("orders-api", "orders-api:1.0"));
        Write("environments/live/a.yaml", Deployment("orders-api", "orders-api:1.0"));
        Assert.AreEqual("environments/live/a.yaml, environments/test/a.yaml, k8s/deployments/a.yaml, k8s/secrets/s.yaml", Files());
    }

    [TestMethod]
    public void Required_settings_are_looked_for_in_what_the_container_gets()
    {
        Write("k8s/a.yaml", Deployment("orders-api", "orders-api:1.0", "envFrom: [ { secretRef: { name: orders } }, { configMapRef: { name: orders } } ]"));
        Write("k8s/sealed.yaml", "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: orders }\nspec: { encryptedData: { ConnectionStrings__Orders: AgB } }\n");
        Write("k8s/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders }\ndata: { Other: x }\n");

        string[] lines = Judge(null, """project: { manifests: { settings: [ { name: ConnectionStrings__Orders, kind: Secret, required: true, source: a }, { name: Stripe__ApiKey, kind: Secret, required: true, source: b } ] } }""");
        Assert.Contains(l => l.Contains("OSC1605", StringComparison.Ordinal) && l.Contains("Stripe__ApiKey", StringComparison.Ordinal), lines, string.Join('\n', lines));
        Assert.DoesNotContain(l => l.Contains("OSC1605", StringComparison.Ordinal) && l.Contains("ConnectionStrings__Orders", StringComparison.Ordinal), lines);
    }

    [TestMethod]
    public void The_search_of_a_large_repository_is_quick_and_bounded()
    {
        Write("k8s/a.yaml", Deployment("orders-api", "orders-api:1.0"));
        for (int folder = 0; folder < 100; folder++)
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, $"lib/d{folder}"));
            for (int file = 0; file < 50; file++)
            {
                File.WriteAllText(Path.Combine(_folder.Path, $"lib/d{folder}/f{file}{(file == 0 ? ".yaml" : ".cs")}"), "name: x\n");
            }
        }

        Files();
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        RepositoryFileSet found = RepositorySearch.Find(Facts(), "/nowhere");
        TimeSpan took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        Console.WriteLine($"{took.TotalMilliseconds:0.0} ms");
        Assert.AreEqual("k8s/a.yaml", string.Join(", ", found.Manifests.Select(static m => m.Path)));
        Assert.IsLessThan(1000, took.TotalMilliseconds);
    }

    private void Write(string path, string content)
    {
        string full = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private ProjectFacts Facts(string files = "", string given = "") => RuleCase.Parse(given.Length == 0 ? "{}" : given).Build().Project! with
    {
        Identity = new ProjectIdentity { Name = "Contoso.Orders.Api", AssemblyName = "Contoso.Orders.Api", ProjectFile = Path.Combine(_folder.Path, "src/Contoso.Orders.Api/Contoso.Orders.Api.csproj"), RepositoryRoot = _folder.Path },
        Destination = new DestinationFacts { Repository = "contoso-orders-api", Tags = ["1.0.0"] },
        Checks = new CheckFacts { RepositoryManifests = files.Length == 0 ? [] : [files] },
    };

    private string Files(string named = "")
    {
        ProjectFacts facts = Facts(named);
        return string.Join(", ", BelongingManifests.Of(RepositorySearch.Find(facts, "/nowhere"), facts).SelectMany(static b => b.JudgedFiles).Distinct().Order(StringComparer.Ordinal));
    }

    private string[] Judge(SeveritySettings? settings = null, string given = "")
    {
        ProjectFacts facts = Facts("", given);
        Publication all = RuleCase.Parse(given.Length == 0 ? "{}" : given).Build();
        var publication = new Publication
        {
            Project = facts,
            Manifest = all.Manifest,
            Config = all.Config,
            Files = all.Files,
            Beside = BelongingManifests.Of(RepositorySearch.Find(facts, "/nowhere"), facts),
        };
        Report report = new RuleEngine().Run(publication, settings ?? new SeveritySettings(), [], new DateOnly(2026, 1, 15), CancellationToken.None);
        return [.. report.Findings.Where(static f => f.Where.Scope.StartsWith("repository:", StringComparison.Ordinal)).Select(f => $"{f.Severity} {f.RuleId} {f.Where.Scope} {f.Where.Source!.ToString().Replace(_folder.Path + "/", "", StringComparison.Ordinal)}")];
    }

    private static string Service(string name, string app, int port) => $"apiVersion: v1\nkind: Service\nmetadata: {{ name: {name} }}\nspec: {{ selector: {{ app: {app} }}, ports: [ {{ port: {port} }} ] }}\n";

    private static string Deployment(string name, string image, string more = "") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
        spec:
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata:
              labels: { app: {{name}} }
            spec:
              containers:
                - name: {{name}}
                  image: {{image}}
                  ports: [ { containerPort: 8080 } ]
        {{string.Concat(more.Split('\n').Where(static l => l.Length > 0).Select(static l => "          " + l.TrimEnd('\r') + "\n"))}}
        """;
}
