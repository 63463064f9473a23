using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

/// <summary>A small HTTP/1.1 server on a loopback port.</summary>
internal class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private int _connections;

    public FakeServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Authority => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    public int Connections => _connections;

    public Func<FakeRequest, FakeResponse?>? Intercept { get; set; }

    /// <summary>Answers before the body of a request is read, and closes.</summary>
    public Func<FakeRequest, FakeResponse?>? Early { get; set; }

    /// <summary>Reads the body of a request in parts of some bytes, with a pause after each, and breaks the connection after some bytes.</summary>
    public Func<FakeRequest, (int Bytes, TimeSpan Pause, int? BreakAfter)?>? Slowly { get; set; }

    public IEnumerable<string> Lines => Requests.Select(static r => r.ToString());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        GC.SuppressFinalize(this);
    }

    protected virtual FakeResponse Answer(FakeRequest request) => new(404);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Interlocked.Increment(ref _connections);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient connection = client;
        client.NoDelay = true;
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                stream = secure;
            }

            var input = new BufferedStream(stream);
            while (await ReadAsync(input, stream) is { } request)
            {
                Requests.Enqueue(request);
                FakeResponse response = Intercept?.Invoke(request) ?? Answer(request);
                if (response.Hang)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                if (response.Abort || !await WriteAsync(stream, request, response))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
        }
    }

    private static async Task<string?> LineAsync(Stream input)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (await input.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            _ = line.Append((char)one[0]);
        }

        return null;
    }

    private async Task<FakeRequest?> ReadAsync(Stream input, Stream output)
    {
        string? first = await LineAsync(input);
        if (string.IsNullOrEmpty(first))
        {
            return null;
        }

        if (first.Split(' ') is not [var method, var target, _])
        {
            // Not HTTP, for example the beginning of a TLS handshake.
            await output.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(input) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        if (Early?.Invoke(new FakeRequest(method, target, headers, [])) is { } early)
        {
            var unread = new FakeRequest(method, target, headers, []);
            Requests.Enqueue(unread);
            if (early.Hang)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            _ = await WriteAsync(output, unread, early);
            return null;
        }

        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        if (Slowly?.Invoke(new FakeRequest(method, target, headers, [])) is { } slowly)
        {
            for (int at = 0; at < body.Length;)
            {
                if (at >= slowly.BreakAfter)
                {
                    return null;
                }

                int length = Math.Min(slowly.Bytes, body.Length - at);
                await input.ReadExactlyAsync(body.AsMemory(at, length), _stop.Token);
                at += length;
                await Task.Delay(slowly.Pause, _stop.Token);
            }
        }
        else
        {
            await input.ReadExactlyAsync(body, _stop.Token);
        }

        return new FakeRequest(method, target, headers, body);
    }

    private async Task<bool> WriteAsync(Stream output, FakeRequest request, FakeResponse response)
    {
        byte[] body = response.Body ?? [];
        var head = new StringBuilder();
        _ = head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} Status\r\n");
        foreach ((string name, string value) in response.Headers)
        {
            _ = head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (!response.Headers.Exists(static h => h.Name is "Content-Length" or "Transfer-Encoding"))
        {
            _ = head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        await output.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        if (response.Trickle is { } trickle && request.Method != "HEAD")
        {
            await output.FlushAsync(_stop.Token);
            foreach (byte[] part in body.Chunk(trickle.Bytes))
            {
                await output.WriteAsync(part, _stop.Token);
                await Task.Delay(trickle.Pause, _stop.Token);
            }
        }
        else if (request.Method != "HEAD")
        {
            await output.WriteAsync(body.AsMemory(0, Math.Min(body.Length, response.CutAfter ?? body.Length)), _stop.Token);
        }

        await output.FlushAsync(_stop.Token);
        return response.CutAfter is null;
    }
}
