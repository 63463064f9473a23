using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>From where each host takes where to listen, as running them on .NET 10 has shown.</summary>
[TestClass]
public sealed class CodeHostsTests
{
    private const string Everything = "AU AP AK DU DP U P K JU JP JK C";

    /// <summary>Code, and the sources by their short names: A is ASPNETCORE_, D is DOTNET_, J is appsettings.json, C the command line; U urls, P ports, K Kestrel's endpoints.</summary>
    public static IEnumerable<object[]> Hosts =>
    [
        ["WebApplication.Create(args).Run();", Everything],
        ["WebApplication.CreateBuilder(args).Build().Run();", Everything],
        ["WebApplication.CreateSlimBuilder(args).Build().Run();", Everything],
        ["WebApplication.CreateEmptyBuilder(new()).Build().Run();", ""],
        ["var b = WebApplication.CreateEmptyBuilder(new()); b.Configuration.AddEnvironmentVariables(\"ASPNETCORE_\"); b.Build().Run();", "AU AP"],
        ["var b = WebApplication.CreateEmptyBuilder(new()); b.Configuration.AddJsonFile(\"appsettings.json\").AddEnvironmentVariables(); b.Build().Run();", "U P JU JP"],
        ["var b = WebApplication.CreateBuilder(args); b.Configuration.Sources.Clear(); b.Build().Run();", "AU DU U JU C"],
        ["var b = WebApplication.CreateBuilder(args); b.Configuration.Sources.Clear(); b.Configuration.AddJsonFile(\"appsettings.json\"); b.Build().Run();", "AU DU U JU JP JK C"],
        ["var b = WebApplication.CreateBuilder(args); b.Configuration.Sources.Clear(); b.Configuration.AddEnvironmentVariables(\"ASPNETCORE_\"); b.Build().Run();", "AU AP AK DU U JU C"],
        ["var b = WebApplication.CreateBuilder(args); b.Host.ConfigureAppConfiguration(c => c.Sources.Clear()); b.Build().Run();", "AU DU U JU C"],
        ["var b = WebApplication.CreateBuilder(args); ((IConfigurationBuilder)b.Configuration).Sources.Clear(); b.Build().Run();", "AU DU U JU C"],
        ["Microsoft.AspNetCore.WebHost.CreateDefaultBuilder(args).Configure(a => a.UseRouting()).Build().Run();", "AU AK K JK C"],
        ["Microsoft.AspNetCore.WebHost.CreateDefaultBuilder<S>(args).Build().Run();", "AU AK K JK C"],
        ["Microsoft.AspNetCore.WebHost.CreateDefaultBuilder(args).UseConfiguration(new ConfigurationBuilder().AddJsonFile(\"appsettings.json\").AddEnvironmentVariables().Build()).Configure(a => a.UseRouting()).Build().Run();", "AU AK U K JU JK C"],
        ["Microsoft.AspNetCore.WebHost.CreateDefaultBuilder(args).ConfigureAppConfiguration((x, c) => c.Sources.Clear()).Configure(a => a.UseRouting()).Build().Run();", "AU"],
        ["new WebHostBuilder().UseKestrel().Configure(a => a.UseRouting()).Build().Run();", "AU"],
        ["new WebHostBuilder().UseKestrel().UseConfiguration(new ConfigurationBuilder().AddJsonFile(\"appsettings.json\").AddEnvironmentVariables().Build()).Configure(a => a.UseRouting()).Build().Run();", "AU U JU"],
        ["new WebHostBuilder().UseKestrel().ConfigureAppConfiguration(c => c.AddJsonFile(\"appsettings.json\").AddEnvironmentVariables()).Configure(a => a.UseRouting()).Build().Run();", "AU"],
        ["Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.Configure(a => a.UseRouting())).Build().Run();", Everything],
        ["Host.CreateDefaultBuilder(args).ConfigureWebHost(w => w.UseKestrel()).Build().Run();", "AU AP DU DP U P JU JP C"],
        ["new HostBuilder().ConfigureWebHostDefaults(w => w.UseStartup<S>()).Build().Run();", "AU AP AK"],
        ["new HostBuilder().ConfigureWebHost(w => w.UseKestrel()).Build().Run();", "AU AP"],
        ["new HostBuilder().ConfigureAppConfiguration(c => c.AddJsonFile(\"appsettings.json\").AddEnvironmentVariables()).ConfigureWebHostDefaults(w => w.UseStartup<S>()).Build().Run();", "AU AP AK U P K JU JP JK"],
        ["new HostBuilder().ConfigureHostConfiguration(c => c.AddEnvironmentVariables(\"DOTNET_\")).ConfigureWebHostDefaults(w => w.UseStartup<S>()).Build().Run();", "AU AP AK DU DP"],
        ["Host.CreateDefaultBuilder(args).ConfigureAppConfiguration(c => c.Sources.Clear()).ConfigureWebHostDefaults(w => w.UseStartup<S>()).Build().Run();", "AU DU"],
        ["Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.ConfigureAppConfiguration(c => c.Sources.Clear())).Build().Run();", "AU DU"],
        ["Host.CreateDefaultBuilder(args).ConfigureAppConfiguration(c => { c.Sources.Clear(); c.AddJsonFile(\"appsettings.json\").AddEnvironmentVariables(); }).ConfigureWebHostDefaults(w => w.UseStartup<S>()).Build().Run();", "AU DU U P K JU JP JK"],
        ["Host.CreateDefaultBuilder(args).ConfigureHostConfiguration(c => c.Sources.Clear()).ConfigureWebHostDefaults(w => w.UseStartup<S>()).Build().Run();", "AU AP AK U P K"],
        ["Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.UseStartup<S>()).ConfigureHostConfiguration(c => c.Sources.Clear()).Build().Run();", "AU U P K"],
        ["Hosts.Build(args).Run();", "AU AK K JK C"],
    ];

