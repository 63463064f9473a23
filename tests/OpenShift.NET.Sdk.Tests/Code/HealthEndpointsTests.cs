using Microsoft.CodeAnalysis;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;

namespace OpenShift.NET.Sdk.Tests.Code;

[TestClass]
public sealed class HealthEndpointsTests
{
    private static readonly Dictionary<string, string> s_settings = new(StringComparer.OrdinalIgnoreCase) { ["Health:Path"] = "/from-settings/healthz" };

    [TestMethod]
    public void Health_checks_are_found_with_path_kind_and_line() => Expect(
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHealthChecks().AddCheck("self", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy(), tags: new[] { "live" });
        var app = builder.Build();
        app.MapHealthChecks("/livez", new Microsoft.AspNetCore.Diagnostics.HealthChecks.HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz", new Microsoft.AspNetCore.Diagnostics.HealthChecks.HealthCheckOptions { Predicate = c => c.Tags.Contains("ready") }).RequireAuthorization();
        app.MapHealthChecks("/healthz");
        app.Run();
        """,
        "/healthz General checks (6)",
        "/livez Liveness checks none (4)",
        "/readyz Readiness checks predicate[ready] authorized (5)");

    [TestMethod]
    public void A_path_from_the_configuration_is_resolved() => Expect(
        """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapHealthChecks(app.Configuration["Health:Path"] ?? "/healthz");
        app.MapHealthChecks(app.Configuration["Other:Path"] ?? "/other/ready");
        app.MapHealthChecks(app.Configuration.GetValue("Third", "/third/live")!);
        await app.RunAsync();
        """,
        "/from-settings/healthz General checks (2)",
        "/other/ready Readiness checks (3)",
        "/third/live Liveness checks (4)");

    [TestMethod]
    public void An_endpoint_of_another_environment_says_so() => Expect(
        """
        var app = WebApplication.CreateBuilder(args).Build();
        if (app.Environment.IsDevelopment())
        {
            app.MapHealthChecks("/health");
        }
        else if (app.Environment.IsEnvironment("Staging") || app.Environment.IsProduction())
        {
            app.MapHealthChecks("/alive");
        }

        app.MapGet("/readyz", () => "ok");
        app.Run();
        """,
        "/alive Liveness checks [Production or Staging] (8)",
        "/health General checks [Development] (4)",
        "/readyz Readiness (11)");

    [TestMethod]
    public void Groups_branches_and_own_helpers_are_followed() => Expect(
        """
        var app = WebApplication.CreateBuilder(args).Build();
        var api = app.MapGroup("/api").MapGroup("v1");
        api.MapGet("healthz", () => "ok");
        app.Map("/ops", ops => ops.UseHealthChecks("/live", 8081));
        foreach (var p in new[] { "/a/ready", "/b/ready" }) { app.MapProbe(p); }
        app.MapProbe("/c/startup");
        app.MapGet("/{id}/health", (int id) => id);
        app.MapGet("/orders", () => "");
        app.Run();

        static class Probes
        {
            public static void MapProbe(this WebApplication app, string path) => app.MapHealthChecks($"/probes{path}");
        }
        """,
        "/api/v1/healthz General (3)",
        "/ops/live Liveness checks :8081 (4)",
        "/probes/a/ready Readiness checks (13)",
        "/probes/b/ready Readiness checks (13)",
        "/probes/c/startup Startup checks (13)");

    [TestMethod]
    public void Service_defaults_of_a_referenced_project_are_followed()
    {
        CodeFacts code = Compiled.CSharp(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.AddServiceDefaults();
            var app = builder.Build();
            app.MapDefaultEndpoints();
            app.Run();
            """,
            ownLibrary: """
            public static class Extensions
            {
                private const string HealthEndpointPath = "/health";
                public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
                {
                    builder.Services.AddHealthChecks();
                    return builder;
                }
                public static WebApplication MapDefaultEndpoints(this WebApplication app)
                {
                    if (app.Environment.IsDevelopment())
                    {
                        app.MapHealthChecks(HealthEndpointPath);
                        app.MapHealthChecks("/alive", new() { Predicate = r => r.Tags.Contains("live") });
                    }
                    return app;
                }
            }
            """);
        CollectionAssert.AreEqual((string[])["/alive Liveness checks predicate[live] [Development] (14)", "/health General checks [Development] (13)"], Lines(code));
    }

