using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Logs;

/// <summary>
/// Finds in a log the database files that SQLite could not open. SQLite says why and leaves out which; Entity Framework Core names the file where other databases have their server, and the
/// database <c>main</c>.
/// </summary>
internal static partial class SqliteFiles
{
    private const string CannotOpen = "SQLite Error 14: 'unable to open database file'";
    private const string Reason = "SQLite Error 14, unable to open database file";

    /// <summary>Whether a line names a file of SQLite's as a server, in a log that tells errors of SQLite.</summary>
    public static bool IsNamedIn(string line, bool tellsErrors) => tellsErrors && Named().IsMatch(line);

    /// <summary>Whether a log tells errors of SQLite.</summary>
    public static bool TellsErrors(IEnumerable<LogLine> log) => log.Any(static l => l.Text.Contains("SQLite Error ", StringComparison.Ordinal));

    /// <summary>The files, each once.</summary>
    /// <param name="log">The log.</param>
    /// <param name="workingDirectory">The folder that relative names are of.</param>
    public static ImmutableArray<DeniedPath> Of(IEnumerable<LogLine> log, string workingDirectory)
    {
        LogLine[] lines = [.. log];
        return !lines.Any(static l => l.Text.Contains(CannotOpen, StringComparison.Ordinal))
            ? []
            :
            [
                .. lines.Select(static l => (l.At, Match: Named().Match(l.Text))).Where(static l => l.Match.Success)
                    .Select(l => new DeniedPath(PathOf(l.Match.Groups["file"].Value, workingDirectory), Reason, l.At))
                    .DistinctBy(static d => d.Path),
            ];
    }

    private static string PathOf(string file, string workingDirectory) =>
        file.StartsWith('/') ? file : workingDirectory.TrimEnd('/') + "/" + (file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file);

    [GeneratedRegex(@"connection to database 'main' on server '(?<file>[^']+)'")]
    private static partial Regex Named();
}
