using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>A docker-registry on the loopback address with its storage in a folder.</summary>
internal sealed class RealRegistry : IDisposable
{
    private readonly Process _process;
    private readonly string _storage;

    private RealRegistry(Process process, string storage, int port)
    {
        _process = process;
        _storage = storage;
        Port = port;
    }

    public int Port { get; }

    public string Host => string.Create(CultureInfo.InvariantCulture, $"localhost:{Port}");

    public Uri Address => new($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<RealRegistry> StartAsync(string folder)
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        string storage = Path.Combine(folder, "storage");
        string config = Path.Combine(folder, "config.yml");
        await File.WriteAllTextAsync(config, $"version: 0.1\nlog:\n  level: error\n  accesslog:\n    disabled: true\nstorage:\n  filesystem:\n    rootdirectory: {storage}\nhttp:\n  addr: 127.0.0.1:{port}\n").ConfigureAwait(false);
        Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec docker-registry serve {config} >{folder}/registry.log 2>&1"]))!;
        var registry = new RealRegistry(process, storage, port);
        using var client = new HttpClient();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri(registry.Address, "/v2/")).ConfigureAwait(false);
                return registry;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(100).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The files of all blobs, in an order that does not depend on when they came.</summary>
    public IReadOnlyList<string> BlobFiles() =>
        [.. Directory.GetFiles(Path.Combine(_storage, "docker/registry/v2/blobs/sha256"), "data", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
