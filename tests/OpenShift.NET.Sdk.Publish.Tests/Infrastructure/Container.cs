using System.Diagnostics;
using System.Globalization;
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
    /// <param name="path">The path.</param>
    /// <param name="port">The port, where it is another one than the container was told.</param>
    public string Get(string path, int? port = null)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return Client.GetStringAsync(new Uri($"http://127.0.0.1:{port ?? Port}{path}")).GetAwaiter().GetResult();
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

    /// <summary>
    /// Sends SIGTERM to process 1, as a kubelet has it sent, and gives the time from then until the process is gone, and the exit code. What does not hear it takes ten seconds
    /// every time, and what does may wait for a busy machine: the shortest of three counts.
    /// </summary>
    /// <param name="ready">Path that the application answers when it has come up.</param>
    public (TimeSpan Time, int ExitCode) End(string ready)
    {
        TimeSpan shortest = TimeSpan.MaxValue;
        for (int i = 0; ; i++)
        {
            Get(ready);
            string process = Podman("inspect", "--format", "{{.State.Pid}}", Name).MustSucceed().Output.Trim();
            Stopwatch clock = Stopwatch.StartNew();
            Command.Run("kill", "-s", "TERM", process).MustSucceed();
            while (Runs(process) && clock.Elapsed < TimeSpan.FromSeconds(20))
            {
                Thread.Sleep(2);
            }

            shortest = clock.Elapsed < shortest ? clock.Elapsed : shortest;
            if (Runs(process))
            {
                Podman("kill", "--signal", "KILL", Name);
            }

            int code = int.Parse(Podman("wait", Name).MustSucceed().Output, CultureInfo.InvariantCulture);
            if (code != 0 || i == 2 || shortest < TimeSpan.FromSeconds(1))
            {
                return (shortest, code);
            }

            Podman("start", Name).MustSucceed();
        }
    }

    // One that has ended and that nobody has asked for yet is a zombie.
    private static bool Runs(string process)
    {
        try
        {
            string state = File.ReadAllText($"/proc/{process}/stat");
            return state[state.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => Podman("rm", "--force", "--volumes", Name);
}
