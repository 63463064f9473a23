using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Credentials;
using OpenShift.NET.Sdk.Registries.Transport;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

/// <summary>Opens our client for fake registries.</summary>
internal sealed record Client
{
    public string[] Insecure { get; init; } = [];

    public ICredentialSource Credentials { get; init; } = FakeCredentials.None;

    public RegistryDirection Direction { get; init; } = RegistryDirection.Push;

    public FakeEnvironment Environment { get; init; } = new();

    public RegistryLimits Limits { get; init; } = new();

    public IProgress<string>? Notices { get; init; }

    /// <summary>The real clock instead of the quick one.</summary>
    public bool RealTime { get; init; }

    public QuickTime Time { get; init; } = new();

    /// <summary>Which server stands for which host.</summary>
    public Dictionary<string, FakeServer> Hosts { get; init; } = [];

    public X509Certificate2? Authority { get; init; }

    public IRegistry Open(FakeServer server) => Open(server.Authority);

    public IRegistry Open(string registry) => RegistryFactory.Create(
        registry,
        Insecure,
        Direction,
        Environment,
        Credentials,
        new RegistryConnections { Connect = Hosts.Count == 0 ? null : ConnectAsync, Authority = Authority },
        Limits,
        RealTime ? TimeProvider.System : Time,
        Notices);

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        int port = Hosts.TryGetValue(host.Host, out FakeServer? server) ? server.Port : throw new SocketException((int)SocketError.HostNotFound);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
