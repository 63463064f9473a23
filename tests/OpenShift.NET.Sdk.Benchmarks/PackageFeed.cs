using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>A NuGet source on the loopback address, of the packages that a restore has put into a folder. It has what restoring asks for, and no more.</summary>
internal sealed class PackageFeed : IDisposable
{
    private const int LongestRequest = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _packages;

    /// <param name="packages">NuGet's folder of packages.</param>
    public PackageFeed(string packages)
    {
        _packages = packages;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The address of the source for who comes to it at a host.</summary>
    public static string AddressAt(string host) => $"http://{host}/v3/index.json";

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
        client.NoDelay = true;
        try
        {
            NetworkStream stream = client.GetStream();
            while (await ReadAsync(stream).ConfigureAwait(false) is { } request)
            {
                byte[]? content = await ContentAsync(request).ConfigureAwait(false);
                string head = FormattableString.Invariant($"HTTP/1.1 {(content is null ? "404 Not Found" : "200 OK")}\r\nContent-Length: {content?.Length ?? 0}\r\n\r\n");
                await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. content ?? []], _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has gone.
        }
    }

    // A request is its head: nothing is sent to a source that is only read.
    private async Task<(string Path, string Host)?> ReadAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[LongestRequest];
        int length = 0;
        while (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        string[] lines = Encoding.ASCII.GetString(buffer, 0, length).Split("\r\n");
        return (lines[0].Split(' ')[1], lines.First(static l => l.StartsWith("Host:", StringComparison.OrdinalIgnoreCase))["Host:".Length..].Trim());
    }

    private async Task<byte[]?> ContentAsync((string Path, string Host) request)
    {
        string[] parts = request.Path.TrimStart('/').Split('/');
        switch (parts)
        {
            case ["v3", "index.json"]:
                return Encoding.UTF8.GetBytes($$"""{"version":"3.0.0","resources":[{"@id":"http://{{request.Host}}/packages/","@type":"PackageBaseAddress/3.0.0"}]}""");
            case ["packages", string id, "index.json"] when IsName(id) && Directory.Exists(Path.Combine(_packages, id)):
                return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string[]> { ["versions"] = [.. Directory.GetDirectories(Path.Combine(_packages, id)).Select(static v => Path.GetFileName(v))] });
            case ["packages", string id, string version, string file] when IsName(id) && IsName(version) && IsName(file) && File.Exists(Path.Combine(_packages, id, version, file)):
                return await File.ReadAllBytesAsync(Path.Combine(_packages, id, version, file), _stop.Token).ConfigureAwait(false);
            default:
                return null;
        }
    }

    private static bool IsName(string part) => part is not ("" or "." or "..");
}
