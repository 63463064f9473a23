using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Listening;

/// <summary>The ports that code opens without ASP.NET Core, as workers do: sockets of the class library, gRPC's old server, servers of metrics.</summary>
public static class CodeSockets
{
    private const string Sockets = "System.Net.Sockets.";

    private static readonly KnownApi[] s_opening =
    [
        Sockets + "TcpListener::.ctor",
        Sockets + "TcpListener::Create",
        Sockets + "UdpClient::.ctor",
        Sockets + "Socket::Bind",
        "System.Net.HttpListenerPrefixCollection::Add",
        "Grpc.Core.ServerPort::.ctor",
        "Prometheus.MetricServer::.ctor",
        "Prometheus.KestrelMetricServer::.ctor",
        "Prometheus.KestrelMetricServerOptions::set_Port",
        "Akka.Remote.Hosting.AkkaRemoteHostingExtensions::WithRemoting",
        "Akka.Remote.Hosting.RemoteOptions::set_Port",
    ];

    // A silo of Orleans opens two ports, one for the other silos and one for clients; these where nothing else is said.
    private const int SiloPort = 11111;
    private const int GatewayPort = 30000;

    private static readonly KnownApi[] s_silos =
    [
        "Microsoft.Extensions.Hosting.OrleansSiloGenericHostExtensions::UseOrleans",
        "Microsoft.Extensions.Hosting.GenericHostExtensions::UseOrleans",
        "Orleans.Hosting.*::UseOrleans",
    ];

    private static readonly KnownApi[] s_siloPorts = ["Orleans.Hosting.EndpointOptionsExtensions::ConfigureEndpoints", "Orleans.Configuration.EndpointOptions::set_*"];

    // A cluster of one machine listens on its loopback address.
    private static readonly KnownApi[] s_loopbackSilos = ["Orleans.Hosting.*::UseLocalhostClustering", "Orleans.Hosting.*::UseDevelopmentClustering"];

    private static readonly KnownApi s_clusters = "Orleans.Hosting.*::Use*";

    private static readonly KnownApi s_listen = Sockets + "Socket::Listen";

    /// <summary>The ports, those of the loopback address too; ordered by number.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key.</param>
    public static ImmutableArray<PortFact> Find(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(settings);
        string environment = HostEnvironmentName.Of(settings);
        IReadOnlyDictionary<string, string> demanded = CodeSettings.WithDemanded(code, settings);
        var ports = new List<PortFact>();
        foreach (CodeCall call in code.CallsTo(s_opening.AsSpan()).Where(c => c.Reachable && c.Environment.RunsIn(environment) && CodeListening.MayRun(c, environment, demanded)))
        {
            string api = call.Method == ".ctor" ? "new " + call.Type[(call.Type.LastIndexOf('.') + 1)..] : call.Type[(call.Type.LastIndexOf('.') + 1)..] + "." + call.Method;
            string source = call.Place is { } place ? string.Create(CultureInfo.InvariantCulture, $"{api} in {Path.GetFileName(place.File)}:{place.Line}") : api;
            ports.AddRange(Of(code, call, settings, source));
        }

        ports.AddRange(Silo(code, settings, demanded, environment));

        return [.. ports.OrderBy(static p => p.Number).ThenBy(static p => p.Protocol, StringComparer.Ordinal).ThenBy(static p => p.LoopbackOnly).DistinctBy(static p => (p.Number, p.Protocol))];
    }

