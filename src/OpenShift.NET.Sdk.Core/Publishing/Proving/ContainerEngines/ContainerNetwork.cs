using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving.Network;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>The way into a container's network.</summary>
/// <param name="manner">How the engine works here.</param>
/// <param name="socket">Path of the forwarder's socket.</param>
/// <param name="own">The container's address in the scene.</param>
/// <param name="neighbours">The containers it reaches.</param>
internal sealed class ContainerNetwork(EngineManner manner, string socket, IPAddress own, ImmutableArray<Neighbour> neighbours) : IAsyncDisposable
{
    // A program that publishes a port accepts a connection first and asks the container then; it closes when nobody is there.
    private static readonly TimeSpan ClosedBy = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _entering = new(1);
    private Forwarder? _forwarder;

    /// <summary>Address in the engine's own network; <see langword="null"/> without one.</summary>
    public string? EngineAddress { get; set; }

    /// <summary>Published ports: of the container, and of this machine.</summary>
    public IReadOnlyDictionary<int, int> PublishedPorts { get; set; } = new Dictionary<int, int>();

    /// <summary>Whether a socket was not made by the container: those of the forwarder for its neighbours, and that of docker's name server.</summary>
    public static bool IsOwn(ListeningSocket listening) => listening.Address.StartsWith("127.128.", StringComparison.Ordinal) || listening.Address == "127.0.0.11";

    /// <summary>Enters the network, before anything runs in it.</summary>
    /// <exception cref="OpenShiftException">OSC0094: the forwarder does not start.</exception>
    public async Task EnterAsync(int process, CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, IPAddress>.Builder names = ImmutableDictionary.CreateBuilder<string, IPAddress>(StringComparer.OrdinalIgnoreCase);
        ImmutableArray<ForwardedLink>.Builder forwarded = ImmutableArray.CreateBuilder<ForwardedLink>();
        foreach (Neighbour neighbour in neighbours)
        {
            if (neighbour.CableAddress is { } far)
            {
                names[neighbour.Name] = far;
                continue;
            }

            // The address of a neighbour is one of the loopback range here: it needs no setting up, and is neither 127.0.0.1 nor the container's own.
            byte[] bytes = neighbour.Address.GetAddressBytes();
            var here = new IPAddress([127, 128, bytes[2], bytes[3]]);
            names[neighbour.Name] = here;
            forwarded.AddRange(neighbour.Ports.Select(p => new ForwardedLink(new IPEndPoint(here, p), new IPEndPoint(neighbour.Address, p), neighbour.Socket)));
        }

        await StartAsync(process, new ForwarderOptions { Socket = socket, Own = own, Names = names.ToImmutable(), Links = forwarded.ToImmutable() }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Connects to a port of the container.</summary>
    /// <param name="process">Its first process; 0 when it has ended.</param>
    /// <param name="port">The port.</param>
    /// <param name="loopback">Whether to 127.0.0.1 instead of the container's address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public async Task<Stream> ConnectAsync(int process, int port, bool loopback, CancellationToken cancellationToken)
    {
        if (manner.Network == SceneNetworkKind.Forwarded || loopback)
        {
            await EnterLaterAsync(process, cancellationToken).ConfigureAwait(false);
            return await ForwarderClient.ConnectAsync(socket, loopback ? IPAddress.Loopback : own, port, cancellationToken).ConfigureAwait(false);
        }

        return manner.Network == SceneNetworkKind.Addresses && IPAddress.TryParse(EngineAddress, out IPAddress? address)
            ? await ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false)
            : manner.Network == SceneNetworkKind.PublishedPorts && PublishedPorts.TryGetValue(port, out int published)
                ? await RequireOpenAsync(await ConnectAsync(new IPEndPoint(IPAddress.Loopback, published), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
                : throw new SocketException((int)SocketError.ConnectionRefused);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_forwarder is not null)
        {
            await _forwarder.DisposeAsync().ConfigureAwait(false);
        }

        _entering.Dispose();
    }

    // Where the engine makes the network, it is entered only when somebody asks for the loopback address.
    private async Task EnterLaterAsync(int process, CancellationToken cancellationToken)
    {
        if (_forwarder is not null)
        {
            return;
        }

        await _entering.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_forwarder is null)
            {
                if (process == 0 || manner.Enter(process) is null)
                {
                    throw new SocketException((int)SocketError.ConnectionRefused);
                }

                await StartAsync(process, new ForwarderOptions { Socket = socket }, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _entering.Release();
        }
    }

    private async Task StartAsync(int process, ForwarderOptions options, CancellationToken cancellationToken)
    {
        ImmutableArray<string> enter = manner.Enter(process) ?? throw EngineScene.Failure(manner, "has networks that cannot be entered", "it takes root or podman without root");
        ImmutableArray<string> program = ForwarderProgram.Find() ?? throw EngineScene.Failure(manner, "has networks that cannot be entered", "the forwarder is not beside this program");
        // That of a container of this name that has ended.
        File.Delete(socket);
        _forwarder = await Forwarder.StartAsync(enter, program, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<NetworkStream> ConnectAsync(IPEndPoint end, CancellationToken cancellationToken)
    {
        var connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await connection.ConnectAsync(end, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static async Task<Stream> RequireOpenAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ClosedBy);
        try
        {
            byte[] first = new byte[1];
            if (await stream.Socket.ReceiveAsync(first, SocketFlags.Peek, limit.Token).ConfigureAwait(false) == 0)
            {
                throw new SocketException((int)SocketError.ConnectionRefused);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It waits for a request: somebody is there.
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return stream;
    }
}
