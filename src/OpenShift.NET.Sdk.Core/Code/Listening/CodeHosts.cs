using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Listening;

/// <summary>
/// The hosts with a web server that the code builds, and from where each takes where to listen. Found by running them on .NET 10; the sources of .NET 8 and 9 are the same in this
/// (<c>HTTP_PORTS</c> came with .NET 8, to <c>WebApplication</c> and the generic host only). A is <c>ASPNETCORE_</c>, D is <c>DOTNET_</c>; "ports" are <c>HTTP_PORTS</c>, "Kestrel" is <c>Kestrel:Endpoints</c>.
/// <code>
/// host                                            A urls  A ports  A Kestrel  D urls  D ports  URLS  HTTP_PORTS  Kestrel__  json urls  json ports  json Kestrel
/// WebApplication.Create, CreateBuilder, -Slim       x       x         x         x       x       x       x           x          x          x           x
///   Configuration.Sources.Clear()                   x       -         -         x       -       x       -           -          x          -           -
/// WebApplication.CreateEmptyBuilder                 -       -         -         -       -       -       -           -          -          -           -
///   AddEnvironmentVariables("ASPNETCORE_")          x       x         -         -       -       -       -           -          -          -           -
///   AddEnvironmentVariables(), AddJsonFile          -       -         -         -       -       x       x           -          x          x           -
/// Host.CreateDefaultBuilder, -WebHostDefaults       x       x         x         x       x       x       x           x          x          x           x
///   ConfigureWebHost without defaults               x       x         -         x       x       x       x           -          x          x           -
///   ConfigureAppConfiguration, Sources.Clear()      x       -         -         x       -       -       -           -          -          -           -
/// new HostBuilder, ConfigureWebHostDefaults         x       x         x         -       -       -       -           -          -          -           -
/// WebHost.CreateDefaultBuilder                      x       -         x         -       -       -       -           x          -          -           x
///   UseConfiguration(environment, json)             x       -         x         -       -       x       -           x          x          -           x
///   ConfigureAppConfiguration, Sources.Clear()      x       -         -         -       -       -       -           -          -          -           -
/// new WebHostBuilder                                x       -         -         -       -       -       -           -          -          -           -
///   UseConfiguration(environment, json)             x       -         -         -       -       x       -           -          x          -           -
/// </code>
/// What the code adds to cleared settings comes back. The hosts of <c>Host.CreateApplicationBuilder</c> have no server.
/// </summary>
public static class CodeHosts
{
    private const string Configuration = "Microsoft.Extensions.Configuration.";
    private const string Hosting = "Microsoft.Extensions.Hosting.";
    private const ListeningSources Cleared = ListeningSources.AspNetCoreUrls | ListeningSources.DotnetUrls;
    private const ListeningSources AllEndpoints = ListeningSources.AspNetCoreEndpoints | ListeningSources.Endpoints | ListeningSources.FileEndpoints;

    private static readonly KnownApi[] s_web =
    [
        "Microsoft.AspNetCore.Builder.WebApplication::Create",
        "Microsoft.AspNetCore.Builder.WebApplication::CreateBuilder",
        "Microsoft.AspNetCore.Builder.WebApplication::CreateSlimBuilder",
        "Microsoft.AspNetCore.Builder.WebApplication::CreateEmptyBuilder",
        "Microsoft.AspNetCore.WebHost::CreateDefaultBuilder",
        "Microsoft.AspNetCore.WebHost::Start",
        "Microsoft.AspNetCore.WebHost::StartWith",
        "Microsoft.AspNetCore.Hosting.WebHostBuilder::.ctor",
        Hosting + "GenericHostBuilderExtensions::ConfigureWebHostDefaults",
        Hosting + "GenericHostWebHostBuilderExtensions::ConfigureWebHost",
    ];

    private const string HostBuilder = Hosting + "IHostBuilder";
    private const string ApplicationBuilder = Hosting + "HostApplicationBuilder";
    private const string ApplicationBuilderInterface = Hosting + "IHostApplicationBuilder";

    private static readonly KnownApi[] s_generic = [Hosting + "Host::Create*", Hosting + "HostBuilder::.ctor"];

    private static readonly KnownApi[] s_runs = [Hosting + "HostingAbstractionsHostExtensions::Run*", Hosting + "HostingAbstractionsHostExtensions::WaitForShutdown*", Hosting + "HostingHostBuilderExtensions::RunConsoleAsync"];

