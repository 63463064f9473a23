using System.Diagnostics;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>A program that has run, and when it wrote which line.</summary>
/// <param name="Whole">How long it ran.</param>
/// <param name="Lines">What it wrote, errors among it, each with the time since its start.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record TimedCommand(TimeSpan Whole, IReadOnlyList<(TimeSpan At, string Text)> Lines, string Output)
{
    /// <summary>What it wrote.</summary>
    public string Text => string.Join('\n', Lines.Select(static l => l.Text));

    /// <summary>Runs a program, which has to end well.</summary>
    public static async Task<TimedCommand> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.GetTempPath() };
        var lines = new List<(TimeSpan, string)>();
        var output = new List<string>();
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        await Task.WhenAll(CollectAsync(process.StandardOutput, output), CollectAsync(process.StandardError, []), process.WaitForExitAsync()).ConfigureAwait(false);
        var command = new TimedCommand(Stopwatch.GetElapsedTime(started), lines, string.Join('\n', output));
        return process.ExitCode == 0 ? command : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}\n{command.Text}");

        async Task CollectAsync(StreamReader reader, List<string> own)
        {
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                own.Add(line);
                lock (lines)
                {
                    lines.Add((Stopwatch.GetElapsedTime(started), line));
                }
            }
        }
    }
}