    [TestMethod]
    public void What_the_program_stops_without_is_there_when_it_serves() => Expect(
        """
        var builder = WebApplication.CreateBuilder(args);
        var database = builder.Configuration.GetConnectionString("main");
        if (string.IsNullOrWhiteSpace(database)) { throw new InvalidOperationException("main"); }
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");
        app.Run();
        """,
        "/health General checks (6)");

    [TestMethod]
    public void A_handler_that_was_read_asks_whom_it_asks_whatever_else_is_too_much()
    {
        CodeFacts whole = Compiled.CSharp("""
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/api/health", () => Results.Ok(new { status = "ok" }));
            app.MapGet("/healthz", () => Results.Ok(new HttpClient().GetStringAsync("http://db").Result));
            app.Run();
            """);
        var cut = new CodeFacts { Assemblies = whole.Assemblies, Calls = whole.Calls, Types = whole.Types };
        foreach (CodeFacts code in (CodeFacts[])[whole, cut])
        {
            Assert.AreEqual("ThisProcess Others", string.Join(' ', HealthEndpoints.Find(code, s_settings).OrderBy(static e => e.Path, StringComparer.Ordinal).Select(static e => e.Scope)), code.IsComplete ? "whole" : "cut");
        }

        Assert.AreEqual(HealthScope.Unknown, HealthEndpoints.Find(new CodeFacts { Assemblies = whole.Assemblies, Calls = whole.Calls, Types = whole.Types, Unread = [new UnreadAssembly("Other.dll", "damaged")] }, s_settings)[0].Scope);
    }

    [TestMethod]
    public void A_handler_asks_whom_its_own_services_ask() => Assert.AreEqual(
        "/api/health ThisProcess, /healthz Others, /livez Unknown, /readyz Others, /startupz ThisProcess",
        string.Join(", ", HealthEndpoints.Find(
            Compiled.CSharp("""
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddSingleton<IClock, Clock>().AddSingleton<IStore, Store>();
                var app = builder.Build();
                app.MapGet("/api/health", (IClock clock) => clock.Ticks());
                app.MapGet("/healthz", async (IStore store) => await store.Ping());
                app.MapGet("/readyz", (HttpClient client) => Ask(client));
                app.MapGet("/livez", (IForeign other) => other.Ping());
                app.MapGet("/startupz", () => new { Up = true, Since = Clock.Started });
                app.Run();
                static async Task<string> Ask(HttpClient client) => await client.GetStringAsync("http://db");
                interface IClock { long Ticks(); }
                class Clock : IClock { public static long Started { get; } = Environment.TickCount64; public long Ticks() => Environment.TickCount64; }
                interface IStore { Task<string> Ping(); }
                class Store(HttpClient client) : IStore { public async Task<string> Ping() => await client.GetStringAsync("http://db"); }
                interface IForeign { string Ping(); }
                """),
            s_settings).OrderBy(static e => e.Path, StringComparer.Ordinal).Select(static e => $"{e.Path} {e.Scope}")));

    [TestMethod]
    [DataRow("", "ThisProcess")]
    [DataRow(".AddCheck(\"self\", () => HealthCheckResult.Healthy())", "ThisProcess")]
    [DataRow(".AddAsyncCheck(\"db\", async () => { await new HttpClient().GetStringAsync(\"http://db\"); return HealthCheckResult.Healthy(); })", "Others")]
    public void Who_runs_the_checks_by_hand_asks_whom_they_ask(string checks, string expected) => Assert.AreEqual(
        $"/health {expected}, /healthz {expected}",
        string.Join(", ", HealthEndpoints.Find(
            Compiled.CSharp($$"""
                using Microsoft.AspNetCore.Mvc;
                using Microsoft.Extensions.Diagnostics.HealthChecks;
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddControllers();
                builder.Services.AddHealthChecks(){{checks}};
                var app = builder.Build();
                app.MapControllers();
                app.MapGet("/healthz", async (HealthCheckService service) => (await service.CheckHealthAsync()).Status.ToString());
                app.Run();

                [Route("health")]
                public class HealthController(HealthCheckService service) : Controller
                {
                    [HttpGet] public async Task<IActionResult> Get(CancellationToken stop) => (await service.CheckHealthAsync(stop)).Status == HealthStatus.Healthy ? Ok() : StatusCode(503);
                }
                """),
            s_settings).OrderBy(static e => e.Path, StringComparer.Ordinal).Select(static e => $"{e.Path} {e.Scope}")));

