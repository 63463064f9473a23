using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1402_NoLocalhostDependency;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines;

/// <summary>OSC1402 where a project gives an address to another of the application's projects, whose client nobody knows.</summary>
[TestClass]
public sealed class OwnLibraryAddressTests
{
    private const string Library = """
        namespace Bus;
        public interface ICluster { ICluster WithBrokers(IEnumerable<string> brokers); ICluster WithName(string name); }
        public class Cluster : ICluster
        {
            private List<string> _brokers = [];
            private string? _name;
            public ICluster WithBrokers(IEnumerable<string> brokers) { _brokers = brokers.ToList(); return this; }
            public ICluster WithName(string name) { _name = name; return this; }
            public void ListenOn(string address) => _name = address;
            public void AllowOrigins(string url) => _name = url;
            public void RedirectTo(string url) => _name = url;
            public void AddSwaggerServer(string url) => _name = url;
            public void Connect(string address) => _name = address;
        }
        public static class Setup { public static void AddBus(this IServiceCollection services, Action<ICluster> configure) { var cluster = new Cluster(); configure(cluster); services.AddSingleton<ICluster>(cluster); } }
        """;

    [TestMethod]
    public void A_broker_on_this_machine_is_found() => Assert.AreEqual(
        """
        Connect names localhost:5672, which in a pod is the pod itself, in a literal that no deployment can change
        WithBrokers names localhost:9092, which in a pod is the pod itself, in a literal that no deployment can change
        WithBrokers names localhost:9094, which in a pod is the pod itself, in a literal that no deployment can change
        """,
        Judge("""
            using Bus;
            var services = new ServiceCollection();
            services.AddBus(bus => bus.WithName("localhost:1").WithBrokers(new[] { "localhost:9092" }).WithBrokers(["localhost:9094"]));
            new Cluster().Connect("localhost:5672");
            """));

    [TestMethod]
    public void What_listens_allows_documents_or_comes_from_settings_is_not() => Assert.AreEqual(
        "",
        Judge("""
            using Bus;
            var builder = WebApplication.CreateBuilder(args);
            var cluster = new Cluster();
            cluster.ListenOn("localhost:9092");
            cluster.AllowOrigins("http://localhost:4200");
            cluster.RedirectTo("http://localhost:4200/signed-in");
            cluster.AddSwaggerServer("http://localhost:5000");
            cluster.Connect(builder.Configuration["Bus"]!);
            cluster.WithBrokers(["kafka:9092"]);
            cluster.Connect("localhost");
            if (builder.Environment.IsDevelopment()) { cluster.WithBrokers(["localhost:9092"]); }
            Own.Connect("localhost:9093");
            builder.Build().Run();
            static class Own { public static string? Last; public static void Connect(string address) => Last = address; }
            """));

    private static string Judge(string program)
    {
        CodeFacts code = Compiled.CSharp(program, ownLibrary: Library);
        Publication like = RuleCase.Parse("").Build();
        var publication = new Publication { Project = like.Project, Manifest = like.Manifest, Config = like.Config, Base = like.Base, Files = like.Files, Code = code };
        return string.Join('\n', new NoLocalhostDependency().Check(publication).Where(static f => f.Outcome == Outcome.Violation).Select(static f => f.Where.Text.Split(' ')[^1] + " " + f.Seen));
    }
}