    // What serves without a host of ASP.NET Core's own.
    private static readonly KnownApi[] s_servers =
    [
        "Microsoft.AspNetCore.Builder.*::*", "Microsoft.AspNetCore.Hosting.*::*", "Microsoft.AspNetCore.Server.*::*", "System.Net.HttpListener::*", "System.Net.Sockets.TcpListener::*", "System.Net.Sockets.Socket::Bind",
        "Grpc.Core.Server*::*", "EmbedIO.*::*", "Nancy.*::*", "Suave.*::*", "Giraffe.*::*", "Saturn.*::*", "ServiceStack.*::*", "WireMock.*::*",
    ];

    // What builds a host, takes part in one, or loads what might.
    private static readonly KnownApi[] s_hosting =
        [Hosting + "*::*", "Microsoft.AspNetCore.*::*", "System.Runtime.Loader.AssemblyLoadContext::Load*", "System.Reflection.Assembly::Load*", "System.Reflection.Assembly::UnsafeLoadFrom"];

    // Libraries that build no host.
    private static readonly string[] s_hostless =
    [
        "System.", "Microsoft.Extensions.", "Microsoft.CSharp.", "Microsoft.FSharp.", "Microsoft.VisualBasic.", "Microsoft.Win32.", "Microsoft.CodeAnalysis.", "Microsoft.EntityFrameworkCore.", "Microsoft.Data.", "Newtonsoft.Json.", "Dapper.", "Npgsql.",
        "MySql", "MongoDB.", "StackExchange.Redis.", "RabbitMQ.Client.", "Confluent.Kafka.", "Polly.", "RestSharp.", "CsvHelper.", "YamlDotNet.", "Serilog.", "NLog.", "CommandLine.", "FluentMigrator.", "DbUp.", "EvolveDb.",
    ];

    // Whose extensions of a host's builder add no web server.
    private static readonly string[] s_knownExtensions =
        ["Microsoft.", "Serilog.", "NLog.", "Autofac.", "Orleans.", "MassTransit.", "NServiceBus.", "Wolverine.", "OpenTelemetry.", "Quartz.", "Hangfire.", "Lamar.", "Dapr.", "Rebus.", "Akka.", "Azure.", "Elastic.", "Sentry.", "Topshelf."];

    private static readonly KnownApi s_clear = "System.Collections.Generic.ICollection`1::Clear";
    private static readonly KnownApi s_useConfiguration = "Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions::UseConfiguration";
    private static readonly KnownApi s_kestrelSection = "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions::Configure";

    private static readonly KnownApi[] s_sources =
    [
        Configuration + "EnvironmentVariablesExtensions::AddEnvironmentVariables",
        Configuration + "JsonConfigurationExtensions::AddJson*",
        Configuration + "IniConfigurationExtensions::Add*",
        Configuration + "XmlConfigurationExtensions::Add*",
        Configuration + "KeyPerFileConfigurationBuilderExtensions::Add*",
        Configuration + "AzureAppConfigurationExtensions::Add*",
        Configuration + "MemoryConfigurationBuilderExtensions::AddInMemoryCollection",
        Configuration + "ChainedBuilderExtensions::AddConfiguration",
        Configuration + "CommandLineConfigurationExtensions::AddCommandLine",
        Configuration + "IConfigurationBuilder::Add",
    ];

    /// <summary>The hosts that run in an image as it comes, in the order of the code.</summary>
    public static ImmutableArray<CodeHost> Find(CodeFacts code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return [.. code.CallsTo(s_web.AsSpan()).Where(static c => c.InProduction).Select(c => Host(code, c))];
    }

    /// <summary>From where any of the hosts takes where to listen; from everywhere when the code builds none that is known.</summary>
    public static ListeningSources Sources(CodeFacts code)
    {
        ImmutableArray<CodeHost> hosts = Find(code);
        return hosts.IsEmpty ? ListeningSources.All : hosts.Aggregate(ListeningSources.None, static (all, host) => all | host.Reads);
    }

    /// <summary>
    /// Whether the program runs a host that has no web server: one of the generic kind, and nothing in its code, nor a library it hands the builder of the host to, could add one. The project's kind is no sign of it,
    /// as workers are made with the SDK for the web too.
    /// </summary>
    public static bool HasNoServer(CodeFacts code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.IsReadWhole
            && code.CallsTo(s_generic.AsSpan()).Any(static c => c.InProduction) && code.CallsTo(s_runs.AsSpan()).Any(static c => c.InProduction)
            && !code.NamedMethods.Any(m => (s_web.Any(w => w.Matches(m.Type, m.Method)) || s_servers.Any(w => w.Matches(m.Type, m.Method))) && !StandsAside(code, m))
            && code.Calls.All(static c => c.ParameterTypes is not [HostBuilder or ApplicationBuilder or ApplicationBuilderInterface, ..] || s_knownExtensions.Any(n => c.Type.StartsWith(n, StringComparison.Ordinal)))
            && !code.Packages.Any(static p => p.Name.StartsWith("Microsoft.Azure.Functions.", StringComparison.OrdinalIgnoreCase) || p.Name.StartsWith("Microsoft.Azure.WebJobs", StringComparison.OrdinalIgnoreCase));
    }

