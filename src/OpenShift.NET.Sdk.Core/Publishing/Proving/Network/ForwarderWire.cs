using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>
/// What is spoken on a forwarder's unix socket. One request a connection, a line of ASCII: <c>connect ADDRESS PORT</c> or <c>listens PORT</c>. The answer is a line with a
/// number: 0, or the <see cref="SocketError"/> that connecting came to (10061: connection refused). After a 0 to <c>connect</c> the two connections are one, byte by
/// byte in both directions, each end closed as the other one is. <c>listens</c> asks, without connecting, whether anything listens on a TCP port of the network.
/// </summary>
internal static class ForwarderWire
{
    private const int LongestLine = 80;

    /// <summary>A request to connect.</summary>
    public static byte[] Connect(IPAddress address, int port) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"connect {address} {port}\n"));

    /// <summary>A question whether a port is listened on.</summary>
    public static byte[] Listens(int port) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"listens {port}\n"));

    /// <summary>An answer.</summary>
    public static byte[] Answer(SocketError error) => Encoding.ASCII.GetBytes(((int)error).ToString(CultureInfo.InvariantCulture) + "\n");

    /// <summary>Reads a request; the address is <see langword="null"/> for a question. <see langword="null"/> when it is none.</summary>
    public static (IPAddress? Address, int Port)? ReadRequest(string line) => line.Split(' ') switch
    {
        ["connect", var address, var port] when IPAddress.TryParse(address, out IPAddress? to) && Port(port) is { } number => (to, number),
        ["listens", var port] when Port(port) is { } number => (null, number),
        _ => null,
    };

    /// <summary>Reads an answer.</summary>
    public static SocketError ReadAnswer(string? line) =>
        int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? (SocketError)number : SocketError.ConnectionReset;

    /// <summary>Reads a line, and not a byte more; <see langword="null"/> when the other end closes before or the line is longer than any that is spoken.</summary>
    public static async ValueTask<string?> ReadLineAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] line = new byte[LongestLine];
        for (int length = 0; length < line.Length; length++)
        {
            if (await socket.ReceiveAsync(line.AsMemory(length, 1), SocketFlags.None, cancellationToken).ConfigureAwait(false) == 0)
            {
                return null;
            }

            if (line[length] == (byte)'\n')
            {
                return Encoding.ASCII.GetString(line, 0, length);
            }
        }

        return null;
    }

    private static int? Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= ushort.MaxValue ? port : null;
}
