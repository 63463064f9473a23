using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Publishing.Proving.Linux;

/// <summary>The network that this process is in, which in a pod all containers have in common.</summary>
internal static class OwnNetwork
{
    /// <summary>The address others call, that of IPv4 where there are both; the loopback address where there is no other.</summary>
    public static IPAddress Address() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(static n => n.OperationalStatus == OperationalStatus.Up && n.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(static n => n.GetIPProperties().UnicastAddresses)
            .Select(static a => a.Address)
            .Where(static a => a is { AddressFamily: AddressFamily.InterNetwork } or { AddressFamily: AddressFamily.InterNetworkV6, IsIPv6LinkLocal: false })
            .MinBy(static a => a.AddressFamily == AddressFamily.InterNetworkV6) ?? IPAddress.Loopback;

    /// <summary>Connects to a port of this network.</summary>
    /// <param name="port">The port.</param>
    /// <param name="loopback">Whether to 127.0.0.1 rather than to the address others call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<Stream> ConnectAsync(int port, bool loopback, CancellationToken cancellationToken)
    {
        IPAddress address = loopback ? IPAddress.Loopback : Address();
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
