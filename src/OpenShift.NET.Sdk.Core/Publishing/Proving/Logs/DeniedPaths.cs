using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Logs;

/// <summary>Finds in a log the paths that a program could not read or write: messages of .NET, of shells and coreutils, of libc's <c>strerror</c> in other runtimes.</summary>
internal static partial class DeniedPaths
{
    private const int MostPaths = 50;
    private const string Denied = "Permission denied";
    private const string ReadOnly = "Read-only file system";

    /// <summary>The paths, each once a reason, in the order of the log; the files that SQLite could not open behind them.</summary>
    /// <param name="log">The log.</param>
    /// <param name="workingDirectory">The folder that relative names are of.</param>
    public static ImmutableArray<DeniedPath> Of(ImmutableArray<LogLine> log, string workingDirectory) => [.. Of(log), .. SqliteFiles.Of(log, workingDirectory)];

    /// <summary>The paths that messages themselves name, each once a reason, in the order of the log.</summary>
    public static ImmutableArray<DeniedPath> Of(IEnumerable<LogLine> log)
    {
        var found = ImmutableArray.CreateBuilder<DeniedPath>();
        foreach (LogLine line in log)
        {
            if (ReasonOf(line.Text) is { } reason && PathOf(line.Text) is { } path && !found.Any(d => d.Path == path && d.Reason == reason))
            {
                found.Add(new DeniedPath(path, reason, line.At));
                if (found.Count == MostPaths)
                {
                    break;
                }
            }
        }

        return found.ToImmutable();
    }

    private static string? ReasonOf(string line) =>
        // A line of a stack trace names sources.
        line.AsSpan().TrimStart().StartsWith("at ", StringComparison.Ordinal) ? null
        : line.Contains(ReadOnly, StringComparison.OrdinalIgnoreCase) ? ReadOnly
        : line.Contains(Denied, StringComparison.OrdinalIgnoreCase) || DotNet().IsMatch(line) ? Denied
        : null;

    private static string? PathOf(string line)
    {
        Match quoted = Quoted().Match(line);
        if (quoted.Success)
        {
            return quoted.Groups[1].Value;
        }

        // The one nearest before the reason: "/bin/sh: 1: cannot create /app/x: Permission denied".
        int reason = line.IndexOf(ReadOnly, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at : line.IndexOf(Denied, StringComparison.OrdinalIgnoreCase);
        Match? bare = null;
        foreach (Match match in Bare().Matches(line))
        {
            if (bare is null || match.Index < reason)
            {
                bare = match;
            }
        }

        return bare?.Groups[1].Value.TrimEnd('.', '/') is { Length: > 0 } path ? path : null;
    }

    [GeneratedRegex(@"Access to the path '/[^']*' is denied")]
    private static partial Regex DotNet();

    [GeneratedRegex(@"['""‘“`](/[^'""’”`\r\n]+)['""’”`]")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?:^|[\s:=(])(/[^\s:,;'"")]+)")]
    private static partial Regex Bare();
}
