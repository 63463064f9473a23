using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>Stands before a registry and does to each exchange what the plan says.</summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly FaultPlan _plan;

    public FaultProxy(int target, FaultPlan plan)
    {
        _target = target;
        _plan = plan;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Host => string.Create(CultureInfo.InvariantCulture, $"localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How often each fault was done.</summary>
    public ConcurrentDictionary<Fault, int> Done { get; } = new();

    /// <summary>Faults done so far.</summary>
    public int Total => Done.Values.Sum();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
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
            // The proxy was stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient connection = client;
        client.NoDelay = true;
        try
        {
            using var upstream = new TcpClient { NoDelay = true };
            await upstream.ConnectAsync(IPAddress.Loopback, _target, _stop.Token).ConfigureAwait(false);
            Stream near = client.GetStream(), far = upstream.GetStream();
            while (await ExchangeAsync(client, near, far).ConfigureAwait(false))
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; a killed publish, for example.
        }
    }

    private async Task<bool> ExchangeAsync(TcpClient client, Stream near, Stream far)
    {
        if (await HttpHead.ReadAsync(near, _stop.Token).ConfigureAwait(false) is not { } request)
        {
            return false;
        }

        (Fault fault, uint detail) = _plan.Next(request.Method, request.Path);
        fault = Fitting(fault, request);
        if (fault != Fault.None)
        {
            _ = Done.AddOrUpdate(fault, 1, static (_, count) => count + 1);
        }

        switch (fault)
        {
            case Fault.ResetBefore:
                Reset(client);
                return false;
            case Fault.EarlyAnswer:
                await near.WriteAsync("HTTP/1.1 503 Early\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token).ConfigureAwait(false);
                return false;
        }

        byte[] body = await request.ReadBodyAsync(near, _stop.Token).ConfigureAwait(false);
        string? instead = fault switch
        {
            Fault.ServerError => $"{500 + (detail % 3 == 1 ? 2 : detail % 3 == 2 ? 3 : 0)} Broken\r\nContent-Length: 0",
            Fault.TooMany => "429 Slow\r\nRetry-After: 1\r\nContent-Length: 0",
            Fault.LoginPage => "200 OK\r\nContent-Type: text/html\r\nContent-Length: 13",
            Fault.Denied => "403 No\r\nContent-Length: 0",
            _ => null,
        };
        if (instead is not null)
        {
            string page = fault == Fault.LoginPage && request.Method != "HEAD" ? "<html></html>" : "";
            await near.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {instead}\r\n\r\n{page}"), _stop.Token).ConfigureAwait(false);
            return true;
        }

        await far.WriteAsync(request.Bytes, _stop.Token).ConfigureAwait(false);
        await far.WriteAsync(fault == Fault.HalfRequest ? body.AsMemory(0, body.Length / 2) : body, _stop.Token).ConfigureAwait(false);
        if (fault == Fault.HalfRequest || await HttpHead.ReadAsync(far, _stop.Token).ConfigureAwait(false) is not { } answer)
        {
            Reset(client);
            return false;
        }

        byte[] content = request.Method == "HEAD" ? [] : await answer.ReadBodyAsync(far, _stop.Token).ConfigureAwait(false);
        switch (fault)
        {
            case Fault.ResetAfter:
                Reset(client);
                return false;
            case Fault.WrongByte when content.Length > 0:
                content[(int)(detail % (uint)content.Length)] ^= 0x20;
                break;
            case Fault.WrongDigest:
                answer = answer.With("Docker-Content-Digest", "sha256:" + new string('0', 64));
                break;
            case Fault.Stall:
                await Task.Delay((int)(detail % 1500), _stop.Token).ConfigureAwait(false);
                break;
        }

        await near.WriteAsync(answer.Bytes, _stop.Token).ConfigureAwait(false);
        int length = fault == Fault.HalfAnswer ? (int)(detail % (uint)Math.Max(content.Length, 1)) : content.Length;
        await near.WriteAsync(content.AsMemory(0, length), _stop.Token).ConfigureAwait(false);
        return fault != Fault.HalfAnswer;
    }

    // A fault that the exchange gives no occasion for becomes one that it does.
    private static Fault Fitting(Fault fault, HttpHead request) => fault switch
    {
        Fault.HalfRequest or Fault.EarlyAnswer when request.Length == 0 => Fault.ResetAfter,
        Fault.HalfAnswer or Fault.WrongByte when request.Method != "GET" => Fault.ResetAfter,
        _ => fault,
    };

    // Closing with an unfinished linger sends RST, as a crashed server's machine does.
    private static void Reset(TcpClient client) => client.LingerState = new LingerOption(true, 0);
}
