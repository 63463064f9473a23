using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;

namespace OpenShift.NET.Sdk.Tests.Code;

[TestClass]
public sealed class CodeListeningTests
{
    private static readonly Dictionary<string, string> s_settings = new(StringComparer.OrdinalIgnoreCase) { ["Port"] = "9090" };

    [TestMethod]
    [DataRow("""if (builder.Configuration.GetSection("Hosting:Urls").Get<string[]>() is { Length: > 0 } urls) { builder.WebHost.UseUrls(urls); }""", "5001 tls loopback, 5002")]
    [DataRow("""var urls = builder.Configuration.GetSection("Hosting:Urls").Get<string[]>(); if (urls?.Length > 0) { builder.WebHost.UseUrls(urls); }""", "5001 tls loopback, 5002")]
    [DataRow("""builder.WebHost.UseUrls(builder.Configuration.GetSection("Hosting:Urls").Get<List<string>>()!.ToArray());""", "5001 tls loopback, 5002")]
    [DataRow("""builder.WebHost.UseUrls(builder.Configuration["Server:Urls"]!.Split(','));""", "6001, 6002")]
    [DataRow("""builder.WebHost.UseUrls(builder.Configuration.GetValue<string>("Server:Urls")!.Split(";", StringSplitOptions.RemoveEmptyEntries));""", "6001, 6002")]
    [DataRow("""var app = builder.Build(); foreach (string url in builder.Configuration.GetSection("Hosting:Urls").Get<string[]>()!) { app.Urls.Add(url); }""", "5001 tls loopback, 5002")]
    [DataRow("""var app = builder.Build(); foreach (string url in builder.Configuration.GetSection("Hosting").Get<Hosting>()!.Urls) { app.Urls.Add(url); }""", "5001 tls loopback, 5002")]
    [DataRow("""builder.WebHost.UseUrls(builder.Configuration.GetSection("Nothing:Urls").Get<string[]>()!);""", "?")]
    public void Addresses_are_those_of_a_list_that_the_settings_have(string program, string expected)
    {
        CodeFacts code = Compiled.CSharp("var builder = WebApplication.CreateBuilder(args);\n" + program + "\n(builder.Build()).Run();\nclass Hosting { public string[] Urls { get; set; } = []; public int Port { get; set; } }");
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Hosting:Urls:0"] = "https://localhost:5001", ["Hosting:Urls:1"] = "http://*:5002", ["Hosting:UrlsX:0"] = "http://*:5003", ["Server:Urls"] = "http://*:6001;http://*:6002" };
        Assert.AreEqual(expected, string.Join(", ", CodeListening.Ports(code, settings).Select(static p => (p.Number?.ToString() ?? "?") + (p.Tls ? " tls" : "") + (p.LoopbackOnly ? " loopback" : ""))));
    }

    [TestMethod]
    public void Ports_are_found_wherever_code_names_them()
    {
        CodeFacts code = Compiled.CSharp(
            """
            using System.Net;
            using Microsoft.AspNetCore.Server.Kestrel.Core;
            var builder = WebApplication.CreateBuilder(args);
            builder.WebHost.UseUrls("http://*:5000", "https://localhost:5001");
            builder.WebHost.ConfigureKestrel(o =>
            {
                o.ListenAnyIP(80);
                o.ListenLocalhost(8081);
                o.Listen(IPAddress.Loopback, 8082, l => l.Protocols = HttpProtocols.Http2);
                o.Listen(IPAddress.Any, 8443, l => l.UseHttps());
                o.ListenAnyIP(builder.Configuration.GetValue("Port", 7000));
                o.ListenAnyIP(int.Parse(args[0]));
                o.ListenUnixSocket("/tmp/app.sock");
            });
            builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(90));
            var app = builder.Build();
            app.Urls.Add("http://+:6000");
            new List<string>().Add("http://+:6001");
            if (app.Environment.IsDevelopment()) app.Run("http://localhost:5005");
            app.Run();
            """);
        string[] lines = [.. CodeListening.Ports(code, s_settings).Select(p => $"{p.Number?.ToString() ?? "?"} {p.Api}{(p.LoopbackOnly ? " loopback" : "")}{(p.Tls ? " tls" : "")}{(p.Http2Only ? " h2" : "")}{(p.Environment.IsAlways ? "" : " [" + p.Environment + "]")} ({p.Place?.Line})")];
        CollectionAssert.AreEqual(
            (string[])
            [
                "5000 UseUrls (4)", "5001 UseUrls loopback tls (4)", "6000 Urls.Add (17)", "5005 Run loopback [Development] (19)",
                "80 ListenAnyIP (7)", "8081 ListenLocalhost loopback (8)", "8082 Listen loopback h2 (9)", "8443 Listen tls (10)", "9090 ListenAnyIP (11)", "? ListenAnyIP (12)",
            ],
            lines,
            string.Join('\n', lines) + "\n" + string.Join('\n', code.Calls));
        Assert.AreEqual(TimeSpan.FromSeconds(90), CodeListening.ShutdownTimeout(code)?.Timeout);
        Assert.IsFalse(CodeListening.SpeaksHttp2Only(code, s_settings));
    }

