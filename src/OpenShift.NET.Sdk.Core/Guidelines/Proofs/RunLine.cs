using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Proofs;

/// <summary>What a proof says in one line, in the log as in the report.</summary>
internal static class RunLine
{
    private const int MostNames = 4;

    /// <summary>The line, without a full stop.</summary>
    public static string Of(RunFacts facts)
    {
        if (facts.NotRun is { } reason)
        {
            return $"Not proved: {reason}";
        }

        if (facts.AsDeclared is not { } run)
        {
            return "Not proved: nothing was run";
        }

        // Of what was written, the run with a writable root knows most.
        ContainerRun learned = facts.Runs.FirstOrDefault(static r => r.Purpose == RunPurpose.Writable) ?? run;
        bool ended = run.Exit is { Code: 0 } && run.TerminatedAfter is null;
        string?[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"started as {run.UserId}:{run.GroupId}{(run.ReadyAfter is { } ready ? $" in {RunText.Time(ready)}" : "")}"),
            Ready(run, ended),
            Listens(run),
            Wrote(facts, learned),
            End(run),
            Memory(run),
            Settings(facts),
        ];
        bool worked = ended || run is { ReadyAfter: not null, TerminatedAfter: not null, Exit: { Killed: false } };
        return $"{(worked ? "Proved" : "Run")}: {string.Join(", ", parts.OfType<string>())} ({RunText.Engine(facts)})";
    }

    private static string? Ready(ContainerRun run, bool ended)
    {
        ProbeRun[] asked = [.. run.Probes.Where(static p => p.NotAsked is null)];
        ProbeRun? decisive = asked.FirstOrDefault(static p => p.Kind == "readinessProbe") ?? asked.LastOrDefault();
        return run.ReadyAfter is not null ? decisive is null ? null : "ready on " + Short(decisive)
            : ended ? "came to its end"
            : decisive is { Attempts: [.., var last] } ? $"never ready on {Short(decisive)} ({last.Answer})"
            : "never ready";
    }

    // "http://:8080/healthz" is "/healthz" to whoever knows the port.
    private static string Short(ProbeRun probe) => probe.Action == "httpGet" && probe.Target.IndexOf('/', "https://".Length) is > 0 and var path ? probe.Target[path..] : probe.Target;

    private static string? Listens(ContainerRun run)
    {
        if (!run.KnowsSockets)
        {
            return null;
        }

        string[] ports = [.. run.Sockets.Where(static s => !s.IsLoopback).Select(static s => s.Port).Distinct().Order().Select(static p => p.ToString(CultureInfo.InvariantCulture))];
        return ports.Length == 0 ? run.Sockets.IsEmpty ? "listens on no port" : "listens on 127.0.0.1 only" : "listens on " + RunText.List(ports, MostNames);
    }

    private static string? Wrote(RunFacts facts, ContainerRun run)
    {
        if (!run.KnowsWritten)
        {
            return null;
        }

        string[] outside = [.. run.Written.Where(static w => !w.IsDeclared).Select(static w => w.Path)];
        if (outside.Length > 0)
        {
            return "wrote to " + RunText.List(outside, MostNames) + ", which no volume holds";
        }

        string[] inside = [.. run.Written.Select(w => FolderOf(facts, w.Path)).Distinct(StringComparer.Ordinal)];
        return inside.Length == 0 ? "wrote nothing" : "wrote only to " + RunText.List(inside, MostNames);
    }

    // The folder that is declared; of what nobody declares the first one, "/tmp/.aspnet/key.xml" lies in /tmp.
    private static string FolderOf(RunFacts facts, string path) =>
        facts.WritablePaths.Where(f => ImagePath.IsBelow(path, f)).MaxBy(static f => f.Length) ?? (path.IndexOf('/', 1) is > 0 and var slash ? path[..slash] : path);

    private static string? End(ContainerRun run) => run.Exit switch
    {
        null => null,
        { OutOfMemory: true } killed => $"{ProvedRun.OutOfMemory} after {RunText.Time(killed.After)}",
        { Killed: true } when run.TerminatedAfter is not null => string.Create(CultureInfo.InvariantCulture, $"did not end within {RunText.Time(run.GracePeriod)} after SIGTERM"),
        { } exit when run.TerminatedAfter is { } terminated => string.Create(CultureInfo.InvariantCulture, $"ended {RunText.Time(Math.Max(0, exit.After - terminated))} after SIGTERM with code {exit.Code}{RunText.Meaning(run)}"),
        { } exit => string.Create(CultureInfo.InvariantCulture, $"{ProvedRun.EndedByItself} after {RunText.Time(exit.After)} with code {exit.Code}{RunText.Meaning(run)}"),
    };

    private static string? Memory(ContainerRun run) =>
        run.Memory is not { } memory ? null : $"used {ByteSize.ToText(Math.Max(0, memory.Peak))}{(memory.Limit is > 0 and var limit ? " of " + ByteSize.ToText(limit) : "")}";

    private static string? Settings(RunFacts facts) => facts.MissingSettings.IsEmpty ? null : $"without {RunText.List([.. facts.MissingSettings], MostNames)}, which an OpenShiftProveSetting can give";
}
