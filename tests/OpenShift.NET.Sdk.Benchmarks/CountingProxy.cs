using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Stands before a registry on the loopback address and counts what clients send: headers, bodies, everything.</summary>
internal sealed class CountingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private long _sent;

    public CountingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The registry's name for clients.</summary>
    public string Host => FormattableString.Invariant($"localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Bytes clients have sent since the last call.</summary>
    public long Take() => Interlocked.Exchange(ref _sent, 0);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient _ = client;
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token).ConfigureAwait(false);
            await Task.WhenAll(
                CopyAsync(client, server, count: true),
                CopyAsync(server, client, count: false)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One side has gone; the other finds out by itself.
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool count)
    {
        byte[] buffer = new byte[128 * 1024];
        int length;
        while ((length = await from.GetStream().ReadAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0)
        {
            if (count)
            {
                Interlocked.Add(ref _sent, length);
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _stop.Token).ConfigureAwait(false);
        }

        to.Client.Shutdown(SocketShutdown.Send);
    }
}
