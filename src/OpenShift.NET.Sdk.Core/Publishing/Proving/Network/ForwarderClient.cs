using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>Speaks to a forwarder.</summary>
internal static class ForwarderClient
{
    /// <summary>Connects to a port in the forwarder's network.</summary>
    /// <exception cref="SocketException">What connecting there came to; connection refused also when there is no forwarder any more.</exception>
    public static async Task<Stream> ConnectAsync(string forwarder, IPAddress address, int port, CancellationToken cancellationToken) =>
        new NetworkStream(await ConnectSocketAsync(forwarder, address, port, cancellationToken).ConfigureAwait(false), ownsSocket: true);

    /// <summary>Connects to a port in the forwarder's network.</summary>
    /// <exception cref="SocketException">As above.</exception>
    public static async Task<Socket> ConnectSocketAsync(string forwarder, IPAddress address, int port, CancellationToken cancellationToken)
    {
        Socket socket = await AskAsync(forwarder, ForwarderWire.Connect(address, port), cancellationToken).ConfigureAwait(false);
        SocketError answer;
        try
        {
            answer = ForwarderWire.ReadAnswer(await ForwarderWire.ReadLineAsync(socket, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (answer == SocketError.Success)
        {
            return socket;
        }

        socket.Dispose();
        throw new SocketException((int)answer);
    }

    /// <summary>Whether anything listens on a TCP port in the forwarder's network; not when there is no forwarder yet.</summary>
    public static async Task<bool> ListensAsync(string forwarder, int port, CancellationToken cancellationToken)
    {
        try
        {
            using Socket socket = await AskAsync(forwarder, ForwarderWire.Listens(port), cancellationToken).ConfigureAwait(false);
            return ForwarderWire.ReadAnswer(await ForwarderWire.ReadLineAsync(socket, cancellationToken).ConfigureAwait(false)) == SocketError.Success;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<Socket> AskAsync(string forwarder, byte[] request, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(forwarder), cancellationToken).ConfigureAwait(false);
            await socket.SendAsync(request, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException)
        {
            // The place of the socket is empty or nobody listens there: nobody is in that network.
            socket.Dispose();
            throw new SocketException((int)SocketError.ConnectionRefused);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
