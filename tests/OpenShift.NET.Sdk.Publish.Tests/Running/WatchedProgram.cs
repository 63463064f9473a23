using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Running;

/// <summary>A program that runs until it is told to end, and what it has written so far.</summary>
internal sealed class WatchedProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _read;

    private WatchedProgram(Process process)
    {
        _process = process;
        _read = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Everything it has written.</summary>
    public string Text => string.Join('\n', _lines);

    public static WatchedProgram Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        Interrupts.AreHeardByChildren();
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return new WatchedProgram(Process.Start(start)!);
    }

    /// <summary>Waits for the line of that number, from 0, that matches.</summary>
    public async Task<Match> WaitForAsync(string pattern, int number = 0)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            bool hasEnded = _process.HasExited && _read.IsCompleted;
            Match[] found = [.. _lines.Select(l => Regex.Match(l, pattern)).Where(static m => m.Success)];
            if (found.Length > number)
            {
                return found[number];
            }

            Assert.IsFalse(hasEnded || clock.Elapsed > Patience, $"'{pattern}' was not written:\n{Text}");
            await Task.Delay(10);
        }
    }

    /// <summary>Sends a signal to it alone and waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> SignalAsync(string signal)
    {
        Command.Run("kill", "-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)).MustSucceed();
        return EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        await _read.WaitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }
}
