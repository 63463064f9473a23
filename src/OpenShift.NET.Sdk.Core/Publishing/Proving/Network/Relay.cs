using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>Makes two connections one.</summary>
internal static class Relay
{
    /// <summary>Copies both ways until both ends are closed or one breaks; then both are.</summary>
    public static async Task RunAsync(Socket one, Socket other)
    {
        using (one)
        using (other)
        {
            await Task.WhenAll(CopyAsync(one, other), CopyAsync(other, one)).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[32 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false)) > 0)
            {
                for (int sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None).ConfigureAwait(false);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Who closed without a word is answered in kind on the other side, and nothing waits for the other direction.
            Break(from);
            Break(to);
        }
    }

    /// <summary>Closes a connection so that the other end sees that it broke.</summary>
    public static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A unix socket has no such thing, a closed one needs none.
        }

        socket.Dispose();
    }
}