    [TestMethod]
    public void Controllers_are_found_by_their_attributes() => Expect(
        """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Authorization;
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapControllers();
        app.Run();

        [ApiController, Route("[controller]"), Authorize]
        public class HealthController : ControllerBase
        {
            [HttpGet] public IActionResult Get() => Ok();
            [HttpGet("live"), AllowAnonymous] public IActionResult Live() => Ok();
            [HttpGet("{id}")] public IActionResult One(int id) => Ok();
        }
        """,
        "/Health General authorized (10)",
        "/Health/live Liveness (11)");

    [TestMethod]
    public void A_ping_of_something_else_is_no_health_endpoint() => Expect(
        """
        using Microsoft.AspNetCore.Mvc;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllers();
        var app = builder.Build();
        app.MapControllers();
        app.MapGet("/api/v1/ping", (IScanner scanner) => scanner.Ping());
        app.MapGet("/orders/ping", () => "pong");
        app.Run();

        public interface IScanner { bool Ping(); }

        [ApiController, Route("/v{version:apiVersion}/[controller]")]
        public class VersionedController(IScanner scanner) : ControllerBase
        {
            [HttpGet("/v1/clamav/ping")] public IActionResult Ping() => scanner.Ping() ? Ok() : StatusCode(500);
            [HttpGet("/v1/scans/ping")] public IActionResult Pong() => Ok("pong");
        }
        """,
        "/api/v1/ping Liveness (6)",
        "/orders/ping Liveness (7)",
        "/v1/scans/ping Liveness (16)");

    [TestMethod]
    public void A_ping_below_a_prefix_stays_where_nothing_shows_that_it_asks_another()
    {
        CodeFacts whole = Compiled.CSharp("""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.Extensions.Caching.Distributed;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddControllers();
            var app = builder.Build();
            app.MapControllers();
            app.MapGet("/orders/ping", () => "pong");
            app.MapGet("/stock/ping", (IHostEnvironment host) => host.EnvironmentName);
            app.MapGet("/redis/ping", (IDistributedCache cache) => cache.GetString("ping"));
            app.MapGet("/db/ping", () => new HttpClient().GetStringAsync("http://db").Result);
            app.Run();

            public interface IScanner { bool Ping(); }

            public abstract class Base : ControllerBase { protected IActionResult Answer(string text) => Ok(text); }

            [ApiController]
            public class PingController(IScanner scanner) : Base
            {
                [HttpGet("/clamav/ping")] public IActionResult Ping() => scanner.Ping() ? Ok() : StatusCode(500);
                [HttpGet("/scans/ping")] public IActionResult Pong() => Answer("pong");
            }
            """);
        var cut = new CodeFacts { Assemblies = whole.Assemblies, Calls = whole.Calls, Types = whole.Types };
        foreach (CodeFacts code in (CodeFacts[])[whole, cut])
        {
            Assert.AreEqual("/orders/ping /scans/ping /stock/ping", string.Join(' ', HealthEndpoints.Find(code, s_settings).Select(static e => e.Path)), code.IsComplete ? "whole" : "cut");
        }
    }

