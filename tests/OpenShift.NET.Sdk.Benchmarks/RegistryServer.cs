using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>A real registry (Debian's docker-registry) on the loopback address, with its storage below a folder.</summary>
internal sealed class RegistryServer : IDisposable
{
    private readonly Process _process;

    private RegistryServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<RegistryServer> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        int port = FreePort();
        string config = Path.Combine(folder, "config.yml");
        await File.WriteAllTextAsync(config, $"version: 0.1\nlog:\n  level: error\n  accesslog:\n    disabled: true\nstorage:\n  filesystem:\n    rootdirectory: {folder}/storage\nhttp:\n  addr: 127.0.0.1:{port}\n").ConfigureAwait(false);
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec docker-registry serve {config} >{folder}/registry.log 2>&1"]);
        Process process = Process.Start(start)!;
        using var client = new HttpClient();
        for (int attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/v2/")).ConfigureAwait(false);
                return new RegistryServer(process, port);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100).ConfigureAwait(false);
            }
        }

        process.Kill();
        throw new InvalidOperationException("docker-registry did not start (Debian: apt-get install docker-registry); see " + folder + "/registry.log");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