    [TestMethod]
    public void A_setting_that_the_program_stops_without_is_no_condition_of_what_stands_behind_it()
    {
        CodeFacts code = Compiled.CSharp(
            """
            var builder = WebApplication.CreateBuilder(args);
            var connection = builder.Configuration["CONNECTION"] ?? throw new InvalidOperationException("CONNECTION is required.");
            builder.WebHost.UseUrls("http://0.0.0.0:8085");
            if (builder.Configuration["Feature"] == "on") { builder.WebHost.UseUrls("http://*:8086"); }
            var app = builder.Build();
            app.MapGet("/", () => connection);
            app.Run();
            """);
        Assert.AreEqual("8085", string.Join(' ', CodeListening.Ports(code, s_settings).Select(static p => p.Number)));
    }

    [TestMethod]
    [DataRow("""using var host = new HostBuilder().ConfigureServices(s => s.AddHostedService<Work>()).Build(); await host.RunAsync();""", true)]
    [DataRow("""Host.CreateApplicationBuilder(args).Build().Run();""", true)]
    [DataRow("""Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => { }).Build().Run();""", false)]
    [DataRow("""WebApplication.CreateBuilder(args).Build().Run();""", false)]
    [DataRow("""using var host = new HostBuilder().AddShopServer().Build(); await host.RunAsync();""", false)]
    [DataRow("""var listener = new System.Net.HttpListener(); listener.Start(); Host.CreateApplicationBuilder(args).Build().Run();""", false)]
    [DataRow("""while (true) { await Task.Delay(1000); }""", false)]
    public void A_generic_host_serves_nobody_unless_something_adds_a_server(string program, bool nothing)
    {
        const string Libraries = """
            namespace Shop { public static class Extensions { public static Microsoft.Extensions.Hosting.IHostBuilder AddShopServer(this Microsoft.Extensions.Hosting.IHostBuilder b) => b; } }
            """;
        CodeFacts code = Compiled.CSharp("using Shop;\n" + program + "\nclass Work : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) => Task.Delay(1000, t); }", Libraries);
        Assert.AreEqual(nothing, CodeListening.ServesNothing(code));
        Assert.AreEqual(nothing, CodeListening.Of(code, s_settings).RunsOn);
    }

    [TestMethod]
    // What a worker has no application for; what it calls all the same; what nobody can follow.
    [DataRow("builder.AddServiceDefaults(); builder.Build().Run();", true)]
    [DataRow("builder.AddServiceDefaults(); builder.Build().Run(); Libraries.App.Make().MapDefaultEndpoints();", false)]
    [DataRow("builder.AddServiceDefaults(); builder.Services.AddSingleton<Func<WebApplication, WebApplication>>(Extensions.MapDefaultEndpoints); builder.Build().Run();", false)]
    public void A_worker_serves_nobody_though_the_defaults_that_it_shares_map_endpoints(string program, bool nothing)
    {
        const string Made = "namespace Libraries { public static class App { public static Microsoft.AspNetCore.Builder.WebApplication Make() => null; } }";
        CodeFacts code = Compiled.CSharp(
            "var builder = Host.CreateApplicationBuilder(args);\n" + program + """

            public static class Extensions
            {
                public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder { builder.Services.AddHealthChecks(); return builder; }

                public static WebApplication MapDefaultEndpoints(this WebApplication app)
                {
                    if (app.Environment.IsDevelopment())
                    {
                        app.MapHealthChecks("/health");
                        app.MapHealthChecks("/alive", new Microsoft.AspNetCore.Diagnostics.HealthChecks.HealthCheckOptions { Predicate = r => r.Tags.Contains("live") });
                    }

                    return app;
                }
            }
            """,
            Made);
        Assert.AreEqual(nothing, CodeListening.ServesNothing(code));
        Assert.AreEqual(nothing, CodeListening.Of(code, s_settings).RunsOn);
    }

    [TestMethod]
    public void A_method_that_the_runtime_makes_leaves_nothing_unread()
    {
        CodeFacts code = Compiled.CSharp(
            """
            Console.WriteLine(Access.Name(new Order()));
            class Order { private string _name = "x"; public override string ToString() => _name; }
            static class Access { [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = "_name")] public static extern ref string Name(Order order); }
            """);
        Assert.IsTrue(code.IsComplete);
        Assert.IsTrue(code.IsReadWhole);
    }

    [TestMethod]
    public void An_application_that_speaks_HTTP_2_only_is_known()
    {
        CodeFacts code = Compiled.CSharp(
            """
            using Microsoft.AspNetCore.Server.Kestrel.Core;
            var builder = WebApplication.CreateBuilder(args);
            builder.WebHost.ConfigureKestrel(o => o.ConfigureEndpointDefaults(l => l.Protocols = HttpProtocols.Http2));
            builder.Build().Run();
            """);
        Assert.IsTrue(CodeListening.SpeaksHttp2Only(code, s_settings));
        CodeFacts plain = Compiled.CSharp("WebApplication.CreateBuilder(args).Build().Run();");
        Assert.IsFalse(CodeListening.SpeaksHttp2Only(plain, s_settings));
        Assert.IsTrue(CodeListening.SpeaksHttp2Only(plain, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Kestrel:EndpointDefaults:Protocols"] = "Http2" }));
        Assert.IsNull(CodeListening.ShutdownTimeout(plain));
    }
}