    // Code that workers share with web applications (Aspire's service defaults) names what maps endpoints, in methods that a worker has no application for.
    private static bool StandsAside(CodeFacts code, (string Type, string Method) named)
    {
        CodeCall[] calls = code.IsComplete ? [.. code.Calls.Where(c => c.Type == named.Type && c.Method == named.Method)] : [];
        return calls.Length > 0 && !Array.Exists(calls, static c => c.Reachable);
    }

    /// <summary>
    /// Whether the program surely builds no host, though it may be compiled against what hosts are made of: all of its code was read and names nothing of hosting; and its libraries could build none for it,
    /// as only the abstractions came with a package, or as it uses none that could.
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="application">What the program runs on.</param>
    internal static bool BuildsNone(CodeFacts code, ApplicationFacts application)
    {
        if (!code.IsReadWhole || code.NamedMethods.Any(static m => s_hosting.Any(h => h.Matches(m.Type, m.Method))))
        {
            return false;
        }

        HashSet<string> own = [.. code.Types.Select(static t => t.Name)];
        bool hasOnlyAbstractions = application is { Kind: not ApplicationKind.Web } && !application.Frameworks.Contains("Microsoft.AspNetCore.App", StringComparer.OrdinalIgnoreCase)
            && code.HasPackage("Microsoft.Extensions.Hosting.Abstractions") && !code.HasPackage("Microsoft.Extensions.Hosting") && !code.HasPackage("Microsoft.AspNetCore.Hosting");
        return hasOnlyAbstractions || code.NamedMethods.All(m => own.Contains(m.Type.EndsWith("[]", StringComparison.Ordinal) ? m.Type[..^2] : m.Type) || s_hostless.Any(p => m.Type.StartsWith(p, StringComparison.Ordinal)));
    }

    /// <summary>Whether the program runs a host of the generic kind, and none of ASP.NET Core's.</summary>
    internal static bool RunsServices(CodeFacts code) =>
        code.CallsTo(s_generic.AsSpan()).Any(static c => c.InProduction) && code.CallsTo(s_runs.AsSpan()).Any(static c => c.InProduction) && Find(code).IsEmpty;

    private static CodeHost Host(CodeFacts code, CodeCall call)
    {
        (string Api, ListeningSources Reads) made = call.Method switch
        {
            ".ctor" => ("new WebHostBuilder", ListeningSources.AspNetCoreUrls),
            "CreateEmptyBuilder" => ("WebApplication.CreateEmptyBuilder", ListeningSources.None),
            "Create" or "CreateBuilder" or "CreateSlimBuilder" => ("WebApplication." + call.Method, ListeningSources.All),
            "ConfigureWebHostDefaults" or "ConfigureWebHost" => Generic(call),
            _ => ("WebHost." + call.Method, ListeningSources.AspNetCoreUrls | AllEndpoints | ListeningSources.CommandLine),
        };
        bool isWebHost = call.Method == ".ctor" || call.Type == "Microsoft.AspNetCore.WebHost";
        bool loadsEndpoints = made.Reads.HasFlag(ListeningSources.AspNetCoreEndpoints) || code.CallsTo(s_kestrelSection).Any(static c => c.InProduction);
        object? root = RootOf(call);
        ListeningSources reads = made.Reads;
        string api = made.Api;
        if (code.CallsTo(s_clear).FirstOrDefault(c => IsSources(c.Receiver) && Belongs(c)) is { } clear)
        {
            reads = ClearedBy(call, clear, reads, isWebHost);
            api += " and clears its configuration sources";
        }

        bool more = false;
        foreach (CodeCall source in code.CallsTo(s_sources.AsSpan()).Where(Belongs))
        {
            (ListeningSources Adds, bool Unknown) added = Added(source);
            // The old host takes addresses from the host's settings alone, which only UseConfiguration changes.
            reads |= added.Adds & (isWebHost ? AllEndpoints : ListeningSources.All) & (loadsEndpoints ? ListeningSources.All : ~AllEndpoints);
            more |= added.Unknown && !isWebHost;
        }

        foreach (CodeCall use in isWebHost ? code.CallsTo(s_useConfiguration).Where(Belongs) : [])
        {
            CodeCall[] sources = use.Argument(1) is ResultValue built ? [.. code.CallsTo(s_sources.AsSpan()).Where(c => Shares(c, built.Call))] : [];
            more |= sources.Length == 0;
            foreach (CodeCall source in sources)
            {
                (ListeningSources Adds, bool Unknown) added = Added(source);
                reads |= added.Adds & (ListeningSources.AspNetCoreUrls | ListeningSources.DotnetUrls | ListeningSources.Urls | ListeningSources.FileUrls | ListeningSources.CommandLine);
                more |= added.Unknown;
            }
        }

        return new CodeHost(api, reads, call) { MayReadMore = more, SettingsOutweighUseUrls = call.Type.StartsWith(Hosting, StringComparison.Ordinal) };

        // A change whose host cannot be told is taken for one of every host.
        bool Belongs(CodeCall change) => change.InProduction && RootOf(change) is var of && (of is null || root is null || of.Equals(root)) && !IsBuilderOfItsOwn(change);
    }