    [TestMethod]
    public void What_asks_by_itself_who_is_there_is_no_probe() => Expect(
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllers();
        var app = builder.Build();
        bool Ok(HttpRequest request) => request.Headers["X-Password"] == builder.Configuration["Password"];
        app.MapGet("/cluster/live", async (HttpRequest request) => { if (!Ok(request)) return Results.Unauthorized(); await Task.Yield(); return Results.Ok(); });
        app.MapGet("/api/health", () => Results.Ok());
        app.MapControllers();
        app.Run();

        [Microsoft.AspNetCore.Mvc.ApiController, Microsoft.AspNetCore.Mvc.Route("games")]
        public class GamesController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [Microsoft.AspNetCore.Mvc.HttpGet("live")] public Microsoft.AspNetCore.Mvc.IActionResult Live() => User.Identity is null ? Unauthorized() : Ok();
        }
        """,
        "/api/health General (6)",
        "/cluster/live Liveness authorized (5)",
        "/games/live Liveness authorized (13)");

    [TestMethod]
    public void A_startup_class_is_followed() => Expect(
        """
        public class Program
        {
            public static Task Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.UseStartup<Startup>()).Build().RunAsync();
        }

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddHealthChecks();

            public void Configure(IApplicationBuilder app, IWebHostEnvironment env)
            {
                app.UseRouting();
                app.UseEndpoints(e =>
                {
                    e.MapHealthChecks("/health/live");
                    if (!env.IsDevelopment()) e.MapHealthChecks("/health/ready");
                });
            }
        }
        """,
        "/health/live Liveness checks (15)",
        "/health/ready Readiness checks [not Development] (16)");

    [TestMethod]
    public void Code_that_nobody_calls_maps_nothing() => Expect(
        """
        var app = WebApplication.CreateBuilder(args).Build();
        app.Run();

        static class Unused
        {
            public static void Map(WebApplication app) => app.MapHealthChecks("/healthz");
        }
        """);

    [TestMethod]
    public void A_path_that_cannot_be_told_stays_unknown() => Expect(
        """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapHealthChecks(args[0]);
        app.MapHealthChecks(app.Configuration["Nowhere"]!);
        app.Run();
        """,
        "? General checks (2)",
        "? General checks (3)");

    [TestMethod]
    [DataRow(OptimizationLevel.Debug)]
    [DataRow(OptimizationLevel.Release)]
    public void Visual_Basic_is_read_alike(OptimizationLevel optimization)
    {
        CodeFacts code = Compiled.VisualBasic(
            """
            Imports Microsoft.AspNetCore.Builder
            Imports Microsoft.Extensions.Hosting
            Module Program
                Sub Main(args As String())
                    Dim app = WebApplication.CreateBuilder(args).Build()
                    Dim root = "/" & "health"
                    app.MapHealthChecks(root & "/live")
                    app.MapGet("/readyz", Function() "ok")
                    If app.Environment.IsDevelopment() Then
                        app.MapHealthChecks("/healthz")
                    End If
                    app.Run()
                End Sub
            End Module
            """,
            optimization);
        CollectionAssert.AreEqual((string[])["/health/live Liveness checks (7)", "/healthz General checks [Development] (10)", "/readyz Readiness (8)"], Lines(code), string.Join('\n', Lines(code)));
    }

    private static void Expect(string program, params string[] expected)
    {
        foreach (OptimizationLevel optimization in (OptimizationLevel[])[OptimizationLevel.Release, OptimizationLevel.Debug])
        {
            CodeFacts code = Compiled.CSharp(program, optimization: optimization);
            Assert.IsTrue(code.IsComplete);
            CollectionAssert.AreEqual(expected, Lines(code), $"{optimization}:\n{string.Join('\n', Lines(code))}\nof\n{string.Join('\n', code.Calls)}");
        }
    }

    private static string[] Lines(CodeFacts code) => [.. HealthEndpoints.Find(code, s_settings).Select(Line)];

    private static string Line(HealthEndpoint e) =>
        (e.Path ?? "?") + " " + e.Kind + (e.RunsHealthChecks ? " checks" : "") + (e.RunsNoChecks ? " none" : e.HasPredicate ? " predicate[" + string.Join(",", e.Tags) + "]" : "")
        + (e.RequiresAuthorization ? " authorized" : "") + (e.Port is { } port ? " :" + port : "") + (e.Environment.IsAlways ? "" : " [" + e.Environment + "]") + " (" + e.Place?.Line + ")";
}
