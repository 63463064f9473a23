using System.Collections.Immutable;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Pipelines;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Projects.Description;

[TestClass]
public sealed class ManifestDescriptionTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("describe-manifests-").FullName;
    private readonly List<InputItem> _items = [];
    private readonly Dictionary<string, string> _properties = [];

    public ManifestDescriptionTests()
    {
        _properties["MSBuildProjectFullPath"] = Path.Combine(_folder, "Shop.Orders.csproj");
        _properties["MSBuildProjectName"] = "Shop.Orders";
        _properties["AssemblyName"] = "Shop.Orders";
        _properties["Version"] = "1.4.2";
        _properties["PublishDir"] = Path.Combine(_folder, "publish");
        _properties["ContainerRuntimeIdentifier"] = "linux-x64";
        _properties["UsingMicrosoftNETSdkWeb"] = "true";
        _properties["ContainerRepository"] = "shop/Orders_Api";
        Directory.CreateDirectory(Path.Combine(_folder, "publish"));
        File.WriteAllText(Path.Combine(_folder, "Shop.Orders.csproj"), """
            <Project>
              <PropertyGroup>
                <OpenShiftReplicas>x</OpenShiftReplicas>
              </PropertyGroup>
              <ItemGroup>
                <OpenShiftSetting Include="First" />
                <OpenShiftSetting Include="Second;Third" />
                <OpenShiftProbe Include="Liveness" />
                <OpenShiftProbe Include="Readiness" />
              </ItemGroup>
            </Project>
            """);
    }

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Without_a_word_of_the_project_the_manifests_follow_its_other_facts()
    {
        ManifestFacts facts = Describe().Manifests;
        Assert.IsTrue(facts is { Template: true, Kubernetes: true, Route: true, NetworkPolicy: true, ImageStream: false, Replicas: 1, MaxReplicas: null });
        Assert.AreEqual("orders-api", facts.Name);
        Assert.AreEqual(Path.Combine(_folder, "publish", "manifests"), facts.Directory);
        Assert.AreEqual("128Mi 256Mi 100m", $"{facts.MemoryRequest} {facts.MemoryLimit} {facts.CpuRequest}");

        _properties["OpenShiftMinMemory"] = "512Mi";
        _properties["OpenShiftMinCpu"] = "250m";
        _properties["UsingMicrosoftNETSdkWeb"] = "";
        _properties["UsingMicrosoftNETSdkWorker"] = "true";
        facts = Describe().Manifests;
        Assert.AreEqual("512Mi 512Mi 250m", $"{facts.MemoryRequest} {facts.MemoryLimit} {facts.CpuRequest}");
        Assert.IsFalse(facts.Route);

        _properties["OpenShiftMemoryLimit"] = "64Mi";
        _properties["OpenShiftManifests"] = "kubernetes";
        facts = Describe().Manifests;
        Assert.AreEqual("64Mi 64Mi", $"{facts.MemoryRequest} {facts.MemoryLimit}");
        Assert.IsTrue(facts is { Template: false, Kubernetes: true, Helm: false });

        _properties["OpenShiftManifests"] = "template;HELM";
        Assert.IsTrue(Describe().Manifests is { Template: true, Kubernetes: false, Helm: true });
    }

    [TestMethod]
    public void The_name_of_a_CronJob_leaves_room_for_its_Jobs()
    {
        _properties["OpenShiftSchedule"] = "@daily";
        _properties["OpenShiftName"] = new string('a', 52);
        Assert.HasCount(52, Describe().Manifests.Name);

        _properties["OpenShiftName"] = new string('a', 53);
        Assert.Contains("at most 52", Refused(ToolCodes.InvalidProperty).Message);

        _properties.Remove("OpenShiftName");
        _properties["ContainerRepository"] = new string('b', 60);
        Assert.HasCount(52, Describe().Manifests.Name);
    }

    [TestMethod]
    [DataRow("OpenShiftManifests", "Charts")]
    [DataRow("OpenShiftManifests", "None;Helm")]
    [DataRow("OpenShiftManifests", "None;Template")]
    [DataRow("OpenShiftName", "Orders")]
    [DataRow("OpenShiftName", "1orders")]
    [DataRow("OpenShiftPartOf", "-shop")]
    [DataRow("OpenShiftManifestImage", "a b")]
    [DataRow("OpenShiftReplicas", "-1")]
    [DataRow("OpenShiftSchedule", "daily")]
    [DataRow("OpenShiftWorkload", "CronJob")]
    [DataRow("OpenShiftWorkload", "StatefulSet")]
    [DataRow("OpenShiftMaxReplicas", "0")]
    [DataRow("OpenShiftMemoryRequest", "512m")]
    [DataRow("OpenShiftMemoryLimit", "256MB")]
    [DataRow("OpenShiftCpuRequest", "fast")]
    [DataRow("OpenShiftHost", "https://orders.example.com")]
    [DataRow("OpenShiftRoute", "yes")]
    [DataRow("OpenShiftServiceAccount", "Deployer")]
    [DataRow("OpenShiftStorageClass", "gp3_csi")]
    [DataRow("OpenShiftTerminationGracePeriod", "0")]
    [DataRow("OpenShiftSettingsFromAppSettings", "some")]
    public void An_invalid_property_is_refused(string name, string value)
    {
        _properties[name] = value;
        OpenShiftException e = Refused(ToolCodes.InvalidProperty);
        Assert.Contains(value, e.Seen);
        Assert.AreEqual(name == "OpenShiftReplicas" ? 3 : 0, e.Place!.Line);
    }

    [TestMethod]
    public void Pipelines_are_named_in_any_order_and_the_project_from_the_top_of_its_repository()
    {
        Assert.IsTrue(Describe().Pipelines is { Kinds.IsEmpty: true, Project: "Shop.Orders.csproj" });
        _properties["OpenShiftPipelines"] = "none";
        Assert.IsEmpty(Describe().Pipelines.Kinds);

        _properties["OpenShiftPipelines"] = "gitlab; Tekton,tekton";
        CollectionAssert.AreEqual((PipelineKind[])[PipelineKind.Tekton, PipelineKind.GitLab], Describe().Pipelines.Kinds.ToArray());

        string project = Path.Combine(_folder, "src", "orders", "Shop.Orders.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        File.WriteAllText(project, "<Project />");
        File.WriteAllText(Path.Combine(_folder, ".git"), "gitdir: elsewhere");
        _properties["MSBuildProjectFullPath"] = project;
        ProjectFacts facts = Describe();
        Assert.AreEqual($"src/orders/Shop.Orders.csproj {_folder}", $"{facts.Pipelines.Project} {facts.Identity.RepositoryRoot}");
    }

    [TestMethod]
    public void Pipelines_name_the_framework_where_the_project_has_a_list_of_them()
    {
        _properties["TargetFramework"] = "net10.0";
        Assert.IsNull(Describe().Pipelines.Framework);
        _properties["TargetFrameworks"] = "net10.0";
        Assert.AreEqual("net10.0", Describe().Pipelines.Framework);
        Assert.IsFalse(Describe().Pipelines.HasSeveralFrameworks, "a list of one is one");
        _properties["TargetFrameworks"] = "net8.0; net10.0;";
        Assert.IsTrue(Describe().Pipelines.HasSeveralFrameworks);
    }

    [TestMethod]
    [DataRow("team/shop", "team/shop/orders-api", "team/shop")]
    [DataRow("/team/shop/", "team/shop/orders-api", "team/shop")]
    [DataRow("/", "orders-api", null)]
    [DataRow("", "orders-api", null)]
    public void A_prefix_stands_before_the_repository_of_each_image_and_not_in_the_name_of_objects(string prefix, string repository, string? told)
    {
        _properties["ContainerRepository"] = "orders-api";
        _properties["OpenShiftRepositoryPrefix"] = prefix;
        ProjectFacts facts = Describe();
        Assert.AreEqual(repository, facts.Destination.Repository);
        Assert.AreEqual(told, facts.Pipelines.RepositoryPrefix);
        Assert.AreEqual("orders-api", facts.Manifests.Name);
    }

    [TestMethod]
    [DataRow("Team")]
    [DataRow("team//shop")]
    [DataRow("team/-shop")]
    [DataRow("team shop")]
    public void A_prefix_that_no_repository_can_have_is_refused(string prefix)
    {
        _properties["OpenShiftRepositoryPrefix"] = prefix;
        Assert.Contains("OpenShiftRepositoryPrefix", Refused(ToolCodes.InvalidProperty).Seen);
    }

    [TestMethod]
    public void Each_of_several_platforms_has_a_report_of_its_own_and_all_share_the_code_quality_report()
    {
        _properties["OpenShiftReport"] = "out/report.html";
        _properties["OpenShiftCodeQuality"] = "out/quality.json";
        CheckFacts alone = Describe().Checks;
        Assert.AreEqual(Path.Combine(_folder, "out/report.html"), alone.HtmlReportFile);
        CollectionAssert.AreEqual((string[])["linux-x64"], alone.CodeQualityPlatforms.ToArray());

        _properties["_OpenShiftInnerBuild"] = "true";
        _properties["_OpenShiftPlatforms"] = "linux-x64,linux-arm64";
        CheckFacts one = Describe().Checks;
        Assert.AreEqual(Path.Combine(_folder, "out/report.linux-x64.html"), one.HtmlReportFile);
        Assert.AreEqual(Path.Combine(_folder, "out/quality.json"), one.CodeQualityFile);
        CollectionAssert.AreEquivalent((string[])["linux-x64", "linux-arm64"], one.CodeQualityPlatforms.ToArray());

        Assert.IsEmpty(one.CodeQualityFrameworks);
        _properties["TargetFrameworks"] = "net10.0;";
        Assert.IsEmpty(Describe().Checks.CodeQualityFrameworks, "a publish is of this one anyway");
        _properties["TargetFrameworks"] = " net9.0 ;\n net10.0";
        CollectionAssert.AreEqual((string[])["net9.0", "net10.0"], Describe().Checks.CodeQualityFrameworks.ToArray());
    }

    [TestMethod]
    [DataRow("Tekon", "'Tekon' is no kind of pipeline", "Did you mean Tekton?")]
    [DataRow("Tekton;Jenkins", "'Jenkins' is no kind of pipeline", "Set it to one or several of Tekton, ")]
    [DataRow("Tekton;None", "'None' stands beside others", "or to None.")]
    public void An_unknown_pipeline_is_refused_with_the_nearest_name(string value, string seen, string remedy)
    {
        _properties["OpenShiftPipelines"] = value;
        OpenShiftException e = Refused(ToolCodes.InvalidProperty);
        Assert.Contains(seen, e.Seen);
        Assert.Contains(remedy, e.Remedy);
    }

    // The publish after would put them into the image.
    [TestMethod]
    public void What_an_earlier_publish_wrote_is_no_published_file()
    {
        foreach (string path in (string[])["template.yaml", "build.yaml", "SETTINGS.md", "kubernetes/service.yaml", "pipelines/tekton.yaml", "mine.yaml"])
        {
            string file = Path.Combine(_folder, "publish", "manifests", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "a: b");
        }

        CollectionAssert.AreEqual((string[])["manifests/mine.yaml"], Describe().Files.Select(static f => f.Path).ToArray());
    }

    [TestMethod]
    public void A_request_above_the_limit_and_fewer_pods_at_most_than_at_least_are_refused()
    {
        _properties["OpenShiftMemoryRequest"] = "1Gi";
        _properties["OpenShiftMemoryLimit"] = "512Mi";
        Assert.Contains("1Gi", Refused(ToolCodes.InvalidProperty).Seen);
        _properties.Remove("OpenShiftMemoryRequest");
        _properties["OpenShiftReplicas"] = "3";
        _properties["OpenShiftMaxReplicas"] = "2";
        Assert.Contains("3 or more", Refused(ToolCodes.InvalidProperty).Remedy);
        _properties["OpenShiftReplicas"] = "0";
        Assert.Contains("at least one pod", Refused(ToolCodes.InvalidProperty).Seen);
    }

    [TestMethod]
    [DataRow("ConnectionStrings:Shop", "Host=localhost;Database=shop;Username=shop;Password=pa55", SettingKind.Secret, null)]
    [DataRow("ConnectionStrings:Shop", "Host=localhost;Database=shop;Username=shop", SettingKind.Secret, null)]
    [DataRow("ConnectionStrings:Shop", "Host=localhost;Database=shop", SettingKind.Endpoint, "Host=shop;Database=shop")]
    [DataRow("ConnectionStrings:Shop", "Server=tcp:localhost,1433;Database=shop", SettingKind.Endpoint, "Server=tcp:shop,1433;Database=shop")]
    [DataRow("ConnectionStrings:DefaultConnection", "Server=(local);Database=shop", SettingKind.Endpoint, "Server=database;Database=shop")]
    [DataRow("ConnectionStrings:Files", "Data Source=/data/app.db", SettingKind.Plain, "Data Source=/data/app.db")]
    [DataRow("ConnectionStrings:Redis", "localhost:6379,abortConnect=false", SettingKind.Endpoint, "redis:6379,abortConnect=false")]
    [DataRow("ConnectionStrings:Redis", "localhost:6379,password=pa55word", SettingKind.Secret, null)]
    [DataRow("ConnectionStrings:Shop", "", SettingKind.Secret, null)]
    [DataRow("Services:Orders:Url", "http://localhost:5001", SettingKind.Endpoint, "http://orders:5001")]
    [DataRow("Services:OrdersApi:BaseAddress", "https://127.0.0.1:7001/v1/", SettingKind.Endpoint, "https://orders-api:7001/v1/")]
    [DataRow("BackendUrl", "http://[::1]:80/a?b=c", SettingKind.Endpoint, "http://backend:80/a?b=c")]
    [DataRow("Rabbit:Uri", "amqp://guest:guest@localhost:5672", SettingKind.Secret, null)]
    [DataRow("Rabbit:Uri", "amqp://shop@rabbit:5672", SettingKind.Secret, null)]
    [DataRow("Alerts:Slack:Url", "https://hooks.slack.com/services/T04ABCDEF/B05GHIJKL/k3YbWq7LmN2pRs9TuVx4Yz1A", SettingKind.Secret, null)]
    [DataRow("Sentry:Dsn", "https://5f2d1c8b9a0e4f37b6c5d4e3f2a1b0c9@o447951.ingest.sentry.io/5429219", SettingKind.Secret, null)]
    [DataRow("Images:BaseUrl", "https://shop.blob.core.windows.net/images?sv=2023-11-03&sp=r&sig=k3YbWq7LmN2pRs9TuVx4Yz1AbC%3D", SettingKind.Secret, null)]
    [DataRow("Feed:Url", "https://deploy:pa55word@feed.contoso.example/v3", SettingKind.Secret, null)]
    [DataRow("Stripe:ApiKey", "your-api-key", SettingKind.Secret, null)]
    [DataRow("Auth:Authority", "https://login.example.com/realms/shop", SettingKind.Endpoint, "https://login.example.com/realms/shop")]
    [DataRow("Kafka:BootstrapServers", "localhost:9092,localhost:9093", SettingKind.Endpoint, "kafka:9092,kafka:9093")]
    [DataRow("Smtp:Host", "mail.example.com", SettingKind.Endpoint, "mail.example.com")]
    [DataRow("ConnectionStrings:Shop", "Server=(localdb)\\mssqllocaldb;Database=shop", SettingKind.Endpoint, "Server=shop;Database=shop")]
    [DataRow("ConnectionStrings:DefaultConnection", "Server=(localdb)\\mssqllocaldb;Database=shop;Trusted_Connection=True;MultipleActiveResultSets=true", SettingKind.Secret, null)]
    [DataRow("ConnectionStrings:DefaultConnection", "Data Source=.\\SQLEXPRESS;Initial Catalog=shop", SettingKind.Endpoint, "Data Source=database;Initial Catalog=shop")]
    [DataRow("ConnectionStrings:DefaultConnection", "Server=DESKTOP-4F7K2QX\\SQLEXPRESS;Database=shop;Integrated Security=SSPI", SettingKind.Secret, null)]
    [DataRow("ConnectionStrings:Blobs", "UseDevelopmentStorage=true", SettingKind.Secret, null)]
    [DataRow("ConnectionStrings:Memory", "Data Source=Sample;Mode=Memory;Cache=Shared", SettingKind.Plain, "Data Source=Sample;Mode=Memory;Cache=Shared")]
    [DataRow("ConnectionStrings:Redis", "localhost", SettingKind.Endpoint, "redis")]
    [DataRow("ConnectionStrings:Odd", "at localhost", SettingKind.Plain, null)]
    [DataRow("EventBusConnection", "localhost", SettingKind.Endpoint, "event-bus")]
    [DataRow("RabbitMQ:HostName", "localhost", SettingKind.Endpoint, "rabbit-mq")]
    [DataRow("Cassandra:ContactPoints:0", "127.0.0.1", SettingKind.Endpoint, "cassandra")]
    [DataRow("ElasticConfiguration:Uri", "http://localhost:9200", SettingKind.Endpoint, "http://elastic:9200")]
    [DataRow("ConnectionString", "mongodb://localhost:27017", SettingKind.Endpoint, "mongodb://mongodb:27017")]
    [DataRow("Mongo:Url", "mongodb://localhost:27017,localhost:27018/shop", SettingKind.Endpoint, "mongodb://mongo:27017,mongo:27018/shop")]
    [DataRow("ReverseProxy:Clusters:catalog-cluster:Destinations:destination1:Address", "http://localhost:5001/", SettingKind.Endpoint, "http://catalog:5001/")]
    [DataRow("services:catalog:http:0", "http://localhost:5001", SettingKind.Endpoint, "http://catalog:5001")]
    [DataRow("ReverseProxy:Clusters:cluster1:Destinations:destination1:Address", "http://localhost:5001/", SettingKind.Endpoint, "http://backend:5001/")]
    [DataRow("BaseUrl", "http://localhost:5000", SettingKind.OwnAddress, null)]
    [DataRow("Api:BaseUrl", "http://localhost:5000", SettingKind.Endpoint, "http://api:5000")]
    [DataRow("App:SelfUrl", "https://localhost:44325", SettingKind.OwnAddress, null)]
    [DataRow("App:CorsOrigins", "http://localhost:4200,https://localhost:44307", SettingKind.OwnAddress, null)]
    [DataRow("Cors:AllowedOrigins:0", "http://localhost:3000", SettingKind.OwnAddress, null)]
    [DataRow("FrontendUrl", "http://localhost:3000", SettingKind.OwnAddress, null)]
    [DataRow("Authentication:RedirectUri", "https://localhost:5001/signin-oidc", SettingKind.OwnAddress, null)]
    [DataRow("Authentication:CallbackUrl", "https://shop.example.com/callback", SettingKind.OwnAddress, "https://shop.example.com/callback")]
    [DataRow("Jwt:Issuer", "https://shop.example.com", SettingKind.Plain, "https://shop.example.com")]
    [DataRow("Stripe:ApiKey", "", SettingKind.Secret, null)]
    [DataRow("Payments:Password", "x", SettingKind.Secret, null)]
    public void A_setting_of_the_settings_file_is_recognised(string key, string value, SettingKind kind, string? atFirst)
    {
        Settings(key, value);
        SettingFact fact = Describe().Manifests.Settings.Single();
        Assert.AreEqual((key.Replace(":", "__", StringComparison.Ordinal), kind, atFirst), (fact.Name, fact.Kind, fact.Default));
        Assert.AreEqual("appsettings.json " + key, fact.Source);
        Assert.AreEqual(kind == SettingKind.Secret, fact.Required);
    }

    [TestMethod]
    [DataRow("Greeting", "Welcome")]
    [DataRow("Logging:LogLevel:Default", "Information")]
    [DataRow("AllowedHosts", "*")]
    [DataRow("Kestrel:Endpoints:Http:Url", "http://localhost:5000")]
    [DataRow("urls", "http://localhost:5000")]
    [DataRow("$schema", "https://json.schemastore.org/appsettings.json")]
    [DataRow("Opening:Hours", "Monday:9")]
    [DataRow("Opening:At", "12:30")]
    [DataRow("Jwt:Issuer", "https://localhost:5001")]
    [DataRow("Jwt:Audience", "http://localhost")]
    [DataRow("Support:Email", "admin@localhost")]
    [DataRow("Uploads:Type", "application/json")]
    [DataRow("Build:At", "2024-03-01T10:20:30")]
    [DataRow("Swagger:License:Url", "https://opensource.org/licenses/MIT")]
    [DataRow("Swagger:Contact:Url", "https://contoso.example/contact")]
    [DataRow("Xml:Ns", "http://www.w3.org/2001/XMLSchema")]
    [DataRow("Rules:Pattern", "^https?://[a-z]+:\\d+$")]
    [DataRow("Plugin:Class", "Shop.Orders.Handler, Shop.Orders, Version=1.0.0.0, Culture=neutral")]
    [DataRow("ForwardedHeaders:KnownProxies:0", "10.0.0.1:80")]
    [DataRow("Claims:Role", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role")]
    [DataRow("Identity:PasswordMinLength", "12")]
    [DataRow("Identity:RequirePassword", "true")]
    public void Other_settings_are_left_alone(string key, string value)
    {
        Settings(key, value);
        Assert.IsEmpty(Describe().Manifests.Settings);
    }

    [TestMethod]
    [DataRow("Jwt:Key", "a-key-that-stood-in-the-file-0123", "[a-zA-Z0-9]{64}")]
    [DataRow("Tokens:SigningKey", "", "[a-zA-Z0-9]{64}")]
    [DataRow("EncryptionKey", "0123456789abcdef0123456789abcdef", "[a-zA-Z0-9]{32}")]
    [DataRow("Data:EncryptionKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "[a-zA-Z0-9]{42}A=")]
    [DataRow("Stripe:ApiKey", "sk_live_0123456789", null)]
    public void Only_a_key_of_the_applications_own_is_made_up(string key, string value, string? pattern)
    {
        Settings(key, value);
        ProjectFacts facts = Describe();
        SettingFact fact = facts.Manifests.Settings.Single();
        Assert.AreEqual((SettingKind.Secret, pattern, pattern is null), (fact.Kind, fact.Generate, fact.Required));
        if (value.Length > 0)
        {
            Assert.DoesNotContain(value, System.Text.Encoding.UTF8.GetString(FactsJson.Write(facts)));
        }
    }

    [TestMethod]
    public void A_setting_of_Development_alone_does_not_count_and_Production_wins()
    {
        Publish("appsettings.json", """{ "Services": { "Orders": { "Url": "http://localhost:5001" } } }""");
        Publish("appsettings.Production.json", """{ "Services": { "Orders": { "Url": "http://orders.shop.svc:8080" } } }""");
        Publish("appsettings.Development.json", """{ "ConnectionStrings": { "Shop": "Host=localhost;Password=x" } }""");
        SettingFact fact = Describe().Manifests.Settings.Single();
        Assert.AreEqual("http://orders.shop.svc:8080", fact.Default);
        Assert.AreEqual("appsettings.Production.json Services:Orders:Url", fact.Source);
    }

    [TestMethod]
    public void An_address_with_a_port_of_the_projects_own_is_its_own()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "Properties"));
        File.WriteAllText(Path.Combine(_folder, "Properties", "launchSettings.json"), """{ "iisSettings": { "iisExpress": { "sslPort": 44301 } }, "profiles": { "web": { "applicationUrl": "https://localhost:7001;http://localhost:5001" } } }""");
        Publish("appsettings.json", """
            {
              "BackendUrl": "https://localhost:7001",
              "Auth": { "Authority": "https://localhost:44301/", "Issuer": "http://localhost:8180/realms/shop" },
              "Orders": { "Url": "http://localhost:5002" }
            }
            """);
        Dictionary<string, SettingFact> facts = Describe().Manifests.Settings.ToDictionary(s => s.Name);
        Assert.AreEqual((SettingKind.OwnAddress, null, "https://localhost:7001"), (facts["BackendUrl"].Kind, facts["BackendUrl"].Default, facts["BackendUrl"].Replaces));
        Assert.AreEqual((SettingKind.OwnAddress, null, "https://localhost:44301/"), (facts["Auth__Authority"].Kind, facts["Auth__Authority"].Default, facts["Auth__Authority"].Replaces));
        Assert.AreEqual((SettingKind.Endpoint, null, "http://localhost:8180/realms/shop"), (facts["Auth__Issuer"].Kind, facts["Auth__Issuer"].Default, facts["Auth__Issuer"].Replaces));
        Assert.AreEqual((SettingKind.Endpoint, "http://orders:5002", "http://localhost:5002"), (facts["Orders__Url"].Kind, facts["Orders__Url"].Default, facts["Orders__Url"].Replaces));

        // What the project says itself is nothing to be set.
        Item("Setting", "Orders__Url", ("Default", "http://orders.shop:80"));
        Assert.IsNull(Describe().Manifests.Settings.Single(s => s.Name == "Orders__Url").Replaces);
        File.WriteAllText(Path.Combine(_folder, "Properties", "launchSettings.json"), "{ no JSON");
        Assert.AreEqual(SettingKind.Endpoint, Describe().Manifests.Settings.Single(s => s.Name == "BackendUrl").Kind);
    }

    [TestMethod]
    [DataRow("Docker")]
    [DataRow("SdkContainer")]
    [DataRow("DockerCompose")]
    public void The_ports_of_a_container_are_none_of_this_machine(string command)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "Properties"));
        File.WriteAllText(Path.Combine(_folder, "Properties", "launchSettings.json"), $$"""
            {
              // As Visual Studio writes it.
              "profiles": {
                "web": { "commandName": "Project", "applicationUrl": "http://localhost:5001", "environmentVariables": { "ASPNETCORE_URLS": "http://localhost:5003" } },
                "container": { "environmentVariables": { "ASPNETCORE_URLS": "https://+:8443;http://+:8090" }, "applicationUrl": "http://localhost:5004", "commandName": "{{command}}" },
              }
            }
            """);
        CollectionAssert.AreEquivalent((int[])[5001, 5003, 5004], LaunchSettings.Ports(_folder).ToArray());
    }

    [TestMethod]
    [DataRow("Server=(localdb)\\\\mssqllocaldb;Database=shop;Trusted_Connection=True", "(localdb)\\mssqllocaldb")]
    [DataRow("Server=.;Database=shop;User Id=sa;Password=pa55word", ".")]
    [DataRow("Host=localhost;Port=5432;Username=shop;Password=pa55word", "localhost")]
    [DataRow("amqp://guest:pa55word@localhost:5672/", "localhost")]
    [DataRow("Server=db.example.com;Database=shop;User Id=sa;Password=pa55word", null)]
    public void Of_a_secret_whose_host_is_this_machine_the_host_alone_is_kept(string value, string? host)
    {
        Publish("appsettings.json", $$"""{ "ConnectionStrings": { "Shop": "{{value}}" } }""");
        ProjectFacts facts = Describe();
        SettingFact fact = facts.Manifests.Settings.Single();
        Assert.AreEqual((SettingKind.Secret, null, host), (fact.Kind, fact.Default, fact.Replaces));
        Assert.DoesNotContain("pa55word", System.Text.Encoding.UTF8.GetString(FactsJson.Write(facts)));

        // Documented, it is still to be set; what becomes a secret by the project's word is not shown, not even in part.
        Item("Setting", "ConnectionStrings__Shop", ("Description", "The database of the shop"));
        Assert.AreEqual(host, Describe().Manifests.Settings.Single().Replaces);
    }

    [TestMethod]
    public void An_address_that_the_project_calls_a_secret_is_not_kept()
    {
        Publish("appsettings.json", """{ "Orders": { "Url": "http://localhost:5002/signed" } }""");
        Item("Setting", "Orders__Url", ("Secret", "true"));
        Assert.AreEqual((SettingKind.Secret, null), (Describe().Manifests.Settings.Single().Kind, Describe().Manifests.Settings.Single().Replaces));
    }

    [TestMethod]
    public void A_host_beside_its_port_is_an_address()
    {
        Publish("appsettings.json", """{ "Mail": { "Address": "mailhog", "Port": 1025 }, "Search": { "Host": "10.2.3.4", "Port": "9200" }, "Person": { "Address": "Main" }, "SmtpServer": "localhost", "SmtpPort": 25 }""");
        Assert.AreEqual("Mail__Address=mailhog SmtpServer=smtp", string.Join(' ', Describe().Manifests.Settings.Select(s => $"{s.Name}={s.Default}")));
    }

    [TestMethod]
    public void A_found_setting_stands_at_its_line()
    {
        Publish("appsettings.json", "{\n  \"a\": [1, { \"b\": true }],\n  \"Services\": {\n    \"Orders\": \"http://localhost:1\"\n  }\n}");
        File.Copy(Path.Combine(_folder, "publish", "appsettings.json"), Path.Combine(_folder, "appsettings.json"));
        SettingFact fact = Describe().Manifests.Settings.Single();
        Assert.AreEqual(new SourceLocation(Path.Combine(_folder, "appsettings.json"), 4, 5), fact.Place);
        _properties["OpenShiftSettingsFromAppSettings"] = "All";
        CollectionAssert.AreEqual(new[] { "Services__Orders", "a__0", "a__1__b" }, Describe().Manifests.Settings.Select(s => s.Name).ToArray());
        _properties["OpenShiftSettingsFromAppSettings"] = "None";
        Assert.IsEmpty(Describe().Manifests.Settings);
    }

    [TestMethod]
    public void The_hosts_that_are_answered_are_those_the_pod_is_started_with()
    {
        Assert.IsEmpty(Describe().Manifests.AllowedHosts);
        Publish("appsettings.json", """{ "AllowedHosts": "shop.example.com; *.shop.example.com" }""");
        CollectionAssert.AreEqual(new[] { "shop.example.com", "*.shop.example.com" }, Describe().Manifests.AllowedHosts.ToArray());
        Publish("appsettings.Production.json", """{ "AllowedHosts": "*" }""");
        CollectionAssert.AreEqual(new[] { "*" }, Describe().Manifests.AllowedHosts.ToArray());
        Item("EnvironmentVariable", "ALLOWEDHOSTS", ("Value", "image.example.com"));
        CollectionAssert.AreEqual(new[] { "image.example.com" }, Describe().Manifests.AllowedHosts.ToArray());
        Item("Setting", "AllowedHosts", ("Default", "pod.example.com"));
        CollectionAssert.AreEqual(new[] { "pod.example.com" }, Describe().Manifests.AllowedHosts.ToArray());
    }

    [TestMethod]
    public void Items_add_override_require_and_document_settings()
    {
        Publish("appsettings.json", """{ "Greeting": "Welcome", "Services": { "Orders": { "Url": "http://localhost:5001" } }, "Flags": { "Token": "abcdefgh9" } }""");
        Item("Setting", "Greeting", ("Description", "What visitors read"));
        Item("Setting", "services:orders:url", ("Default", "http://orders.shop:80"), ("Required", "true"));
        Item("Setting", "FLAGS__TOKEN", ("Secret", "false"));
        Item("Setting", "Smtp__Password");
        Item("Setting", "Cookie__Key", ("Generate", "true"));
        Item("Setting", "Pin", ("Generate", "[0-9]{6}"));
        Dictionary<string, SettingFact> facts = Describe().Manifests.Settings.ToDictionary(s => s.Name);
        Assert.AreEqual(("Welcome", "What visitors read", SettingKind.Plain), (facts["Greeting"].Default, facts["Greeting"].Description, facts["Greeting"].Kind));
        Assert.AreEqual(("http://orders.shop:80", true, SettingKind.Endpoint), (facts["services__orders__url"].Default, facts["services__orders__url"].Required, facts["services__orders__url"].Kind));
        Assert.AreEqual(("abcdefgh9", SettingKind.Plain), (facts["FLAGS__TOKEN"].Default, facts["FLAGS__TOKEN"].Kind));
        Assert.AreEqual(SettingKind.Secret, facts["Smtp__Password"].Kind);
        Assert.AreEqual(("[a-zA-Z0-9]{64}", SettingKind.Secret), (facts["Cookie__Key"].Generate, facts["Cookie__Key"].Kind));
        Assert.AreEqual("[0-9]{6}", facts["Pin"].Generate);
        Assert.HasCount(6, facts);
    }

    [TestMethod]
    [DataRow("Second", "Required=perhaps")]
    [DataRow("1st", "")]
    [DataRow("Third", "Secret=true,Default=x")]
    [DataRow("Db__Password", "Default=pa55word")]
    [DataRow("Third", "Generate=[a-z]")]
    [DataRow("Third", "Generate=[a-z]{300}")]
    [DataRow("Third", "Generate=[a-z]{8},Secret=false")]
    [DataRow("Third", "Secret=false,Default=Host=a;Password=pa55word")]
    public void An_invalid_setting_is_refused_at_its_place_without_its_value(string name, string metadata)
    {
        Item("Setting", name, Metadata(metadata));
        OpenShiftException e = Refused(ToolCodes.InvalidSetting);
        Assert.AreEqual(7, e.Place!.Line);
        Assert.DoesNotContain("pa55word", e.Message);
    }

    [TestMethod]
    public void Probes_are_read_with_what_they_imply()
    {
        Item("Probe", "readiness", ("Path", "/ready"), ("Port", "8081"), ("Scheme", "https"), ("PeriodSeconds", "5"));
        Item("Probe", "Liveness", ("Command", "/bin/sh -c 'test -f /tmp/x'"));
        Item("Probe", "Startup", ("Type", "File"), ("Path", "/tmp/alive"));
        ImmutableArray<ProbeFact> probes = Describe().Manifests.Probes;
        CollectionAssert.AreEqual(new[] { ProbeKind.Liveness, ProbeKind.Readiness, ProbeKind.Startup }, probes.Select(p => p.Kind).ToArray());
        Assert.AreEqual(ProbeAction.Exec, probes[0].Action);
        CollectionAssert.AreEqual(new[] { "/bin/sh", "-c", "test -f /tmp/x" }, probes[0].Command.ToArray());
        Assert.AreEqual((ProbeAction.HttpGet, "/ready", 8081, true, 5), (probes[1].Action, probes[1].Path, probes[1].Port, probes[1].Tls, probes[1].PeriodSeconds));
        CollectionAssert.AreEqual(new[] { "/tmp/alive" }, probes[2].Command.ToArray());
        Assert.IsNull(probes[2].Path);
    }

    [TestMethod]
    [DataRow("Alive", "")]
    [DataRow("0", "")]
    [DataRow("Liveness", "Path=healthz")]
    [DataRow("Liveness", "Type=Telnet")]
    [DataRow("Liveness", "Port=0")]
    [DataRow("Liveness", "Scheme=ftp")]
    [DataRow("Liveness", "Type=Tcp,Path=/x")]
    [DataRow("Liveness", "Type=None,Port=80")]
    [DataRow("Liveness", "Type=Exec")]
    [DataRow("Liveness", "Type=File,Path=alive")]
    [DataRow("Liveness", "Command='x")]
    [DataRow("Liveness", "PeriodSeconds=0")]
    public void An_invalid_probe_is_refused_at_its_place(string kind, string metadata)
    {
        Item("Probe", kind, Metadata(metadata));
        Assert.AreEqual(kind == "Liveness" ? 8 : 9, Refused(ToolCodes.InvalidProbe).Place!.Line);
    }

    [TestMethod]
    public void A_probe_that_a_note_recommends_is_one_that_can_be_written()
    {
        string note = new ProbePlanner([], ProbeFindings.None, null, []).Plan().Notes.Single();
        int start = note.IndexOf("<OpenShiftProbe", StringComparison.Ordinal);
        var item = XElement.Parse(note[start..(note.IndexOf("/>", start, StringComparison.Ordinal) + 2)]);
        Item("Probe", item.Attribute("Include")!.Value, [.. item.Attributes().Where(a => a.Name != "Include").Select(a => (a.Name.LocalName, a.Value))]);
        ProbeFact probe = Describe().Manifests.Probes.Single();
        Assert.AreEqual((ProbeKind.Liveness, ProbeAction.File), (probe.Kind, probe.Action));
        Assert.AreEqual("/tmp/alive", probe.Command.Single());
        Assert.Contains("Type=\"None\"", note);
    }

    [TestMethod]
    public void A_container_has_one_probe_of_a_kind()
    {
        Item("Probe", "Readiness", ("Path", "/a"));
        Item("Probe", "Readiness", ("Path", "/b"));
        Assert.AreEqual(9, Refused(ToolCodes.InvalidProbe).Place!.Line);
    }

    [TestMethod]
    public void What_has_to_be_there_at_start_is_described()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "templates"));
        File.WriteAllText(Path.Combine(_folder, "templates", "proxy.json"), "{ \"a\": \"${UPSTREAM}\",\n  \"b\": \"${LEVEL:-info} ${UPSTREAM:-x}\", \"c\": \"$${NONE} $5 ${open\" }");
        _properties["_OpenShiftGuards"] = "true";
        Item("RequiredPath", "/config/rates.csv", ("Description", "Exchange rates"));
        Item("RequiredPath", "/data/");
        Item("RequiredPath", "/etc/certs", ("Type", "folder"));
        Item("Template", "templates/proxy.json", ("RenderTo", "/tmp/proxy.json"));
        Item("Setting", "Payment__Url", ("Type", "Url"));
        ProjectFacts facts = Describe();
        Assert.IsTrue(facts.Guard.IsCompiledIn);
        CollectionAssert.AreEqual(new[] { new RequiredPath("/config/rates.csv", true, "Exchange rates"), new("/data", false), new("/etc/certs", false) }, facts.Guard.Paths.ToArray());
        StartTemplate template = facts.Guard.Templates.Single();
        Assert.AreEqual(("/app/templates/proxy.json", "/tmp/proxy.json"), (template.Path, template.Target));
        CollectionAssert.AreEqual(new TemplateVariable[] { new("LEVEL", true, 2), new("UPSTREAM", false, 1) }, template.Variables.ToArray());
        Assert.AreEqual("URL", facts.Manifests.Settings.Single(static f => f.Name == "Payment__Url").Type);
    }

    [TestMethod]
    [DataRow("RequiredPath", "data", "", ToolCodes.InvalidPath)]
    [DataRow("RequiredPath", "/data/../x", "", ToolCodes.InvalidPath)]
    [DataRow("RequiredPath", "/data", "Type=Socket", ToolCodes.InvalidProperty)]
    [DataRow("Template", "templates/missing.json", "RenderTo=/tmp/x", ToolCodes.InvalidProperty)]
    [DataRow("Template", "templates/missing.json", "", ToolCodes.InvalidProperty)]
    [DataRow("Template", "../x.json", "RenderTo=/tmp/x", ToolCodes.InvalidProperty)]
    [DataRow("Template", "../x.json", "RenderTo=tmp/x", ToolCodes.InvalidPath)]
    [DataRow("Template", "templates/binary.bin", "RenderTo=/tmp/x", ToolCodes.InvalidProperty)]
    [DataRow("Template", "templates/nested.txt", "RenderTo=/tmp/x", ToolCodes.InvalidProperty)]
    [DataRow("Template", "templates/plain.txt", "RenderTo=/tmp/x/", ToolCodes.InvalidProperty)]
    [DataRow("Template", "templates/plain.txt", "RenderdTo=/tmp/x", ToolCodes.MisspeltMetadata)]
    [DataRow("RequiredPath", "/data", "Descripton=Data", ToolCodes.MisspeltMetadata)]
    [DataRow("Setting", "Payment__Url", "Requierd=true", ToolCodes.MisspeltMetadata)]
    [DataRow("Setting", "Payment__Url", "Type=Uri", ToolCodes.InvalidSetting)]
    [DataRow("Setting", "Payment__Url", "Type=Url,Default=payments", ToolCodes.InvalidSetting)]
    [DataRow("Setting", "Limit", "Type=Number,Default=many", ToolCodes.InvalidSetting)]
    [DataRow("Setting", "Pause", "Type=Duration,Default=5 min", ToolCodes.InvalidSetting)]
    [DataRow("Setting", "Verbose", "Type=Boolean,Default=yes", ToolCodes.InvalidSetting)]
    public void What_cannot_be_looked_for_at_start_is_refused(string kind, string include, string metadata, string code)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "templates"));
        File.WriteAllBytes(Path.Combine(_folder, "templates", "binary.bin"), [0x24, 0xff, 0xfe]);
        File.WriteAllText(Path.Combine(_folder, "templates", "nested.txt"), "a\n${A:-${B}}");
        File.WriteAllText(Path.Combine(_folder, "templates", "plain.txt"), "${A:-a}");
        Item(kind, include, Metadata(metadata));
        OpenShiftException refused = Refused(code);
        Assert.IsNotNull(refused.Place);
        Assert.IsNotEmpty(refused.Remedy);
    }

    [TestMethod]
    public void Two_templates_do_not_become_one_file_and_a_nested_default_is_told_at_its_line()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "templates"));
        File.WriteAllText(Path.Combine(_folder, "templates", "a.txt"), "${A:-a}");
        File.WriteAllText(Path.Combine(_folder, "templates", "b.txt"), "b\n\n${A:-${B}}");
        Item("Template", "templates/a.txt", ("RenderTo", "/tmp/x"));
        Item("Template", "./templates/a.txt", ("RenderTo", "/tmp/x"), ("Link", "b.txt"));
        Assert.AreEqual("OpenShiftTemplate './templates/a.txt' and 'templates/a.txt' are both rendered to /tmp/x", Refused(ToolCodes.InvalidProperty).Seen);
        _items.RemoveAt(_items.Count - 1);
        Item("Template", "templates/b.txt", ("RenderTo", "/tmp/y"));
        OpenShiftException nested = Refused(ToolCodes.InvalidProperty);
        Assert.AreEqual((Path.Combine(_folder, "templates", "b.txt"), 3), (nested.Place!.File, nested.Place.Line));
    }

    [TestMethod]
    public void Metadata_that_is_like_none_of_an_item_is_the_users_own()
    {
        Item("RequiredPath", "/data", ("CopyToOutputDirectory", "Always"), ("Owner", "shop"), ("Type", "folder"));
        Assert.AreEqual(new RequiredPath("/data", false), Describe().Guard.Paths.Single());
    }

    [TestMethod]
    public void Manifests_never_get_into_the_image()
    {
        Publish("manifests/template.yaml", "x");
        Publish("manifests/kubernetes/deployment.yaml", "x");
        Publish("manifests/other.txt", "x");
        string source = Path.Combine(_folder, "openshift", "route.json");
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        File.WriteAllText(source, "{}");
        File.WriteAllText(Path.Combine(_folder, "openshift", "readme.md"), "");
        Publish("openshift/route.json", "{}");
        _items.Add(new InputItem("PublishFile", source, ImmutableDictionary<string, string>.Empty.Add("RelativePath", "openshift/route.json")));
        ProjectFacts facts = Describe();
        CollectionAssert.AreEqual(new[] { "manifests/other.txt", "openshift/route.json" }, facts.Files.Select(f => f.Path).ToArray());
        Assert.IsNotNull(facts.Files[1].LeftOutBecause);
        CollectionAssert.AreEqual(new[] { source }, facts.Manifests.Sources.ToArray());

        _items.Add(new InputItem("PublishFile", "/src/template.yaml", ImmutableDictionary<string, string>.Empty.Add("RelativePath", "manifests/template.yaml")));
        Assert.Contains("OpenShiftManifestDirectory", Refused(ToolCodes.InvalidProperty).Remedy);
    }

    private static (string, string)[] Metadata(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => (p[..p.IndexOf('=', StringComparison.Ordinal)], p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..]))];

    private void Settings(string key, string value)
    {
        string json = System.Text.Json.JsonSerializer.Serialize(value);
        foreach (string segment in key.Split(':').Reverse())
        {
            json = $"{{ \"{segment}\": {json} }}";
        }

        Publish("appsettings.json", json);
    }

    private void Item(string kind, string include, params (string Name, string Value)[] metadata) =>
        _items.Add(new InputItem(kind, include, metadata.ToImmutableDictionary(m => m.Name, m => m.Value)));

    private void Publish(string path, string content)
    {
        string full = Path.Combine(_folder, "publish", path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private ProjectFacts Describe() => ProjectDescriber.Describe(new ProjectInput(_properties.ToImmutableDictionary(), [.. _items]));

    private OpenShiftException Refused(string code)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => Describe());
        Assert.AreEqual(code, e.Code, e.Message);
        return e;
    }
}
