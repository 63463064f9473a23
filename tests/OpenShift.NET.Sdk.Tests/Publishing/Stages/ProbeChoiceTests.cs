using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Tests.Code;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

/// <summary>Which probes an application gets, from its code alone.</summary>
[TestClass]
public sealed class ProbeChoiceTests
{
    private const string Checks = """
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class Checks
            {
                public static IHealthChecksBuilder AddNpgSql(this IHealthChecksBuilder b, string connection, string? name = null, string[]? tags = null) => b;
                public static IHealthChecksBuilder AddRedis(this IHealthChecksBuilder b, string connection) => b;
            }
        }
        namespace Microsoft.Extensions.Hosting { public static class AspireNpgsqlExtensions { public static void AddNpgsqlDataSource(this IHostApplicationBuilder b, string name) { } } }
        """;

    private const string ServiceDefaults = """
        public static class Extensions
        {
            public static WebApplication MapDefaultEndpoints(this WebApplication app)
            {
                DEVELOPMENT
                {
                    app.MapHealthChecks("/health");
                    app.MapHealthChecks("/alive", new() { Predicate = r => r.Tags.Contains("live") });
                }
                return app;
            }
        }
        """;

    [TestMethod]
    [DataRow("nothing", "", "", "tcp tcp")]
    [DataRow("self only", "services.AddHealthChecks();", """app.MapHealthChecks("/healthz");""", "/healthz /healthz")]
    [DataRow("trivial check", """services.AddHealthChecks().AddCheck("self", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy());""", """app.MapHealthChecks("/healthz");""", "/healthz /healthz")]
    [DataRow("a database", """services.AddHealthChecks().AddNpgSql("x");""", """app.MapHealthChecks("/healthz");""", "tcp /healthz")]
    [DataRow("of two the one that asks nobody", """services.AddHealthChecks().AddNpgSql("x");""", """app.MapHealthChecks("/hc"); app.MapHealthChecks("/liveness", new() { Predicate = _ => false });""", "/liveness /liveness")]
    [DataRow("declared ready", """services.AddHealthChecks().AddNpgSql("x");""", """app.MapHealthChecks("/liveness", new() { Predicate = _ => false }); app.MapHealthChecks("/hc/ready");""", "/liveness /hc/ready")]
    [DataRow("ready by tag", """services.AddHealthChecks().AddNpgSql("x", tags: new[] { "ready" });""", """app.MapHealthChecks("/a", new() { Predicate = c => c.Tags.Contains("ready") }); app.MapHealthChecks("/b", new() { Predicate = _ => false });""", "/b /a")]
    [DataRow("liveness that asks", """services.AddHealthChecks().AddRedis("x");""", """app.MapHealthChecks("/livez");""", "tcp tcp")]
    [DataRow("aspire client", """services.AddHealthChecks(); builder.AddNpgsqlDataSource("db");""", """app.MapHealthChecks("/healthz");""", "tcp /healthz")]
    [DataRow("own check that asks", """services.AddHealthChecks().AddCheck<Asking>("x");""", """app.MapHealthChecks("/healthz"); app.MapHealthChecks("/alive", new() { Predicate = _ => false });""", "/alive /alive")]
    [DataRow("a page of metrics is no probe", """services.AddHealthChecks();""", """app.UseHealthChecks("/metrics", new Microsoft.AspNetCore.Diagnostics.HealthChecks.HealthCheckOptions { Predicate = _ => false });""", "tcp tcp")]
    [DataRow("own check", """services.AddHealthChecks().AddCheck<Quiet>("x");""", """app.MapHealthChecks("/healthz");""", "/healthz /healthz")]
    [DataRow("by hand", "", """app.MapGet("/healthz", () => "ok");""", "/healthz /healthz")]
    [DataRow("by hand, asking", "", """app.MapGet("/health", async (HttpClient c) => await c.GetStringAsync("http://other"));""", "tcp /health")]
    [DataRow("group", "services.AddHealthChecks();", """app.MapGroup("/api").MapHealthChecks("/ready");""", "tcp /api/ready")]
    [DataRow("authorized group", "services.AddHealthChecks();", """app.MapGroup("/api").RequireAuthorization().MapHealthChecks("/ready");""", "tcp tcp")]
    [DataRow("fallback policy", "services.AddHealthChecks(); services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy);", """app.MapHealthChecks("/healthz");""", "tcp tcp")]
    [DataRow("fallback policy by builder", "services.AddHealthChecks(); services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());", """app.MapHealthChecks("/healthz");""", "tcp tcp")]
    [DataRow("fallback policy and anonymous", "services.AddHealthChecks(); services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy);", """app.MapHealthChecks("/healthz").AllowAnonymous();""", "/healthz /healthz")]
    [DataRow("host", "services.AddHealthChecks();", """app.MapHealthChecks("/healthz").RequireHost("health.example.com");""", "tcp tcp")]
    [DataRow("port", "services.AddHealthChecks();", """app.MapHealthChecks("/healthz").RequireHost($"*:{builder.Configuration.GetValue("Management:Port", 8081)}");""", "/healthz:8081 /healthz:8081")]
    [DataRow("middleware on a port", "services.AddHealthChecks();", """app.UseHealthChecks("/healthz", 8081);""", "/healthz:8081 /healthz:8081")]
    [DataRow("constant elsewhere", "services.AddHealthChecks();", "app.MapHealthChecks(Paths.Const); app.MapHealthChecks(Paths.Field);", "/live/z/livez /ready/readyz")]
    [DataRow("options", "services.AddHealthChecks(); var o = builder.Configuration.GetSection(\"Health\").Get<HealthOptions>() ?? new HealthOptions();", "app.MapHealthChecks(o.Path);", "/from/health /from/health")]
    [DataRow("controller", "services.AddControllers();", "app.MapControllers();", "/Health /Health")]
    [DataRow("controller that calls others", "services.AddControllers(); services.AddSingleton<Others>();", "app.MapControllers();", "tcp /Health")]
    [DataRow("closed controllers", "services.AddControllers();", "app.MapControllers().RequireAuthorization();", "tcp tcp")]
    [DataRow("gRPC by hand without HTTP/2", "", "app.MapGrpcHealthChecksService();", "tcp tcp")]
    public void Probes_ask_what_answers_and_restart_nobody_for_others(string _, string services, string endpoints, string expected)
    {
        string controller = services.Contains("<Others>", StringComparison.Ordinal)
            ? """[Microsoft.AspNetCore.Mvc.ApiController, Microsoft.AspNetCore.Mvc.Route("[controller]")] public class HealthController(Others others) : Microsoft.AspNetCore.Mvc.ControllerBase { [Microsoft.AspNetCore.Mvc.HttpGet] public string Get() => others.Ask(); } public class Others { public string Ask() => new HttpClient().GetStringAsync("http://other").Result; }"""
            : services.Contains("AddControllers", StringComparison.Ordinal)
            ? """[Microsoft.AspNetCore.Mvc.ApiController, Microsoft.AspNetCore.Mvc.Route("[controller]")] public class HealthController : Microsoft.AspNetCore.Mvc.ControllerBase { [Microsoft.AspNetCore.Mvc.HttpGet] public string Get() => "ok"; }"""
            : "";
        string grpc = endpoints.Contains("Grpc", StringComparison.Ordinal) ? "namespace Microsoft.AspNetCore.Builder { public static class GrpcHealthChecksEndpointRouteBuilderExtensions { public static object MapGrpcHealthChecksService(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder b) => b; } }" : "";
        string program = $$"""
            var builder = WebApplication.CreateBuilder(args);
            var services = builder.Services;
            {{services}}
            var app = builder.Build();
            {{endpoints}}
            await app.RunAsync();

            class Asking(HttpClient client) : Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck
            {
                public async Task<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult> CheckHealthAsync(Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckContext context, CancellationToken t)
                { await client.GetAsync("http://other", t); return Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy(); }
            }
            class Quiet : Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck
            {
                public Task<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult> CheckHealthAsync(Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckContext context, CancellationToken t) =>
                    Task.FromResult(Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy());
            }
            static class Paths { public const string Const = "/live/z/livez"; public static readonly string Field = "/ready/readyz"; }
            class HealthOptions { public string Path { get; set; } = "/default/health"; }
            {{controller}}
            """;
        Assert.AreEqual(expected, Choose(program, Checks + grpc, null, new() { ["Health:Path"] = "/from/health" }));
    }

