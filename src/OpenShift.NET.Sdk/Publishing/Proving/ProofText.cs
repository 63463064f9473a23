using System.Globalization;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>What a proof says in one line.</summary>
internal static class ProofText
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
            string.Create(CultureInfo.InvariantCulture, $"started as {run.UserId}:{run.GroupId}{(run.ReadyAfter is { } ready ? $" in {Seconds(ready)}" : "")}"),
            Ready(run, ended),
            Listens(run),
            Wrote(learned),
            End(run),
            Memory(run),
            Settings(facts),
        ];
        bool worked = ended || run is { ReadyAfter: not null, TerminatedAfter: not null, Exit: { Killed: false } };
        return $"{(worked ? "Proved" : "Run")}: {string.Join(", ", parts.OfType<string>())} ({facts.EngineName})";
    }

    private static string? Ready(ContainerRun run, bool ended)
    {
        ProbeRun? decisive = run.Probes.FirstOrDefault(static p => p.Kind == "readinessProbe") ?? run.Probes.LastOrDefault();
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
        return ports.Length == 0 ? run.Sockets.IsEmpty ? "listens on no port" : "listens on 127.0.0.1 only" : "listens on " + And(ports);
    }

    private static string? Wrote(ContainerRun run)
    {
        if (!run.KnowsWritten)
        {
            return null;
        }

        string[] outside = [.. run.Written.Where(static w => !w.IsDeclared).Select(static w => w.Path)];
        if (outside.Length > 0)
        {
            return "wrote to " + And(outside) + ", which no volume holds";
        }

        string[] inside = [.. run.Written.Select(static w => FolderOf(w.Path)).Distinct(StringComparer.Ordinal)];
        return inside.Length == 0 ? "wrote nothing" : "wrote only to " + And(inside);
    }

    // "/tmp/.aspnet/key.xml" lies in /tmp, "/data/orders.db" in /data: the first folder is what people know.
    private static string FolderOf(string path) => path.IndexOf('/', 1) is > 0 and var slash ? path[..slash] : path;

    private static string? End(ContainerRun run) => run.Exit switch
    {
        null => null,
        { OutOfMemory: true } => "was ended by the kernel for want of memory",
        { Killed: true } when run.TerminatedAfter is not null => string.Create(CultureInfo.InvariantCulture, $"did not end within {run.GracePeriod / 1000:0.##} s after SIGTERM"),
        { } exit when run.TerminatedAfter is { } terminated => string.Create(CultureInfo.InvariantCulture, $"ended {Seconds(Math.Max(0, exit.After - terminated))} after SIGTERM with code {exit.Code}"),
        { } exit => string.Create(CultureInfo.InvariantCulture, $"ended by itself after {Seconds(exit.After)} with code {exit.Code}"),
    };

    private static string? Memory(ContainerRun run) =>
        run.Memory is not { } memory ? null : $"used {Mebibytes(memory.Peak)}{(memory.Limit is { } limit ? " of " + Mebibytes(limit) : "")}";

    private static string? Settings(RunFacts facts) => facts.MissingSettings.IsEmpty ? null : $"without {And([.. facts.MissingSettings])}, which an OpenShiftProveSetting can give";

    private static string And(string[] names)
    {
        string[] shown = names.Length <= MostNames ? names : [.. names.Take(MostNames - 1), string.Create(CultureInfo.InvariantCulture, $"{names.Length - MostNames + 1} more")];
        return shown.Length == 1 ? shown[0] : $"{string.Join(", ", shown.SkipLast(1))} and {shown[^1]}";
    }

    private static string Seconds(double milliseconds) => (milliseconds / 1000).ToString("0.00", CultureInfo.InvariantCulture) + " s";

    private static string Mebibytes(long bytes) => Math.Round(bytes / (double)(1 << 20)).ToString("0", CultureInfo.InvariantCulture) + " MiB";
}
