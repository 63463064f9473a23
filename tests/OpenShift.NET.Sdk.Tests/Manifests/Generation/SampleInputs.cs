using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation;

/// <summary>Applications that manifests are generated for.</summary>
internal static class SampleInputs
{
    public const string Reference = "registry.example.com/shop/web-api@sha256:5f3c1d8a9e7b60f2c4d51a8b3e9f07c6d2a4b8e1f5c3079d6a2e8b4c1f7d5093";

    /// <summary>A web API that maps liveness and readiness endpoints, in two replicas.</summary>
    public static ManifestInput WebApi => Web("web-api", new ManifestFacts { Name = "web-api", PartOf = "shop", Replicas = 2, Host = "shop.example.com" }) with
    {
        Code = new ProbeFindings { Endpoints = [new("/livez", HealthKind.Liveness), new("/readyz", HealthKind.Readiness)] },
    };

    /// <summary>A worker that listens on nothing.</summary>
    public static ManifestInput Worker => Input("mail-worker", ApplicationKind.Worker, new ManifestFacts { Name = "mail-worker" }, new ExecutionConfig { User = "1654" });

    /// <summary>An application with a database, generated and given secrets and a general health endpoint.</summary>
    public static ManifestInput Database => Web("orders", new ManifestFacts
    {
        Name = "orders",
        Settings =
        [
            new SettingFact { Name = "Catalog__Url", Kind = SettingKind.Endpoint, Default = "http://catalog:8080", Source = "appsettings.json Catalog:Url" },
            new SettingFact { Name = "ConnectionStrings__Orders", Kind = SettingKind.Secret, Required = true, Description = "Connection string of the orders database.", Source = "appsettings.json ConnectionStrings:Orders" },
            new SettingFact { Name = "Jwt__Key", Kind = SettingKind.Secret, Generate = "[a-zA-Z0-9]{40}", Source = "OpenShiftSetting" },
            new SettingFact { Name = "Mail__Password", Kind = SettingKind.Secret, Source = "OpenShiftSetting" },
            new SettingFact { Name = "Orders__PageSize", Default = "50", Description = "Orders a page: at most 500", Source = "OpenShiftSetting" },
            new SettingFact { Name = "Orders__Region", Required = true, Source = "OpenShiftSetting" },
            new SettingFact { Name = "Orders__Theme", Source = "OpenShiftSetting" },
        ],
    }) with
    {
        Code = new ProbeFindings { Endpoints = [new("/healthz", HealthKind.General)], ShutdownTimeoutSeconds = 60 },
    };

    /// <summary>An application that keeps uploads on a volume and has a cache folder.</summary>
    public static ManifestInput Uploads
    {
        get
        {
            ManifestInput input = Web("gallery", new ManifestFacts { Name = "gallery", StorageClass = "fast" });
            return input with
            {
                Facts = input.Facts with { Image = input.Facts.Image with { WritablePaths = [new("/app/cache", VolumeKind.EmptyDir, "100Mi"), new("/var/uploads", VolumeKind.Claim, "10Gi")] } },
            };
        }
    }

    /// <summary>A program that moves a database on and ends.</summary>
    public static ManifestInput Migration => Input("orders-migration", ApplicationKind.Console, new ManifestFacts
    {
        Name = "orders-migration",
        Settings =
        [
            new SettingFact { Name = "ConnectionStrings__Orders", Kind = SettingKind.Secret, Required = true, Description = "Connection string of the orders database.", Source = "appsettings.json ConnectionStrings:Orders" },
            new SettingFact { Name = "Migration__Batch", Default = "500", Source = "OpenShiftSetting" },
        ],
    }, new ExecutionConfig { User = "1654" }) with
    {
        Code = new ProbeFindings { End = ProgramEnd.Ends },
    };

    /// <summary>A program that runs every night.</summary>
    public static ManifestInput Report => Input("night-report", ApplicationKind.Console, new ManifestFacts { Name = "night-report", Workload = WorkloadKind.CronJob, Schedule = "0 3 * * *" }, new ExecutionConfig { User = "1654" });

