using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>A server on the loopback address that asks for a password and accepts none; a proxy, too, for whoever takes it for one.</summary>
internal sealed partial class RefusingFeed : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _credentials = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public RefusingFeed()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = Task.Run(ServeAsync);
    }

    public int Port { get; }

    /// <summary>The targets of all requests, as they were written.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>The user and password of every request that had them: <c>USER:PASSWORD</c>.</summary>
    public IEnumerable<string> Credentials => _credentials;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _serving.GetAwaiter().GetResult();
        _end.Dispose();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token).ConfigureAwait(false);
                await AnswerAsync(client.GetStream()).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            byte[] buffer = new byte[16384];
            int length = 0;
            int read;
            do
            {
                read = await stream.ReadAsync(buffer.AsMemory(length), _end.Token).ConfigureAwait(false);
                length += read;
            }
            while (read > 0 && length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0 && buffer[0] is (byte)'G' or (byte)'C');

            string request = Encoding.ASCII.GetString(buffer, 0, length);
            if (Target().Match(request) is { Success: true } target)
            {
                _requests.Enqueue(target.Groups[1].Value);
            }

            if (Basic().Match(request) is { Success: true } basic)
            {
                _credentials.Enqueue(Encoding.UTF8.GetString(Convert.FromBase64String(basic.Groups[1].Value)));
            }

            await stream.WriteAsync("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"feed\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _end.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
        }
    }

    [GeneratedRegex(@"^[A-Z]+ (\S+) HTTP", RegexOptions.CultureInvariant)]
    private static partial Regex Target();

    [GeneratedRegex(@"^Authorization: Basic (\S+)", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Basic();
}