    private static (string Api, ListeningSources Reads) Generic(CodeCall call)
    {
        bool defaults = call.Method == "ConfigureWebHostDefaults";
        ListeningSources endpoints = defaults ? ListeningSources.None : AllEndpoints;
        return call.Chain().Last().Subject is ObjectValue { Type: Hosting + "HostBuilder" }
            ? ($"new HostBuilder().{call.Method}", (ListeningSources.AspNetCoreUrls | ListeningSources.AspNetCorePorts | ListeningSources.AspNetCoreEndpoints) & ~endpoints)
            : ($"Host.CreateDefaultBuilder().{call.Method}", ListeningSources.All & ~endpoints);
    }

    private static ListeningSources ClearedBy(CodeCall host, CodeCall clear, ListeningSources reads, bool isWebHost)
    {
        CodeCall? configures = clear.Chain().FirstOrDefault(static c => c.Method is "ConfigureHostConfiguration" or "ConfigureAppConfiguration");
        if (configures?.Method == "ConfigureHostConfiguration")
        {
            // What is configured before ConfigureWebHostDefaults adds its variables clears less than what comes behind.
            ListeningSources left = host.Chain().Contains(configures) ? ListeningSources.AspNetCorePorts | ListeningSources.AspNetCoreEndpoints : ListeningSources.None;
            return reads & (ListeningSources.AspNetCoreUrls | ListeningSources.Urls | ListeningSources.Ports | ListeningSources.Endpoints | left);
        }

        return reads & (isWebHost ? ListeningSources.AspNetCoreUrls
            : host.Type.StartsWith(Hosting, StringComparison.Ordinal) ? Cleared
            : Cleared | ListeningSources.Urls | ListeningSources.FileUrls | ListeningSources.CommandLine);
    }

    private static (ListeningSources Adds, bool Unknown) Added(CodeCall source)
    {
        switch (source.Method)
        {
            case "AddEnvironmentVariables":
                string? prefix = source.Arguments.Length == 1 || source.Argument(1) is ConstantValue { Value: null } ? "" : source.Argument(1).Text;
                return prefix?.ToUpperInvariant() switch
                {
                    "" => (ListeningSources.Urls | ListeningSources.Ports | ListeningSources.Endpoints, false),
                    "ASPNETCORE_" => (ListeningSources.AspNetCoreUrls | ListeningSources.AspNetCorePorts | ListeningSources.AspNetCoreEndpoints, false),
                    "DOTNET_" => (ListeningSources.DotnetUrls | ListeningSources.DotnetPorts, false),
                    _ => (ListeningSources.None, true),
                };
            case "AddJsonFile" when source.Arguments.Select(static a => a is TextValue t ? t.Prefix : a.Text).FirstOrDefault(static t => t is not null) is { } file
                && file[(file.LastIndexOf('/') + 1)..].StartsWith("appsettings", StringComparison.OrdinalIgnoreCase):
                return (ListeningSources.FileUrls | ListeningSources.FilePorts | ListeningSources.FileEndpoints, false);
            case "AddCommandLine":
                return (ListeningSources.CommandLine, false);
            default:
                return (ListeningSources.None, true);
        }
    }

    private static bool IsSources(CodeValue? value) => value is ResultValue { Call: { Method: "get_Sources" } };

    private static bool Shares(CodeCall a, CodeCall b) => RootOf(a) is { } root && root.Equals(RootOf(b));

    // new ConfigurationBuilder() is somebody's own until UseConfiguration hands it over.
    private static bool IsBuilderOfItsOwn(CodeCall change) => change.Chain().Last().Subject is ObjectValue { Type: Configuration + "ConfigurationBuilder" };

    // What a chain of builders began with: the call that made the host, or the object.
    private static object? RootOf(CodeCall call)
    {
        CodeCall last = call.Chain().Last();
        return last.Subject switch
        {
            ObjectValue made => made.Type,
            _ when last.Method == ".ctor" => last.Type,
            _ when last.Type.StartsWith("Microsoft.", StringComparison.Ordinal) => last,
            _ => null,
        };
    }
}