    [TestMethod]
    [DataRow("if (app.Environment.IsDevelopment())", "tcp tcp")]
    [DataRow("", "/alive /alive")]
    public void Service_defaults_of_another_project_are_followed(string development, string expected)
    {
        const string Program = """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHealthChecks().AddCheck("self", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy(), ["live"]);
            builder.AddNpgsqlDataSource("db");
            var app = builder.Build();
            app.MapDefaultEndpoints();
            app.Run();
            """;
        Assert.AreEqual(expected, Choose(Program, Checks, ServiceDefaults.Replace("DEVELOPMENT", development, StringComparison.Ordinal), [], out ManifestNote[] notes));
        Assert.AreEqual(development.Length > 0, notes.Any(n => n.Text.Contains("maps /alive in Development only", StringComparison.Ordinal) && n.Text.Contains("Map it in every environment.", StringComparison.Ordinal)), string.Join('\n', notes.Select(n => n.Text)));
    }

    [TestMethod]
    [DataRow("services.AddGrpcHealthChecks().AddCheck(\"self\", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy());", "grpc:8080 grpc:8080")]
    [DataRow("services.AddGrpcHealthChecks().AddNpgSql(\"x\");", "tcp grpc:8080")]
    [DataRow("services.AddGrpcHealthChecks();", "tcp tcp")]
    public void The_gRPC_health_service_is_asked_where_it_has_something_to_say(string services, string expected)
    {
        string program = $$"""
            var builder = WebApplication.CreateBuilder(args);
            builder.WebHost.ConfigureKestrel(o => o.ConfigureEndpointDefaults(l => l.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2));
            var services = builder.Services;
            {{services}}
            var app = builder.Build();
            app.MapGrpcHealthChecksService();
            app.Run();
            """;
        const string Library = """
            namespace Microsoft.AspNetCore.Builder { public static class GrpcHealthChecksEndpointRouteBuilderExtensions { public static object MapGrpcHealthChecksService(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder b) => b; } }
            namespace Microsoft.Extensions.DependencyInjection { public static class GrpcHealthChecksServiceExtensions { public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection s) => null!; } }
            """;
        Assert.AreEqual(expected, Choose(program, Checks + Library, null, [], out ManifestNote[] notes));
        Assert.AreEqual(expected == "tcp tcp", notes.Any(n => n.Text.Contains("answers with UNKNOWN", StringComparison.Ordinal)), string.Join('\n', notes.Select(n => n.Text)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("Giraffe.Routing.subRoute(\"/api\", null!, null!);")]
    public void Routes_of_Giraffe_are_found_where_nothing_comes_before_them(string group)
    {
        string program = $$"""
            var app = WebApplication.CreateBuilder(args).Build();
            Giraffe.Routing.route("/healthz", null!, null!);
            {{group}}
            app.Run();
            """;
        Assert.AreEqual(group.Length == 0 ? "tcp /healthz" : "tcp tcp", Choose(program, "namespace Giraffe { public static class Routing { public static object route(string path, object next, object ctx) => path; public static object subRoute(string path, object next, object ctx) => path; } }", null, []));
    }

    [TestMethod]
    public void What_the_generator_for_Native_AOT_makes_of_MapGet_is_found()
    {
        const string Program = """
            var app = WebApplication.CreateSlimBuilder(args).Build();
            app.MapGet0("/healthz", () => "ok");
            app.MapPost1("/readyz", () => "ok");
            app.Run();

            static class Generated
            {
                private static readonly string[] GetVerb = new[] { "GET" };
                private static readonly string[] PostVerb = new[] { "POST" };
                internal static RouteHandlerBuilder MapGet0(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => MapCore(endpoints, pattern, handler, GetVerb);
                internal static RouteHandlerBuilder MapPost1(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => MapCore(endpoints, pattern, handler, PostVerb);
                private static RouteHandlerBuilder MapCore(IEndpointRouteBuilder routes, string pattern, Delegate handler, IEnumerable<string> methods) =>
                    RouteHandlerServices.Map(routes, pattern, handler, methods, (m, o) => new RequestDelegateMetadataResult { EndpointMetadata = new List<object>() }, (d, o, r) => new RequestDelegateResult(c => Task.CompletedTask, new List<object>()));
            }
            """;
        Assert.AreEqual("/healthz /healthz", Choose(Program, null, null, []));
    }

    [TestMethod]
    public void Interceptors_stand_for_the_frameworks_methods()
    {
        // As the generators name them: types of one file, in their namespaces.
        const string Program = """
            using Microsoft.AspNetCore.Http.Generated;
            using Generated = Microsoft.Extensions.Configuration.Binder.SourceGeneration.BindingExtensions;
            var builder = WebApplication.CreateSlimBuilder(args);
            var health = Generated.Get<HealthSettings>(builder.Configuration.GetSection("Health"));
            int port = Generated.GetValue<int>(builder.Configuration, "PORT", 3000);
            builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(port));
            var app = builder.Build();
            app.MapGet0(health.Path, () => "ok");
            app.MapPost1("/readyz", () => "ok");
            app.Run();

            class HealthSettings { public string Path { get; init; } = "/default/healthz"; }
            namespace Microsoft.AspNetCore.Http.Generated
            {
                file static class GeneratedRouteBuilderExtensionsCore
                {
                    internal static RouteHandlerBuilder MapGet0(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => throw new NotSupportedException();
                    internal static RouteHandlerBuilder MapPost1(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => throw new NotSupportedException();
                }
            }
            namespace Microsoft.Extensions.Configuration.Binder.SourceGeneration
            {
                file static class BindingExtensions
                {
                    public static T Get<T>(this IConfiguration configuration) => throw new NotSupportedException();
                    public static T GetValue<T>(this IConfiguration configuration, string key, T defaultValue) => throw new NotSupportedException();
                }
            }
            """;
        OpenShift.NET.Sdk.Code.CodeFacts code = Compiled.Application([("/src/App/Program.cs", Program)], []);
        Assert.AreEqual("/from/healthz", CodeProbes.Of(code, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Health:Path"] = "/from/healthz" }).Endpoints.Single().Path);
        Assert.AreEqual("/default/healthz", CodeProbes.Of(code, new Dictionary<string, string>()).Endpoints.Single().Path);
        Assert.AreEqual(3000, OpenShift.NET.Sdk.Code.Listening.CodeListening.Ports(code, new Dictionary<string, string>()).Single().Number);
    }

    private static string Choose(string program, string? libraries, string? ownLibrary, Dictionary<string, string> settings) => Choose(program, libraries, ownLibrary, settings, out _);

    private static string Choose(string program, string? libraries, string? ownLibrary, Dictionary<string, string> settings, out ManifestNote[] notes)
    {
        ProbeFindings found = CodeProbes.Of(Compiled.CSharp(program, libraries, ownLibrary: ownLibrary), new Dictionary<string, string>(settings, StringComparer.OrdinalIgnoreCase));
        ManifestInput input = Manifests.Generation.SampleInputs.Web("web", new() { Name = "web" }) with { Code = found };
        ManifestNote[] all = [.. ManifestGenerator.Generate(input).Notes];
        notes = all;
        ProbePlan plan = new ProbePlanner([], found, 8080, []).Plan();
        return Text(plan.Liveness!) + " " + Text(plan.Readiness!);

        static string Text(PlannedProbe probe) => probe.Action switch
        {
            ProbeAction.HttpGet => probe.Path + (probe.Port == 8080 ? "" : ":" + probe.Port),
            ProbeAction.Grpc => "grpc:" + probe.Port,
            _ => "tcp",
        };
    }
}