    private static IEnumerable<PortFact> Silo(CodeFacts code, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> demanded, string environment)
    {
        bool Runs(CodeCall call) => call.Reachable && call.Environment.RunsIn(environment) && CodeListening.MayRun(call, environment, demanded);

        // Of two ways to form a cluster the running program takes one: that of a cluster, in a cluster.
        if (code.CallsTo(s_silos).FirstOrDefault(Runs) is not { } silo || (code.CallsTo(s_loopbackSilos).Any(Runs) && !code.CallsTo(s_clusters).Any(c => Runs(c) && c.Method.EndsWith("Clustering", StringComparison.Ordinal) && !Array.Exists(s_loopbackSilos, l => l.Matches(c)))))
        {
            yield break;
        }

        CodeValue siloPort = new ConstantValue(SiloPort), gatewayPort = new ConstantValue(GatewayPort);
        foreach (CodeCall call in code.CallsTo(s_siloPorts).Where(Runs))
        {
            if (call.Method == "set_SiloPort")
            {
                siloPort = call.Argument(0);
            }
            else if (call.Method == "set_GatewayPort")
            {
                gatewayPort = call.Argument(0);
            }
            else if (call.ParameterTypes.IndexOf("System.Int32") is > 0 and var index)
            {
                (siloPort, gatewayPort) = (call.Argument(index), call.Argument(index + 1));
            }
        }

        string source = silo.Place is { } place ? string.Create(CultureInfo.InvariantCulture, $"UseOrleans in {Path.GetFileName(place.File)}:{place.Line}") : "UseOrleans";
        foreach (int number in new[] { siloPort, gatewayPort }.SelectMany(v => CodeListening.Settled(v, settings)).Select(v => NumberOf(v, settings)).OfType<int>().Where(static n => n is >= 1 and <= 65535))
        {
            yield return new PortFact(number, "tcp", source, LoopbackOnly: false);
        }
    }

    /// <summary>Whether an address is the container's own.</summary>
    internal static bool IsLoopback(CodeValue? address) => address switch
    {
        StaticFieldValue { Name: "Loopback" or "IPv6Loopback" } => true,
        ResultValue { Call: { Type: "System.Net.IPAddress", Method: "Parse" } parse } => IsLoopback(parse.Argument(0)),
        ConstantValue { Value: string text } => text is "localhost" or "::1" or "[::1]" || text.StartsWith("127.", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>A port's number; <see langword="null"/> when it cannot be told.</summary>
    internal static int? NumberOf(CodeValue value, IReadOnlyDictionary<string, string> settings) =>
        (int?)value.Number ?? (Routes.Resolve(value, settings) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : null);

    private static IEnumerable<PortFact> Of(CodeFacts code, CodeCall call, IReadOnlyDictionary<string, string> settings, string source)
    {
        if (call.Method == "Add")
        {
            return Routes.Resolve(call.Argument(0), settings) is { } prefix && ListeningPorts.TryReadAddress(prefix, source, out PortFact? port) && port is not null ? [port] : [];
        }

        string protocol = call.Type == Sockets + "UdpClient" ? "udp" : "tcp";
        CodeValue? host = null;
        CodeValue number;
        if (call.Method == "Bind")
        {
            // One that is only bound is a client's, or takes datagrams.
            bool datagrams = call.Receiver is ObjectValue socket && socket.Arguments.Any(static a => a.Number == 17);
            if (call.Argument(0) is not ObjectValue { Type: "System.Net.IPEndPoint", Arguments: [var on, var at] } || (!datagrams && !code.CallsTo(s_listen).Any(static c => c.InProduction)))
            {
                return [];
            }

            (host, number, protocol) = (on, at, datagrams ? "udp" : "tcp");
        }
        else if (call.Method == "WithRemoting")
        {
            // The name before it is the one under which the others reach it.
            int index = call.ParameterTypes.IndexOf("System.Nullable`1");
            (host, number) = (call.ArgumentOf("System.String"), index < 0 ? CodeValue.Unknown : call.Argument(index));
        }
        else if (call.Method == "set_Port")
        {
            number = call.Argument(0);
        }
        else if (call.Argument(0) is ObjectValue { Type: "System.Net.IPEndPoint", Arguments: [var address, var portOfEndpoint] })
        {
            (host, number) = (address, portOfEndpoint);
        }
        else
        {
            int index = call.ParameterTypes.IndexOf("System.Int32");
            host = index == 1 || (call.Type.StartsWith("Prometheus.", StringComparison.Ordinal) && call.ParameterTypes is ["System.String", ..]) ? call.Argument(0) : null;
            number = index < 0 ? CodeValue.Unknown : call.Argument(index);
        }

        return CodeListening.Settled(number, settings).Select(v => NumberOf(v, settings)).Where(static n => n is >= 1 and <= 65535)
            .Select(n => new PortFact(n!.Value, protocol, source, IsLoopback(host)));
    }
}
