using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>
/// Connects what is outside of a network namespace with what is inside: it runs inside, and is spoken to through a unix socket, which has its place in the file system and
/// not in a network (<see cref="ForwarderWire"/>).
/// </summary>
internal sealed class ForwarderServer : IDisposable
{
    // How long a container waits at most for a neighbour that has begun to listen.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private readonly ForwarderOptions _options;
    private readonly Socket _requests;
    private readonly Socket? _names;

    /// <summary>Sets up the network and begins to listen.</summary>
    /// <exception cref="SocketException">A socket cannot be had.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The network cannot be set up.</exception>
    public ForwarderServer(ForwarderOptions options)
    {
        _options = options;
        if (options.Own is not null)
        {
            NetworkInterface.SetUp(options.Own);
        }

        if (options.Names is not null)
        {
            _names = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            _names.Bind(new IPEndPoint(IPAddress.Loopback, NameServer.Port));
        }

        _requests = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _requests.Bind(new UnixDomainSocketEndPoint(options.Socket));
        _requests.Listen(128);
    }

    /// <summary>Serves until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IEnumerable<Task> all = _options.Links.Select(l => LinkAsync(l, cancellationToken)).Append(ServeAsync(_requests, AnswerAsync, cancellationToken));
        if (_names is not null)
        {
            all = all.Append(NameServer.RunAsync(_names, _options.Names!, cancellationToken));
        }

        try
        {
            await Task.WhenAll(all).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is its end.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _requests.Dispose();
        _names?.Dispose();
    }

    private static async Task ServeAsync(Socket listener, Func<Socket, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        while (true)
        {
            Socket socket = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
            _ = OneAsync(socket);
        }

        async Task OneAsync(Socket socket)
        {
            try
            {
                await serve(socket, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                Relay.Break(socket);
            }
        }
    }

    private static async Task AnswerAsync(Socket socket, CancellationToken cancellationToken)
    {
        string? line = await ForwarderWire.ReadLineAsync(socket, cancellationToken).ConfigureAwait(false);
        if (line is null || ForwarderWire.ReadRequest(line) is not { } request)
        {
            socket.Dispose();
            return;
        }

        if (request.Address is null)
        {
            await socket.SendAsync(ForwarderWire.Answer(IsListenedOn(request.Port) ? SocketError.Success : SocketError.ConnectionRefused), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            socket.Dispose();
            return;
        }

        var inside = new Socket(request.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            inside.NoDelay = true;
            await inside.ConnectAsync(new IPEndPoint(request.Address, request.Port), cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            inside.Dispose();
            await socket.SendAsync(ForwarderWire.Answer(e.SocketErrorCode), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            socket.Dispose();
            return;
        }

        await socket.SendAsync(ForwarderWire.Answer(SocketError.Success), SocketFlags.None, cancellationToken).ConfigureAwait(false);
        await Relay.RunAsync(socket, inside).ConfigureAwait(false);
    }

    // The file shows the namespace of the process that reads it.
    private static bool IsListenedOn(int port)
    {
        foreach (string file in (string[])["/proc/self/net/tcp", "/proc/self/net/tcp6"])
        {
            try
            {
                if (ListeningSockets.Read(File.ReadAllText(file)).Any(s => s.Port == port))
                {
                    return true;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A kernel without IPv6.
            }
        }

        return false;
    }

    // As long as the neighbour does not listen, nobody does here: a connection is refused then as it would be by the neighbour itself.
    private static async Task LinkAsync(ForwardedLink link, CancellationToken cancellationToken)
    {
        while (!await ForwarderClient.ListensAsync(link.Socket, link.Target.Port, cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }

        using var listener = new Socket(link.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(link.Listen);
        listener.Listen(128);
        await ServeAsync(
            listener,
            async (socket, token) =>
            {
                socket.NoDelay = true;
                await Relay.RunAsync(socket, await ForwarderClient.ConnectSocketAsync(link.Socket, link.Target.Address, link.Target.Port, token).ConfigureAwait(false)).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }
}
