using System.Diagnostics;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>A container run as OpenShift's default security context runs it: an arbitrary user of group 0 without capabilities.</summary>
internal sealed class Container : IDisposable
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(20) };

    private Container(string name, int port)
    {
        Name = name;
        Port = port;
    }

    public string Name { get; }

    public int Port { get; }

    public static Container Start(string image, bool readOnly, params string[] options)
    {
        Components.Require("podman", "runc");
        int port = RegistryServer.FreePort();
        string name = "osc-test-" + Guid.NewGuid().ToString("n")[..8];
        string[] root = readOnly ? ["--read-only"] : [];
        Podman(
        [
            "--runtime", "runc", "run", "--detach", "--name", name, "--network", "host", "--user", "1000660000:0", .. root, "--tmpfs", "/tmp",
            "--cap-drop=ALL", "--security-opt=no-new-privileges", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", "--memory", "128m",
            "--env", $"ASPNETCORE_HTTP_PORTS={port}", .. options, image,
        ]).MustSucceed();
        return new Container(name, port);
    }

    public static CommandResult Podman(params IEnumerable<string> arguments) => Command.Run("podman", arguments, seconds: 120);

    /// <summary>What an address of the application answers; tries until the application listens.</summary>
    public string Get(string path)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return Client.GetStringAsync(new Uri($"http://127.0.0.1:{Port}{path}")).GetAwaiter().GetResult();
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                Thread.Sleep(100);
            }
            catch (HttpRequestException e)
            {
                throw new AssertFailedException($"{path}: {e.Message}\n{Logs()}", e);
            }
        }
    }

    public string Logs() => Podman("logs", Name).Text;

    public void WaitForLog(string text)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!Logs().Contains(text, StringComparison.Ordinal))
        {
            Assert.IsLessThan(TimeSpan.FromSeconds(30), clock.Elapsed, Logs());
            Thread.Sleep(100);
        }
    }

    /// <summary>Sends SIGTERM and gives the time until the end and the exit code.</summary>
    public (TimeSpan Time, int ExitCode) Stop()
    {
        Stopwatch clock = Stopwatch.StartNew();
        Podman("stop", "--time", "20", Name).MustSucceed();
        TimeSpan time = clock.Elapsed;
        using JsonDocument state = JsonDocument.Parse(Podman("inspect", "--format", "{{json .State}}", Name).MustSucceed().Output);
        return (time, state.RootElement.GetProperty("ExitCode").GetInt32());
    }

    public void Dispose() => Podman("rm", "--force", "--volumes", Name);
}
