using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Ports of clusters: those of Akka.NET and Orleans, which no configuration of ASP.NET Core knows.</summary>
[TestClass]
public sealed class CodeSocketsTests
{
    [TestMethod]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting("0.0.0.0", 4053));""", "4053")]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting(b.Configuration["Host"], b.Configuration.GetValue<int>("Port", 7919)));""", "7919")]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting(new RemoteOptions { HostName = "0.0.0.0", Port = 4055 }));""", "4055")]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting("127.0.0.1", 4053));""", "4053 loopback")]
    [DataRow("""b.Services.AddAkka("shop", a => a.WithRemoting("0.0.0.0"));""", "")]
    [DataRow("""b.UseOrleans(s => s.UseKubernetesHosting());""", "11111 30000")]
    [DataRow("""b.UseOrleans(s => s.ConfigureEndpoints(11112, 30001));""", "11112 30001")]
    [DataRow("""b.UseOrleans(s => s.ConfigureEndpoints(siloPort: 11112, gatewayPort: 0));""", "11112")]
    [DataRow("""b.UseOrleans(s => s.ConfigureEndpoints(b.Configuration.GetValue("Silo", 11113), 30001));""", "11113 30001")]
    [DataRow("""b.UseOrleans(s => s.UseLocalhostClustering());""", "")]
    [DataRow("""if (b.Environment.IsDevelopment()) { b.UseOrleans(s => { }); }""", "")]
    public void Members_of_a_cluster_listen(string code, string expected)
    {
        CodeFacts facts = Compiled.Application([("/src/App/Program.cs", $$"""
            using Akka.Hosting;
            using Akka.Remote.Hosting;
            using Orleans.Hosting;
            var b = WebApplication.CreateBuilder(args);
            {{code}}
            b.Build().Run();
            """)], ["Akka", "Orleans"]);
        Assert.AreEqual(expected, string.Join(' ', CodeSockets.Find(facts, new Dictionary<string, string>()).Select(static p => p.Number + (p.LoopbackOnly ? " loopback" : ""))));
    }
}
