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
        "System.Net.Quic.QuicListenerOptions::set_ListenEndPoint",
        "System.Net.HttpListenerPrefixCollection::Add",
        "Grpc.Core.ServerPort::.ctor",
        "Prometheus.MetricServer::.ctor",
        "Prometheus.KestrelMetricServer::.ctor",
        "Prometheus.KestrelMetricServerOptions::set_Port",
        "Akka.Remote.Hosting.AkkaRemoteHostingExtensions::WithRemoting",
        "Akka.Remote.Hosting.RemoteOptions::set_Port",
        "Proto.Remote.*::BindTo*",
        "Bedrock.Framework.SocketsServerBuilder::Listen*",
        "WatsonTcp.WatsonTcpServer::.ctor",
        "WatsonWebserver.Server::.ctor",
        "WatsonWebserver.Core.WebserverSettings::.ctor",
        "SuperSimpleTcp.SimpleTcpServer::.ctor",
        "DotNetty.Transport.Bootstrapping.*::BindAsync",
        "MQTTnet.Server.MqttServerOptionsBuilder::WithDefaultEndpoint",
        "MQTTnet.Server.MqttServerOptionsBuilder::WithDefaultEndpointPort",
    ];

    // Servers that are given an address as a text, or several.
    private static readonly KnownApi[] s_addressed =
    [
        "EmbedIO.WebServer::.ctor",
        "EmbedIO.WebServerOptions::AddUrlPrefix",
        "EmbedIO.WebServerOptionsBaseExtensions::WithUrlPrefix*",
        "EmbedIO.WebServerOptionsExtensions::WithUrlPrefix*",
        "Fleck.WebSocketServer::.ctor",
        "Nancy.Hosting.Self.NancyHost::.ctor",
        "ServiceStack.ServiceStackHost::Start",
        "ServiceStack.AppSelfHostBase::Start",
        "NetMQ.NetMQSocket::Bind",
        "NetMQ.Sockets.ResponseSocket::.ctor",
        "NetMQ.Sockets.PublisherSocket::.ctor",
        "NetMQ.Sockets.RouterSocket::.ctor",
        "NetMQ.Sockets.PullSocket::.ctor",
    ];

    // Where a broker listens when nothing else is said.
    private const int MqttPort = 1883;

    private static readonly KnownApi s_mqttPort = "MQTTnet.Server.MqttServerOptionsBuilder::WithDefaultEndpointPort";
    private static readonly KnownApi s_mqttDefault = "MQTTnet.Server.MqttServerOptionsBuilder::WithDefaultEndpoint";
    private static readonly KnownApi[] s_mqttHosts = ["MQTTnet.Server.MqttServerOptionsBuilder::WithDefaultEndpointBoundIPAddress"];

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
    public static ImmutableArray<PortFact> Find(CodeFacts code, IReadOnlyDictionary<string, string> settings) => [.. Opened(code, settings).Select(static o => o.Port)];

    /// <summary>The same, each with the call that opens it.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key.</param>
    public static ImmutableArray<(PortFact Port, CodeCall Call)> Opened(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        string environment = HostEnvironmentName.Of(settings);
        IReadOnlyDictionary<string, string> demanded = CodeSettings.WithDemanded(code, settings);
        var ports = new List<(PortFact Port, CodeCall Call)>();
        foreach (CodeCall call in Opening(code, settings))
        {
            ports.AddRange(Of(code, call, settings, Source(call)).Where(static o => o.Port is not null).Select(o => (o.Port!, call)));
        }

        ports.AddRange(Silo(code, settings, demanded, environment));

        return [.. ports.OrderBy(static p => p.Port.Number).ThenBy(static p => p.Port.Protocol, StringComparer.Ordinal).ThenBy(static p => p.Port.LoopbackOnly).DistinctBy(static p => (p.Port.Number, p.Port.Protocol))];
    }

    /// <summary>The calls that open a port whose number cannot be told, on more than the loopback address as far as is known; each as <c>new TcpListener in Program.cs:4</c>.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key.</param>
    public static ImmutableArray<string> NotUnderstood(CodeFacts code, IReadOnlyDictionary<string, string> settings) =>
        [.. Opening(code, settings).Where(c => Of(code, c, settings, "").Any(static o => o is { Port: null, LoopbackOnly: false })).Select(Source).Distinct()];

    private static IEnumerable<CodeCall> Opening(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(settings);
        string environment = HostEnvironmentName.Of(settings);
        IReadOnlyDictionary<string, string> demanded = CodeSettings.WithDemanded(code, settings);
        return code.CallsTo([.. s_opening, .. s_addressed]).Where(c => c.Reachable && c.Environment.RunsIn(environment) && CodeListening.MayRun(c, environment, demanded));
    }

    private static string Source(CodeCall call)
    {
        string api = call.Method == ".ctor" ? "new " + call.Type[(call.Type.LastIndexOf('.') + 1)..] : call.Type[(call.Type.LastIndexOf('.') + 1)..] + "." + call.Method;
        return call.Place is { } place ? string.Create(CultureInfo.InvariantCulture, $"{api} in {Path.GetFileName(place.File)}:{place.Line}") : api;
    }

    private static IEnumerable<(PortFact Port, CodeCall Call)> Silo(CodeFacts code, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> demanded, string environment)
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
            yield return (new PortFact(number, "tcp", source, LoopbackOnly: false), silo);
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

    // new IPEndPoint(address, port), IPEndPoint.Parse("127.0.0.1:9000"), new DnsEndPoint("localhost", 9000)
    private static (CodeValue Host, CodeValue Port)? EndPointOf(CodeValue value) => value switch
    {
        ObjectValue { Type: "System.Net.IPEndPoint" or "System.Net.DnsEndPoint", Arguments: [var host, var port, ..] } => (host, port),
        ResultValue { Call: { Type: "System.Net.IPEndPoint", Method: "Parse" } parse } when parse.Argument(0).Text is { } text && text.LastIndexOf(':') is > 0 and var colon => (new ConstantValue(text[..colon]), new ConstantValue(text[(colon + 1)..])),
        _ => null,
    };

    // The first text, a list of texts, or an address made of one; NetMQ's own sign for "bind" is an @.
    private static IEnumerable<Socket> Addressed(CodeCall call, IReadOnlyDictionary<string, string> settings, string source)
    {
        bool binds = call.Type.StartsWith("NetMQ.", StringComparison.Ordinal);
        IEnumerable<CodeValue> given = call.Arguments.SelectMany(static IEnumerable<CodeValue> (a) => a switch
        {
            ArrayValue array => array.Items,
            ObjectValue { Type: "System.Uri", Arguments: [var text, ..] } => [text],
            _ => [a],
        }).SelectMany(v => CodeListening.Settled(v, settings));
        foreach (CodeValue one in given)
        {
            if (Routes.Resolve(one, settings) is not { } text)
            {
                // NetMQ's constructors make clients as well; what is null, or no text, is no address.
                if (call.ParameterTypes.Contains("System.String") && one is not ConstantValue && !(binds && call.Method == ".ctor"))
                {
                    yield return Socket.NotUnderstood;
                }

                continue;
            }

            if (binds && call.Method == ".ctor" && !text.StartsWith('@'))
            {
                continue;
            }

            // ws://127.0.0.1:8181 and tcp://127.0.0.1:5555 are written as addresses of HTTP are; inproc:// and ipc:// have no port.
            int scheme = text.IndexOf("://", StringComparison.Ordinal);
            string? web = scheme < 0 ? null : text[..scheme].TrimStart('@', '>').ToLowerInvariant() switch { "http" or "ws" => "http", "https" or "wss" => "https", "tcp" when text.LastIndexOf(':') > scheme => "http", _ => null };
            if (web is not null && ListeningPorts.TryReadAddress(web + text[scheme..], source, out PortFact? port) && port is not null)
            {
                yield return new Socket(port, port.LoopbackOnly);
            }
        }
    }

    /// <summary>A port's number; <see langword="null"/> when it cannot be told.</summary>
    internal static int? NumberOf(CodeValue value, IReadOnlyDictionary<string, string> settings) =>
        (int?)value.Number ?? (Routes.Resolve(value, settings) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : null);

    private static IEnumerable<Socket> Of(CodeFacts code, CodeCall call, IReadOnlyDictionary<string, string> settings, string source)
    {
        if (call.Method == "Add")
        {
            return Routes.Resolve(call.Argument(0), settings) is not { } prefix ? [Socket.NotUnderstood]
                : ListeningPorts.TryReadAddress(prefix, source, out PortFact? port) && port is not null ? [new Socket(port, port.LoopbackOnly)] : [];
        }

        if (Array.Exists(s_addressed, a => a.Matches(call)))
        {
            return Addressed(call, settings, source);
        }

        string protocol = call.Type == Sockets + "UdpClient" || call.Method == "set_ListenEndPoint" ? "udp" : "tcp";
        CodeValue? host = null;
        CodeValue number;
        if (call.Method is "Bind" or "set_ListenEndPoint")
        {
            // One that is only bound is a client's, or takes datagrams.
            bool datagrams = call.Method != "Bind" || (call.Receiver is ObjectValue socket && socket.Arguments.Any(static a => a.Number == 17));
            if (!datagrams && !code.CallsTo(s_listen).Any(static c => c.InProduction))
            {
                return [];
            }

            if (EndPointOf(call.Argument(0)) is not var (on, at))
            {
                return IsOtherThanPort(call.Argument(0)) ? [] : [Socket.NotUnderstood];
            }

            (host, number, protocol) = (on, at, datagrams ? "udp" : "tcp");
        }
        else if (call.Type.StartsWith("MQTTnet.", StringComparison.Ordinal))
        {
            // The port alone opens nothing, and says which one the default endpoint opens.
            CodeCall[] own = [.. code.CallsTo(s_mqttPort).Where(static c => c.InProduction)];
            if (call.Method == "WithDefaultEndpointPort" ? !code.CallsTo(s_mqttDefault).Any(static c => c.InProduction) : own.Length > 0)
            {
                return [];
            }

            host = code.CallsTo(s_mqttHosts.AsSpan()).FirstOrDefault(static c => c.InProduction)?.Argument(0);
            number = call.Method == "WithDefaultEndpointPort" ? call.Argument(0) : new ConstantValue(MqttPort);
        }
        else if (call.Method is "BindToLocalhost" or "ListenLocalhost")
        {
            (host, number) = (new ConstantValue("localhost"), call.ArgumentOf("System.Int32"));
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
        else if (EndPointOf(call.Argument(0)) is var (address, portOfEndpoint))
        {
            (host, number) = (address, portOfEndpoint);
        }
        else if (call.ParameterTypes is ["System.Net.IPEndPoint"])
        {
            return [Socket.NotUnderstood];
        }
        else if (call is { Type: Sockets + "UdpClient", ParameterTypes: ["System.String", ..] or not [.., "System.Int32"] and not ["System.Int32", ..] })
        {
            // A client: of a peer that it names, or on a port that the system chooses.
            return [];
        }
        else
        {
            // BindToAllInterfaces(advertisedHost, port): the name before the port is the one under which the others reach it.
            int index = call.ParameterTypes.IndexOf("System.Int32");
            host = (index == 1 && call.Method != "BindToAllInterfaces") || (call.Type.StartsWith("Prometheus.", StringComparison.Ordinal) && call.ParameterTypes is ["System.String", ..]) ? call.Argument(0) : null;
            number = index < 0 ? CodeValue.Unknown : call.Argument(index);
        }

        // A server that is given no port at all is told elsewhere.
        bool isLoopback = IsLoopback(host);
        return number == CodeValue.Unknown && !call.ParameterTypes.Any(static p => p is "System.Int32" or "System.Nullable`1" or "System.Net.EndPoint" or "System.Net.IPEndPoint") ? []
            : CodeListening.Settled(number, settings).Select(v => NumberOf(v, settings)).Where(static n => n is null or (>= 1 and <= 65535))
                .Select(n => new Socket(n is { } known ? new PortFact(known, protocol, source, isLoopback) : null, isLoopback));
    }

    // new UnixDomainSocketEndPoint("/run/app.sock")
    private static bool IsOtherThanPort(CodeValue endPoint) => endPoint is ObjectValue { Type: not ("System.Net.IPEndPoint" or "System.Net.DnsEndPoint") };

    /// <summary>What a call opens.</summary>
    /// <param name="Port">The port; <see langword="null"/> when it cannot be told.</param>
    /// <param name="LoopbackOnly">Whether it is known to be for the container itself alone.</param>
    private readonly record struct Socket(PortFact? Port, bool LoopbackOnly)
    {
        public static readonly Socket NotUnderstood = new(null, false);
    }
}
