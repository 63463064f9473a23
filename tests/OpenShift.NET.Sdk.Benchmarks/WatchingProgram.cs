using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>A program that builds and runs the sample web application, and does so again at every change of its sources.</summary>
internal sealed class WatchingProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;
    private readonly string _source;
    private readonly string _program;
    private readonly Uri _address;

    /// <param name="folder">The application's folder.</param>
    /// <param name="address">Where it answers.</param>
    /// <param name="arguments">What <c>dotnet</c> is called with.</param>
    /// <param name="environment">Variables.</param>
    public WatchingProgram(string folder, Uri address, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        _source = Path.Combine(folder, "Program.cs");
        _program = File.ReadAllText(_source);
        _address = address;
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => _lines.Enqueue(e.Data ?? "");
        _process.ErrorDataReceived += (_, e) => _lines.Enqueue(e.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has written since this was asked last.</summary>
    public string Take()
    {
        var lines = new List<string>();
        while (_lines.TryDequeue(out string? line))
        {
            lines.Add(line);
        }

        return string.Join("\n  ", lines);
    }

    /// <summary>Waits for the first answer.</summary>
    public Task<TimeSpan> StartAsync() => ServedAsync("greeting");

    /// <summary>Changes the program.</summary>
    /// <returns>The time until the changed program answers.</returns>
    public Task<TimeSpan> ChangeAsync(int edition)
    {
        string mark = string.Create(CultureInfo.InvariantCulture, $"edition {edition}");
        string changed = _program.Replace("configuration[\"Greeting\"]", $"configuration[\"Greeting\"] + \"{mark}\"", StringComparison.Ordinal);
        File.WriteAllText(_source, changed == _program ? throw new InvalidOperationException("The sample has no greeting.") : changed);
        return ServedAsync(mark);
    }

    /// <summary>Ends it as Ctrl+C does.</summary>
    public async Task EndAsync()
    {
        using Process kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _client.Dispose();
    }

    private async Task<TimeSpan> ServedAsync(string mark)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await HasAsync(mark).ConfigureAwait(false))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new InvalidOperationException($"'{mark}' is not served at {_address}\n  {Take()}");
            }

            await Task.Delay(Look).ConfigureAwait(false);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private async Task<bool> HasAsync(string mark)
    {
        try
        {
            return (await _client.GetStringAsync(_address).ConfigureAwait(false)).Contains(mark, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
