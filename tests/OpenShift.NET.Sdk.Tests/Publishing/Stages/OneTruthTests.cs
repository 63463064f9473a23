using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Manifests.Generation;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

/// <summary>The port that the code chooses is the one of image, Service, probes, NetworkPolicy, SETTINGS.md and labels.</summary>
[TestClass]
public sealed class OneTruthTests : IDisposable
{
    private static readonly ExecutionConfig s_base = new() { Env = ["ASPNETCORE_HTTP_PORTS=8080", "APP_UID=1654"] };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("""app.Run("http://*:3000");""", "3000")]
    [DataRow("""app.Urls.Add("http://+:3000"); app.Run();""", "3000")]
    [DataRow("""builder.WebHost.UseUrls("http://0.0.0.0:3000");""", "3000")]
    [DataRow("""builder.WebHost.UseUrls($"http://*:{builder.Configuration.GetValue("PORT", 3000)}");""", "3000")]
    [DataRow("""builder.WebHost.UseUrls("http://*:" + (Environment.GetEnvironmentVariable("PORT") ?? "3000"));""", "3000")]
    [DataRow("""builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(builder.Configuration.GetValue<int>("PORT", 3000)));""", "3000")]
    [DataRow("""builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(int.TryParse(Environment.GetEnvironmentVariable("PORT"), out int p) ? p : 3000));""", "3000")]
    [DataRow("""builder.WebHost.UseKestrel(o => o.Listen(System.Net.IPAddress.Any, Ports.Own));""", "3000")]
    [DataRow("""builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "http://*:3000");""", "3000")]
    [DataRow("""builder.WebHost.ConfigureKestrel(o => { o.ListenAnyIP(3000); o.ListenAnyIP(3001); });""", "3000;3001")]
    public void The_codes_port_is_everywhere(string code, string expected)
    {
        CodeFacts read = Read(code);
        (ExecutionConfig config, GeneratedManifests generated) = Publish(read);
        string[] ports = expected.Split(';');
        CollectionAssert.AreEqual(ports.Select(p => p + "/tcp").ToArray(), config.ExposedPorts!.Keys.ToArray(), string.Join('\n', read.Calls));
        Assert.AreEqual(expected, config.EnvironmentVariable("ASPNETCORE_HTTP_PORTS"));
        Assert.AreEqual(string.Join(',', ports.Select(p => p + ":http")), config.Labels!["io.openshift.expose-services"]);
        string all = string.Concat(generated.Files.Select(OpenShift.NET.Sdk.Manifests.Yaml.YamlWriter.Write)) + string.Concat(generated.Texts.Select(t => t.Content));
        Assert.Contains("containerPort: 3000", all);
        Assert.Contains("- port: 3000", all);
        Assert.Contains("| http | 3000 | 80 | TCP |", all);
        Assert.DoesNotContain("8080", all);
    }

    [TestMethod]
    public void A_second_host_takes_no_port_from_the_first()
    {
        CodeFacts read = Read("""new WebHostBuilder().UseKestrel().UseUrls("http://*:9090").Build().Start();""");
        Assert.AreEqual("8080/tcp 9090/tcp", string.Join(' ', Publish(read).Config.ExposedPorts!.Keys));
    }

    [TestMethod]
    [DataRow("PORT=4000", "4000")]
    [DataRow("OTHER=4000", "3000")]
    public void A_variable_of_the_image_outweighs_the_codes_default(string variable, string expected)
    {
        CodeFacts read = Read("""builder.WebHost.UseUrls($"http://*:{builder.Configuration.GetValue("PORT", 3000)}");""");
        Assert.AreEqual(expected + "/tcp", string.Join(' ', Publish(read, variable).Config.ExposedPorts!.Keys));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("""if (app.Environment.IsDevelopment()) app.Urls.Add("http://*:3000");""")]
    [DataRow("""builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(int.Parse(args[0])));""")]
    [DataRow("""app.Urls.Add("http://localhost:3000");""")]
    [DataRow("""if (builder.Configuration.GetValue<bool>("Https:Enabled")) builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8443));""")]
    public void Where_the_environment_decides_or_nobody_knows_it_stays_8080(string code)
    {
        ExecutionConfig config = Publish(Read(code)).Config;
        Assert.AreEqual("8080/tcp", string.Join(' ', config.ExposedPorts!.Keys));
        Assert.AreEqual("8080", config.EnvironmentVariable("ASPNETCORE_HTTP_PORTS"));
    }

    [TestMethod]
    public void TLS_of_the_code_is_no_port_of_plain_HTTP()
    {
        (ExecutionConfig config, GeneratedManifests generated) = Publish(Read("""builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(8443, l => l.UseHttps()));"""));
        Assert.AreEqual("8443/tcp", string.Join(' ', config.ExposedPorts!.Keys));
        Assert.IsNull(config.EnvironmentVariable("ASPNETCORE_HTTP_PORTS"));
        Assert.AreEqual("8443:https", config.Labels!["io.openshift.expose-services"]);
        Assert.Contains("| https | 8443 | 443 | TCP |", generated.Texts.Single(t => t.Path == "SETTINGS.md").Content);
    }

    [TestMethod]
    [DataRow("var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 9000); l.Start(); while (true) l.AcceptTcpClient();", "9000/tcp")]
    [DataRow("var l = new System.Net.HttpListener(); l.Prefixes.Add(\"http://*:9000/\"); l.Start(); while (true) l.GetContext();", "9000/tcp")]
    [DataRow("var s = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp); s.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.IPv6Any, int.Parse(Environment.GetEnvironmentVariable(\"PORT\") ?? \"9000\"))); s.Listen(10); while (true) s.Accept();", "9000/tcp")]
    [DataRow("var u = new System.Net.Sockets.UdpClient(9000); while (true) await u.ReceiveAsync();", "9000/udp")]
    [DataRow("var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 9000); l.Start(); while (true) l.AcceptTcpClient();", "")]
    [DataRow("var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0); l.Start(); while (true) l.AcceptTcpClient();", "")]
    [DataRow("var s = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp); s.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Any, 9000)); s.Connect(\"a\", 1);", "")]
    public void Sockets_of_a_worker_are_its_ports(string program, string expected)
    {
        (ExecutionConfig config, GeneratedManifests generated) = Publish(Compiled.CSharp(program), kind: ApplicationKind.Worker);
        Assert.AreEqual(expected, string.Join(' ', config.ExposedPorts?.Keys ?? []));
        Assert.AreEqual(expected.Length > 0, generated.Files.Any(f => f.Path == "kubernetes/service.yaml"));
        if (expected.EndsWith("/tcp", StringComparison.Ordinal))
        {
            Assert.AreEqual("9000:tcp", config.Labels!["io.openshift.expose-services"]);
            Assert.Contains("| liveness | TCP connection, port 9000 |", generated.Texts.Single(t => t.Path == "SETTINGS.md").Content);
        }
    }

    [TestMethod]
    public void The_port_of_gRPCs_old_server_speaks_gRPC()
    {
        const string Library = """
            namespace Grpc.Core
            {
                public class ServerCredentials { public static ServerCredentials Insecure => null; }
                public class ServerPort { public ServerPort(string host, int port, ServerCredentials credentials) { } }
                public class Server { public System.Collections.Generic.List<ServerPort> Ports => null; public void Start() { } }
            }
            """;
        CodeFacts read = Compiled.CSharp(
            """
            var server = new Grpc.Core.Server();
            server.Ports.Add(new Grpc.Core.ServerPort("0.0.0.0", 9000, Grpc.Core.ServerCredentials.Insecure));
            server.Ports.Add(new Grpc.Core.ServerPort("localhost", 9001, Grpc.Core.ServerCredentials.Insecure));
            server.Start();
            await Task.Delay(-1);
            """,
            Library);
        (ExecutionConfig config, GeneratedManifests generated) = Publish(read, kind: ApplicationKind.Worker);
        Assert.AreEqual("9000/tcp", string.Join(' ', config.ExposedPorts!.Keys));
        Assert.Contains("| grpc | 9000 | 9000 | TCP |", generated.Texts.Single(t => t.Path == "SETTINGS.md").Content);
        Assert.Contains("kubernetes.io/h2c", OpenShift.NET.Sdk.Manifests.Yaml.YamlWriter.Write(generated.Files.Single(f => f.Path == "kubernetes/service.yaml")));
    }

    [TestMethod]
    public void A_gRPC_port_beside_one_of_HTTP_is_what_the_gRPC_probe_asks()
    {
        CodeFacts read = Read(
            """
            builder.WebHost.ConfigureKestrel(o =>
            {
                o.ListenAnyIP(5001, l => l.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2);
                o.ListenAnyIP(8081);
            });
            app.MapGrpcService<OwnHealth>();
            """,
            """
            class OwnHealth : Grpc.Health.V1.Health.HealthBase { }
            """,
            """
            namespace Grpc.Health.V1 { public static class Health { public abstract class HealthBase { } } }
            namespace Microsoft.AspNetCore.Builder { public static class GrpcEndpointRouteBuilderExtensions { public static object MapGrpcService<T>(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder b) where T : class => b; } }
            """);
        string page = Publish(read).Generated.Texts.Single(t => t.Path == "SETTINGS.md").Content;
        Assert.Contains("| grpc | 5001 | ", page);
        Assert.Contains("| http | 8081 | 80 |", page);
        Assert.Contains("| readiness | gRPC health, port 5001 |", page);
        Assert.Contains("| liveness | gRPC health, port 5001 |", page, "its own service calls nobody");
    }

    private static CodeFacts Read(string statements, string types = "", string? libraries = null)
    {
        int app = statements.IndexOf("app.", StringComparison.Ordinal);
        bool first = statements.StartsWith("builder.", StringComparison.Ordinal);
        string build = "var app = builder.Build();\n";
        string program = first && app > 0 ? statements.Insert(statements.LastIndexOf('\n', app) + 1, build) : first ? statements + build : build + statements;
        return Compiled.CSharp(
            $$"""
            var builder = WebApplication.CreateBuilder(args);
            {{program}}
            {{(statements.Contains("app.Run(", StringComparison.Ordinal) ? "" : "app.Run();")}}
            static class Ports { public static readonly int Own = 3000; }
            {{types}}
            """,
            libraries);
    }

    [TestMethod]
    [DataRow("""for (int i = 0; i < 2; i++) { Console.WriteLine(i); await Task.Delay(2000); }""", "Job")]
    [DataRow("""WebApplication.CreateBuilder(args).Build().Run();""", "Deployment Service Route")]
    [DataRow("""while (true) { Console.WriteLine("again"); await Task.Delay(2000); }""", "Deployment Service Route")]
    public void What_has_a_web_framework_by_a_package_and_serves_nothing_is_no_web_application(string program, string expected)
    {
        ProjectFacts facts = SampleInputs.Web("web", new() { Name = "web", Route = true }).Facts;
        facts = facts with { Application = facts.Application with { Kind = ApplicationKind.Web }, Image = facts.Image with { AppCommand = ["dotnet", "/app/web.dll"] } };
        CodeFacts code = Compiled.CSharp(program);
        IReadOnlyDictionary<string, string> settings = DeployedSettings.Of(facts, s_base);
        var image = new BaseImage("example.com/base:1", Digest.Of([1]), 0, new ImageConfig { Architecture = "amd64", Os = "linux", Config = s_base with { ExposedPorts = new Dictionary<string, EmptyObject> { ["8080/tcp"] = new() }.ToImmutableSortedDictionary() } });
        ImageConfig config = ConfigBuilder.Build(facts, image, EntryPointBuilder.Build(facts, s_base), [], new StartingCode(CodeListening.Of(code, settings), null));
        GeneratedManifests generated = ManifestGenerator.Generate(new ManifestInput(SettingsOfCode.Into(facts, code, settings), config, SampleInputs.Reference) { Code = CodeProbes.Of(code, settings) });
        string all = string.Concat(generated.Files.Select(OpenShift.NET.Sdk.Manifests.Yaml.YamlWriter.Write));
        Assert.AreEqual(expected, string.Join(' ', ((string[])["Job", "Deployment", "Service", "Route"]).Where(k => all.Contains($"kind: {k}\n", StringComparison.Ordinal))));
        Assert.AreEqual(expected == "Job", config.Config.ExposedPorts is null);
        Assert.AreEqual(expected != "Job", all.Contains("readinessProbe", StringComparison.Ordinal));
    }

    private (ExecutionConfig Config, GeneratedManifests Generated) Publish(CodeFacts code, string? variable = null, ApplicationKind kind = ApplicationKind.Web)
    {
        ProjectFacts facts = SampleInputs.Web("web", new() { Name = "web" }).Facts;
        facts = facts with
        {
            Application = facts.Application with { Kind = kind },
            Image = facts.Image with { Environment = variable is null ? [] : [new NamedValue(variable.Split('=')[0], variable.Split('=')[1])], AppCommand = ["dotnet", "/app/web.dll"] },
        };
        string[] set = [.. facts.Image.Environment.Select(v => $"{v.Name}={v.Value}")];
        ListeningCode listening = CodeListening.Of(code, DeployedSettings.Of(facts, s_base with { Env = [.. s_base.Env!.Value, .. set] }));
        ImagePorts ports = ImagePorts.Of(facts, s_base, listening);
        var image = new BaseImage("example.com/base:1", Digest.Of([1]), 0, new ImageConfig { Architecture = "amd64", Os = "linux", Config = s_base });
        ImageConfig config = ConfigBuilder.Build(facts, image, EntryPointBuilder.Build(facts, s_base), [], new StartingCode(listening, null));
        GeneratedManifests generated = ManifestGenerator.Generate(new ManifestInput(facts, config, SampleInputs.Reference) { Code = CodeProbes.Of(code, DeployedSettings.Of(facts, config.Config)) });
        Assert.AreEqual(ports.Exposed.Length, config.Config.ExposedPorts?.Count ?? 0);
        return (config.Config, generated);
    }
}