    /// <summary>An application that runs what others supply, as a builder of source-to-image.</summary>
    public static ManifestInput Builder => OfBuilder("rules", "S2I_SOURCES=/opt/app-root/src");

    /// <summary>A builder of .NET projects.</summary>
    public static ManifestInput DotnetBuilder => OfBuilder("dotnet-builder", "DOTNET_APP_PATH=/opt/app-root/app");

    /// <summary>Every application with a golden, by its folder's name.</summary>
    public static ImmutableSortedDictionary<string, ManifestInput> Goldens => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, ManifestInput>
    {
        ["builder"] = Builder,
        ["cronjob"] = Report,
        ["database"] = Database,
        ["dotnet-builder"] = DotnetBuilder,
        ["job"] = Migration,
        ["uploads"] = Uploads,
        ["web-api"] = WebApi,
        ["worker"] = Worker,
    }).AddRange(Pipelines);

    /// <summary>Applications with files for pipelines, by the folder of their golden.</summary>
    public static ImmutableSortedDictionary<string, ManifestInput> Pipelines => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, ManifestInput>
    {
        ["pipelines"] = Piped(Uploading(Database), new DestinationFacts { Registry = "registry.example.com", Repository = "shop/orders", Tags = ["1.4.2", "1.4", "1"] }),
        ["pipelines-job"] = Unknown(Piped(Migration, new DestinationFacts { Repository = "orders-migration", Tags = ["1.4.2"] })),
    });

    /// <summary>Solutions whose services ask for files for pipelines, by the folder of their golden: in a registry of the team's own, and in one that whoever publishes brings along.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<ManifestInput>> Solutions => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, ImmutableArray<ManifestInput>>
    {
        ["solution"] =
        [
            Piped(Uploading(Database), new DestinationFacts { Registry = "registry.example.com", Repository = "shop/orders", Tags = ["1.4.2", "1.4", "1"] }),
            Piped(Migration, new DestinationFacts { Registry = "registry.example.com", Repository = "shop/orders-migration", Tags = ["1.4.2"] }),
            Piped(WebApi, new DestinationFacts { Registry = "registry.example.com", Repository = "shop/web-api", Tags = ["1.4.2"] }),
        ],
        ["solution-own"] =
        [
            Unknown(Piped(WebApi, new DestinationFacts { Repository = "web-api", Tags = ["1.4.2"] })),
            Unknown(Piped(Worker, new DestinationFacts { Repository = "mail-worker", Tags = ["2.0.0"] })),
        ],
    });

    /// <summary>More shapes, read back as strictly as the goldens.</summary>
    public static ImmutableSortedDictionary<string, ManifestInput> All => Goldens.AddRange(new Dictionary<string, ManifestInput>
    {
        ["autoscaled"] = Web("web", new ManifestFacts { Name = "web", Replicas = 2, MaxReplicas = 6, CpuLimit = "1" }),
        ["bare"] = Web("web", new ManifestFacts { Name = "web", Route = false, NetworkPolicy = false, ServiceAccount = "shared" }),
        ["called"] = Input("catalog", ApplicationKind.Web, new ManifestFacts { Name = "catalog" }, Listening("ASPNETCORE_HTTP_PORTS=8080;8081", "8080/tcp", "8081/tcp", "9090/udp")) with { Callers = [new("web", 8080), new("web", 8081), new("basket", 8081)] },
        ["grpc"] = Web("greeter", new ManifestFacts { Name = "greeter" }) with { Code = new ProbeFindings { Http2Only = true, GrpcHealth = true } },
        ["https"] = Input("web", ApplicationKind.Web, new ManifestFacts { Name = "web" }, Listening("ASPNETCORE_HTTPS_PORTS=8443", "8443/tcp")) with
        {
            Code = new ProbeFindings { Endpoints = [new("/livez", HealthKind.Liveness), new("/readyz", HealthKind.Readiness), new("/startupz", HealthKind.Startup)] },
        },
        ["declared-job"] = Web("web", new ManifestFacts { Name = "web", Workload = WorkloadKind.Job, Replicas = 3, MaxReplicas = 6 }),
        ["cronjob-image-stream"] = Web("web", new ManifestFacts { Name = "web", Workload = WorkloadKind.CronJob, Schedule = "@hourly", ImageStream = true }),
        ["image-stream"] = Web("web", new ManifestFacts { Name = "web", ImageStream = true }),
        ["probed-worker"] = Input("worker", ApplicationKind.Worker, new ManifestFacts
        {
            Name = "worker",
            Probes = [new ProbeFact(ProbeKind.Liveness) { Action = ProbeAction.File, Command = ["/tmp/alive"], TimeoutSeconds = 90 }, new ProbeFact(ProbeKind.Readiness) { Action = ProbeAction.Exec, Command = ["/app/worker", "--ready"], InitialDelaySeconds = 3 }],
        }, new ExecutionConfig()),
    });

    public static ManifestInput Web(string name, ManifestFacts manifests) => Input(name, ApplicationKind.Web, manifests, Listening("ASPNETCORE_HTTP_PORTS=8080", "8080/tcp"));

    public static ExecutionConfig Listening(string environment, params string[] ports) => new()
    {
        User = "1654",
        Env = [environment],
        ExposedPorts = ports.ToImmutableSortedDictionary(p => p, _ => default(EmptyObject)!, StringComparer.Ordinal),
    };

    public static ManifestInput Input(string name, ApplicationKind kind, ManifestFacts manifests, ExecutionConfig config)
    {
        var labels = new Dictionary<string, string> { ["io.k8s.display-name"] = name, ["io.k8s.description"] = $"What {name} does.", ["io.openshift.tags"] = "dotnet,sample" };
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = name, ProjectFile = $"/src/{name}/{name}.csproj", Version = "1.4.2+abc", RepositoryUrl = "https://git.example.com/shop.git" },
            Application = new ApplicationFacts { Kind = kind },
            Manifests = manifests,
        };
        var image = new ImageConfig { Architecture = "amd64", Os = "linux", Config = config with { Labels = labels.ToImmutableSortedDictionary(StringComparer.Ordinal) } };
        return new ManifestInput(facts, image, Reference);
    }

    private static ManifestInput Piped(ManifestInput input, DestinationFacts destination) => input with
    {
        Facts = input.Facts with
        {
            Application = input.Facts.Application with { TargetFrameworkVersion = "10.0" },
            Destination = destination,
            Identity = input.Facts.Identity with { AssemblyName = input.Facts.Identity.Name },
            Pipelines = new PipelineFacts { Kinds = [.. Enum.GetValues<PipelineKind>()], Project = $"src/{input.Facts.Identity.Name}/{input.Facts.Identity.Name}.csproj" },
        },
        ToolVersion = "0.1.0",
        Given = [new GivenVariable("POD_NAME", "the field")],
    };

    private static ManifestInput Uploading(ManifestInput input) => input with
    {
        Facts = input.Facts with { Image = input.Facts.Image with { WritablePaths = [new("/app/cache", VolumeKind.EmptyDir, "100Mi"), new("/var/uploads", VolumeKind.Claim, "10Gi")] } },
    };

    private static ManifestInput Unknown(ManifestInput input) => input with { Facts = input.Facts with { Identity = input.Facts.Identity with { RepositoryUrl = null } } };

    private static ManifestInput OfBuilder(string name, string variable)
    {
        ManifestInput input = Web(name, new ManifestFacts { Name = name });
        ExecutionConfig config = input.Image.Config;
        return input with
        {
            Facts = input.Facts with
            {
                SourceToImage = new SourceToImageFacts { IsWanted = true },
                Application = input.Facts.Application with { TargetFrameworkVersion = "10.0" },
                Destination = new DestinationFacts { Repository = "shop/" + name, Tags = ["1.4.2", "1.4", "1"] },
            },
            Image = input.Image with
            {
                Config = config with
                {
                    Env = [.. config.Env ?? [], variable],
                    Labels = config.Labels!.SetItem("io.openshift.s2i.scripts-url", "image:///usr/libexec/s2i").SetItem("io.openshift.tags", "builder,dotnet,web"),
                },
            },
        };
    }
}
