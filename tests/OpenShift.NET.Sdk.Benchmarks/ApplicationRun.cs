using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Runs a web application outside any container: from its start until it answers, and on SIGTERM until it is gone.</summary>
/// <param name="folder">Its published folder.</param>
/// <param name="command">Its program and arguments, relative to that folder.</param>
/// <param name="environment">Variables.</param>
internal sealed class ApplicationRun(string folder, string[] command, params (string Name, string Value)[] environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it once.</summary>
    /// <param name="closely">Whether it is looked all the time whether it listens, by one of the machine's processors: for differences of less than the two milliseconds between two looks.</param>
    /// <returns>Milliseconds until it was ready, and until it had ended, both from its start.</returns>
    public async Task<(double Ready, double Ended)> RunAsync(bool closely = false)
    {
        int port = FreePort();
        string own = Path.Combine(folder, command[0]);
        var start = new ProcessStartInfo(File.Exists(own) ? own : command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_HTTP_PORTS"] = null;
        start.Environment["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var client = new HttpClient();
        try
        {
            while (closely && !Listens(port) && !process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                Thread.Yield();
            }

            while (!await IsReadyAsync(client, port).ConfigureAwait(false))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                {
                    process.Kill();
                    throw new InvalidOperationException($"{string.Join(' ', command)} does not start\n{await output.ConfigureAwait(false)}{await errors.ConfigureAwait(false)}");
                }

                await Task.Delay(2).ConfigureAwait(false);
            }

            double ready = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(Patience).ConfigureAwait(false);
            return (ready, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, int port)
    {
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/healthz"))).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Without an exception, which would take longer than the difference to be seen.
    private static bool Listens(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var done = new ManualResetEventSlim();
        using var connect = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        connect.Completed += (_, _) => done.Set();
        if (socket.ConnectAsync(connect))
        {
            done.Wait();
        }

        return connect.SocketError == SocketError.Success;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
