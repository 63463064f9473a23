using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

/// <summary>What probes are made of, from code and settings to the findings.</summary>
[TestClass]
public sealed class CodeProbesTests : IDisposable
{
    private const string PathFromSettings = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapHealthChecks(app.Configuration["Health:Live"] ?? "/livez");
        app.MapHealthChecks(Environment.GetEnvironmentVariable("READY_PATH") ?? "/readyz");
        app.Run();
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_path_is_what_the_pod_is_started_with()
    {
        Assert.AreEqual("/livez /readyz", Paths(PathFromSettings, null, []));
        Assert.AreEqual("/file/live /readyz", Paths(PathFromSettings, """{ "Health": { "Live": "/file/live" } }""", []));
        Assert.AreEqual("/image/live /image/ready", Paths(PathFromSettings, """{ "Health": { "Live": "/file/live" } }""", ["Health__Live=/image/live", "READY_PATH=/image/ready"]));
        Assert.AreEqual(
            "/image/ready /manifest/live",
            Paths(PathFromSettings, """{ "Health": { "Live": "/file/live" } }""", ["Health__Live=/image/live", "READY_PATH=/image/ready"], new SettingFact { Name = "Health__Live", Default = "/manifest/live", Source = "OpenShiftSetting" }));
    }

    [TestMethod]
    [DataRow("ASPNETCORE_ENVIRONMENT=Staging", null, "/readyz /staging")]
    [DataRow("ASPNETCORE_ENVIRONMENT=Production", "Staging", "/readyz /staging")]
    [DataRow("ASPNETCORE_ENVIRONMENT=Staging", "Test", "/readyz /taken/back")]
    [DataRow("A=b", null, "/production /readyz")]
    public void The_settings_file_is_that_of_the_pods_environment(string variable, string? ofManifests, string expected)
    {
        ProjectFacts facts = Images.Projects.Web() with
        {
            Files =
            [
                Images.Projects.File(_folder, "appsettings.json", content: """{ "Health": { "Live": "/file" } }"""),
                Images.Projects.File(_folder, "appsettings.Production.json", content: """{ "Health": { "Live": "/production" } }"""),
                Images.Projects.File(_folder, "appsettings.Staging.json", content: """{ "Health": { "Live": "/staging" } }"""),
                Images.Projects.File(_folder, "appsettings.Test.json", content: """{ "Health": { "Live": null } }"""),
            ],
        };
        facts = facts with { Manifests = facts.Manifests with { Settings = ofManifests is null ? [] : [new SettingFact { Name = "ASPNETCORE_ENVIRONMENT", Default = ofManifests, Source = "OpenShiftSetting" }] } };
        ProbeFindings found = CodeProbes.Of(Compiled.CSharp(PathFromSettings.Replace("/livez", "/taken/back", StringComparison.Ordinal)), DeployedSettings.Of(facts, new ExecutionConfig { Env = [variable] }));
        Assert.AreEqual(expected, string.Join(' ', found.Endpoints.Select(static e => e.Path).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void What_is_not_there_in_the_image_is_no_probe() => Assert.AreEqual(
        "/readyz",
        Paths(
            """
            var app = WebApplication.CreateBuilder(args).Build();
            if (app.Environment.IsDevelopment()) { app.MapHealthChecks("/livez"); }
            app.MapHealthChecks("/startupz").RequireAuthorization();
            app.MapHealthChecks("/readyz");
            app.Run();
            """,
            null,
            []));

    [TestMethod]
    public void The_protocol_follows_the_settings_of_the_pod()
    {
        const string Program = """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapHealthChecks("/healthz");
            app.Run();
            """;
        Assert.IsFalse(Findings(Program, null, []).Http2Only);
        Assert.IsTrue(Findings(Program, """{ "Kestrel": { "EndpointDefaults": { "Protocols": "Http2" } } }""", []).Http2Only);
        Assert.IsTrue(Findings(Program, null, ["Kestrel__EndpointDefaults__Protocols=Http2"]).Http2Only);
        Assert.IsFalse(Findings(Program, """{ "Kestrel": { "EndpointDefaults": { "Protocols": "Http2" } } }""", ["Kestrel__EndpointDefaults__Protocols=Http1AndHttp2"]).Http2Only);
    }

    [TestMethod]
    public void The_shutdown_timeout_is_the_codes_or_the_configurations()
    {
        const string Program = """
            var app = WebApplication.CreateBuilder(args).Build();
            app.Run();
            """;
        const string Own = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(45));
            builder.Build().Run();
            """;
        Assert.IsNull(Findings(Program, null, []).ShutdownTimeoutSeconds);
        Assert.AreEqual(90, Findings(Program, """{ "ShutdownTimeoutSeconds": 90 }""", ["DOTNET_SHUTDOWNTIMEOUTSECONDS=10"]).ShutdownTimeoutSeconds);
        Assert.AreEqual(10, Findings(Program, null, ["DOTNET_SHUTDOWNTIMEOUTSECONDS=10"]).ShutdownTimeoutSeconds);
        Assert.IsNull(Findings(Program, """{ "ShutdownTimeoutSeconds": "soon" }""", []).ShutdownTimeoutSeconds);
        Assert.AreEqual(45, Findings(Own, """{ "ShutdownTimeoutSeconds": 90 }""", []).ShutdownTimeoutSeconds);
    }

    private string Paths(string program, string? appSettings, string[] environment, params SettingFact[] settings) =>
        string.Join(' ', Findings(program, appSettings, environment, settings).Endpoints.Select(static e => e.Path).Order(StringComparer.Ordinal));

    private ProbeFindings Findings(string program, string? appSettings, string[] environment, params SettingFact[] settings)
    {
        ProjectFacts facts = Images.Projects.Web();
        facts = facts with { Manifests = facts.Manifests with { Settings = [.. settings] } };
        if (appSettings is not null)
        {
            facts = facts with { Files = [Images.Projects.File(_folder, "appsettings.json", content: appSettings)] };
        }

        return CodeProbes.Of(Compiled.CSharp(program), DeployedSettings.Of(facts, new ExecutionConfig { Env = [.. environment] }));
    }
}
