using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Stands before a registry on the loopback address and counts what goes through, headers, bodies, everything; as fast as it can, or as a slower link would.</summary>
internal sealed class CountingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Link? _link;
    private readonly LinkDirection? _there;
    private readonly LinkDirection? _back;
    private long _up;
    private long _down;

    /// <param name="target">The registry's port.</param>
    /// <param name="link">The link to it; <see langword="null"/> for none.</param>
    public CountingProxy(int target, Link? link = null)
    {
        _target = target;
        _link = link;
        (_there, _back) = link is null ? (null, null) : (new LinkDirection(link), new LinkDirection(link));
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The registry's name for clients.</summary>
    public string Host => FormattableString.Invariant($"localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>What went through since the last call.</summary>
    public Traffic Take() => new(Interlocked.Exchange(ref _up, 0), Interlocked.Exchange(ref _down, 0));

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
            if (_link is not null)
            {
                await Task.Delay(_link.RoundTrip, _stop.Token).ConfigureAwait(false);
            }

            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token).ConfigureAwait(false);
            await Task.WhenAll(
                CopyAsync(client, server, _there, up: true),
                CopyAsync(server, client, _back, up: false)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One side has gone; the other finds out by itself.
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, LinkDirection? direction, bool up)
    {
        if (direction is null)
        {
            byte[] buffer = new byte[128 * 1024];
            int length;
            while ((length = await from.GetStream().ReadAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0)
            {
                Count(length, up);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _stop.Token).ConfigureAwait(false);
            }
        }
        else
        {
            var sent = Channel.CreateUnbounded<(byte[] Bytes, long Arrival)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
            Task arriving = ArriveAsync(sent.Reader, to, up);
            try
            {
                await SendAsync(from, sent.Writer, direction, arriving).ConfigureAwait(false);
            }
            finally
            {
                sent.Writer.Complete();
            }

            await arriving.ConfigureAwait(false);
        }

        to.Client.Shutdown(SocketShutdown.Send);
    }

    // What is on its way is bounded by the link: nothing is read before the link is nearly free for it.
    private async Task SendAsync(TcpClient from, ChannelWriter<(byte[] Bytes, long Arrival)> sent, LinkDirection direction, Task arriving)
    {
        byte[] buffer = new byte[32 * 1024];
        int length;
        while (!arriving.IsCompleted && (length = await from.GetStream().ReadAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0)
        {
            (long arrival, long next) = direction.Take(length);
            await sent.WriteAsync((buffer[..length], arrival), _stop.Token).ConfigureAwait(false);
            await LinkDirection.UntilAsync(next, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task ArriveAsync(ChannelReader<(byte[] Bytes, long Arrival)> sent, TcpClient to, bool up)
    {
        await foreach ((byte[] bytes, long arrival) in sent.ReadAllAsync(_stop.Token).ConfigureAwait(false))
        {
            await LinkDirection.UntilAsync(arrival, _stop.Token).ConfigureAwait(false);
            Count(bytes.Length, up);
            await to.GetStream().WriteAsync(bytes, _stop.Token).ConfigureAwait(false);
        }
    }

    private void Count(int bytes, bool up) => Interlocked.Add(ref up ? ref _up : ref _down, bytes);
}
