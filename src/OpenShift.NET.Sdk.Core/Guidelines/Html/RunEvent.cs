using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>Something that happened in a run, or a line of its log.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="Kind">Its class on the page: <c>start</c>, <c>good</c>, <c>bad</c>, <c>stop</c>, <c>log</c>, <c>stderr</c>.</param>
/// <param name="Text">What it was, for people.</param>
internal sealed record RunEvent(double At, string Kind, string Text)
{
    /// <summary>The most lines of a log that a page shows; of longer ones the first and the last half.</summary>
    public const int MostLines = 200;

    private const int LongestLine = 400;
    private const int MostAttempts = 40;

    /// <summary>Whether the application wrote it.</summary>
    public bool IsLog => Kind is "log" or "stderr";

    /// <summary>What happened in a run, in the order of time, the log among it.</summary>
    public static ImmutableArray<RunEvent> Of(ContainerRun run)
    {
        var events = new List<RunEvent> { new(0, "start", "started " + string.Join(' ', run.Command.Select(static w => RunText.Short(w, LongestLine)))) };
        events.AddRange(run.Probes.SelectMany(static p => p.Attempts.Select(a => new RunEvent(a.At + a.Took, a.Succeeded ? "good" : "bad", $"{p.Kind}: {RunText.Short(a.Answer, LongestLine)} in {RunText.Time(a.Took)}"))).Take(MostAttempts));
        if (run.ReadyAfter is { } ready)
        {
            events.Add(new RunEvent(ready, "good", "ready"));
        }

        if (run.TerminatedAfter is { } asked)
        {
            events.Add(new RunEvent(asked, "stop", "SIGTERM sent"));
        }

        events.AddRange(run.Log.Take(MostLines / 2).Concat(run.Log.Skip(MostLines / 2).TakeLast(MostLines / 2)).Select(static l => new RunEvent(l.At, l.IsError ? "stderr" : "log", Line(l.Text))));
        if (run.Exit is { } exit)
        {
            // Lines are read a moment after they were written.
            double end = events.Select(static e => e.At).Append(exit.After).Max();
            events.Add(new RunEvent(end, exit is { Code: 0 or 143, Killed: false, OutOfMemory: false } ? "stop" : "bad", End(run, exit)));
        }

        return [.. events.OrderBy(static e => e.At)];
    }

    /// <summary>How many lines of the log are not among the events of a run.</summary>
    public static long LeftOut(ContainerRun run) => Math.Max(run.LogLines, run.Log.Length) - Math.Min(run.Log.Length, MostLines);

    private static string End(ContainerRun run, ContainerExit exit) =>
        exit.OutOfMemory ? "killed: memory limit exceeded"
        : exit.Killed ? "killed"
        : FormattableString.Invariant($"ended with code {exit.Code}{RunText.Meaning(run)}");

    // Blanks at the beginning are part of a log's form.
    private static string Line(string text)
    {
        int start = text.Length - text.AsSpan().TrimStart(' ').Length;
        return string.Concat(text.AsSpan(0, Math.Min(start, LongestLine)), RunText.Short(text, LongestLine));
    }
}
