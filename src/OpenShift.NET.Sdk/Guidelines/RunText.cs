using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>Runs in words.</summary>
internal static class RunText
{
    private const int MostListed = 5;
    private const int MostLines = 3;
    private const int LongestLine = 240;

    /// <summary>A time in seconds with at most two decimals: <c>0.62 s</c>. What is shorter than a hundredth is written as one.</summary>
    /// <param name="milliseconds">The time in milliseconds.</param>
    public static string Time(double milliseconds) => Math.Max(0.01, milliseconds / 1000).ToString(milliseconds < 10_000 ? "0.##" : "0.#", CultureInfo.InvariantCulture) + " s";

    /// <summary>What a shell or the kernel says with an exit code, in brackets behind it; empty for a code of the program's own.</summary>
    public static string Meaning(int code) => code switch
    {
        126 => " (the program may not be executed)",
        127 => " (there is no such program)",
        134 => " (SIGABRT: an exception that nothing caught)",
        137 => " (SIGKILL)",
        139 => " (SIGSEGV)",
        _ => "",
    };

    /// <summary>Names as people list them: <c>a, b and c</c>; of many the first ones and how many there are more.</summary>
    public static string List(IReadOnlyList<string> names, int most = MostListed)
    {
        if (names.Count > most)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(most))} and {names.Count - most} more");
        }

        return names.Count < 2 ? string.Concat(names) : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1];
    }

    /// <summary>A text of the application's, short enough for a message, with what looks like a secret taken out.</summary>
    public static string Short(string text, int longest = LongestLine)
    {
        string shown = RedactedText.Of(text.Trim());
        return shown.Length <= longest ? shown : shown[..(char.IsHighSurrogate(shown[longest - 1]) ? longest - 1 : longest)] + "…";
    }

    /// <summary>The last lines of a log that say something, in quotes; empty for an empty log. Frames of a stack trace say where, not what.</summary>
    public static string LastLines(ContainerRun run)
    {
        string[] said = [.. run.Log.Select(static l => l.Text).Where(static t => t.AsSpan().Trim() is { IsEmpty: false } line && !line.StartsWith("at ") && !line.StartsWith("--- End of "))];
        int cause = Array.FindLastIndex(said, static t => t.Contains("Unhandled exception", StringComparison.OrdinalIgnoreCase));
        IEnumerable<string> shown = cause >= 0 ? said.Skip(cause).Take(MostLines) : said.TakeLast(MostLines);
        return string.Join(", ", shown.Select(static t => $"'{Short(t)}'"));
    }

    /// <summary>An engine in words.</summary>
    public static string Engine(RunFacts facts) => facts.EngineName.Length > 0 ? facts.EngineName : facts.Engine switch
    {
        ProofEngine.Sandbox => "bubblewrap",
        ProofEngine.InPlace => "this pod",
        _ => facts.Engine.ToString().ToLowerInvariant(),
    };

    /// <summary>A run in one sentence without a full stop: <c>started as 1000660000:0, was ready after 0.62 s, listened on 8080, wrote only to /data and /tmp, ended 0.05 s after SIGTERM with code 0, used 61 MiB of 256 MiB</c>.</summary>
    public static string Sentence(ProvedRun run)
    {
        ContainerRun declared = run.Declared;
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"started as {declared.UserId}:{declared.GroupId}") };
        if (run.IsUp && declared.ReadyAfter is { } ready)
        {
            ProbeRun? readiness = declared.Probes.FirstOrDefault(static p => p.Kind == "readinessProbe");
            parts.Add($"was ready after {Time(ready)}{(readiness is null ? "" : " on " + readiness.Target)}");
        }

        if (run.KnowsSockets)
        {
            int[] ports = [.. declared.Sockets.Where(static s => !s.IsLoopback).Select(static s => s.Port).Distinct().Order()];
            parts.Add(ports.Length == 0 ? "listened on no port" : "listened on " + List([.. ports.Select(static p => p.ToString(CultureInfo.InvariantCulture))]));
        }

        if (declared.KnowsWritten)
        {
            WrittenFile[] outside = [.. run.Ordinary.SelectMany(static r => r.Written).Where(static w => !w.IsDeclared).DistinctBy(static w => w.Path)];
            string[] folders = [.. run.Facts.WritablePaths.Where(f => run.Ordinary.Any(r => r.Written.Any(w => w.IsDeclared && Images.FileTrees.ImagePath.IsBelow(w.Path, f))))];
            parts.Add(outside.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"wrote {outside.Length} {(outside.Length == 1 ? "file" : "files")} outside declared folders")
                : folders.Length == 0 ? "wrote no file" : "wrote only to " + List(folders));
        }

        parts.Add(Ending(run));
        if (declared.Memory is { } memory)
        {
            parts.Add($"used {ByteSize.ToText(Math.Max(0, memory.Peak))}{(memory.Limit is > 0 and var limit ? " of " + ByteSize.ToText(limit) : "")}");
        }

        return string.Join(", ", parts.Where(static p => p.Length > 0));
    }

    private static string Ending(ProvedRun run) => run.Declared switch
    {
        { Exit: { } exit, TerminatedAfter: { } asked } when run.IsUp => string.Create(CultureInfo.InvariantCulture, $"{(exit.Killed ? "was killed" : "ended")} {Time(exit.After - asked)} after SIGTERM{(exit.Killed ? "" : $" with code {exit.Code}")}"),
        { Exit: { } exit } when run.IsUp => string.Create(CultureInfo.InvariantCulture, $"came to its end after {Time(exit.After)} with code {exit.Code}"),
        _ => run.IsUp ? "" : run.Fate,
    };
}