    [TestMethod]
    [DynamicData(nameof(Hosts))]
    public void A_host_reads_what_it_was_seen_to_read(string program, string expected)
    {
        CodeHost host = CodeHosts.Find(Compile(program)).Single();
        Assert.AreEqual(expected, string.Join(' ', Short(host.Reads)), host.Api);
        Assert.IsFalse(host.MayReadMore);
    }

    [TestMethod]
    public void Hosts_without_a_server_are_none()
    {
        Assert.IsEmpty(CodeHosts.Find(Compile("Host.CreateApplicationBuilder(args).Build().Run();")));
        Assert.IsEmpty(CodeHosts.Find(Compile("Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true }).Build().Run();")));
        Assert.AreEqual(ListeningSources.All, CodeHosts.Sources(Compile("Host.CreateDefaultBuilder(args).Build().Run();")));
    }

    [TestMethod]
    public void A_source_that_is_not_known_is_said()
    {
        Assert.IsTrue(CodeHosts.Find(Compile("new WebHostBuilder().UseConfiguration(new ConfigurationBuilder().AddJsonFile(\"hosting.json\").Build()).Build().Run();")).Single().MayReadMore);
        Assert.IsTrue(CodeHosts.Find(Compile("var b = WebApplication.CreateBuilder(args); b.Configuration.Sources.Clear(); b.Configuration.AddEnvironmentVariables(\"SHOP_\"); b.Build().Run();")).Single().MayReadMore);
    }

    private static CodeFacts Compile(string program) => Compiled.CSharp(
        program + """

        public sealed class S { public void Configure(IApplicationBuilder app) => app.UseRouting(); }
        public static class Hosts { public static IWebHost Build(string[] args) => Microsoft.AspNetCore.WebHost.CreateDefaultBuilder(args).UseStartup<S>().Build(); }
        """);

    private static IEnumerable<string> Short(ListeningSources sources) => ((ListeningSources Source, string Name)[])
    [
        (ListeningSources.AspNetCoreUrls, "AU"), (ListeningSources.AspNetCorePorts, "AP"), (ListeningSources.AspNetCoreEndpoints, "AK"), (ListeningSources.DotnetUrls, "DU"), (ListeningSources.DotnetPorts, "DP"),
        (ListeningSources.Urls, "U"), (ListeningSources.Ports, "P"), (ListeningSources.Endpoints, "K"), (ListeningSources.FileUrls, "JU"), (ListeningSources.FilePorts, "JP"), (ListeningSources.FileEndpoints, "JK"), (ListeningSources.CommandLine, "C"),
    ] is var all ? all.Where(s => sources.HasFlag(s.Source)).Select(static s => s.Name) : [];
}
