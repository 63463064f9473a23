using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>Stands before a registry and counts the bytes a publish sends to it and gets from it.</summary>
internal sealed class CountingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private long _sent;
    private long _received;

    public CountingProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public string Host => $"localhost:{Port}";

    /// <summary>The bytes sent since the last call.</summary>
    public long TakeSent() => Interlocked.Exchange(ref _sent, 0);

    /// <summary>The bytes received since the last call.</summary>
    public long TakeReceived() => Interlocked.Exchange(ref _received, 0);

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream(), true), CopyAsync(server.GetStream(), client.GetStream(), false));
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool count)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer)) > 0)
            {
                Interlocked.Add(ref count ? ref _sent : ref _received, read);

                await to.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // One side closed the connection.
        }
    }
}
