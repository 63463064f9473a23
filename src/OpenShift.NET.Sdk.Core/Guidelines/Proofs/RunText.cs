using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Proofs;

/// <summary>Runs in words.</summary>
internal static class RunText
{
    /// <summary>What is said of a program that .NET had no memory for.</summary>
    public const string OutOfHeap = "out of memory";

    private const int MostListed = 5;
    private const int MostLines = 3;
    private const int LongestLine = 240;

    // How .NET begins what it writes before it ends a program (coreclr, eepolicy.cpp).
    private static readonly (string Said, string Means)[] s_aborts =
    [
        ("Unhandled exception. ", "an exception that nothing caught: "),
        ("Process terminated. ", "ended by the program itself, FailFast: "),
        ("Stack overflow.", "the stack overflowed"),
        ("Out of memory.", OutOfHeap),
    ];

    /// <summary>A time in seconds with at most two decimals: <c>0.62 s</c>. What is shorter than a hundredth is written as one.</summary>
    /// <param name="milliseconds">The time in milliseconds.</param>
    public static string Time(double milliseconds) => Math.Max(0.01, milliseconds / 1000).ToString(milliseconds < 10_000 ? "0.##" : "0.#", CultureInfo.InvariantCulture) + " s";

    /// <summary>
    /// What an exit code says, in brackets behind it; empty for a code of the program's own. .NET ends a program by <c>abort</c>. The signal of that, SIGABRT, the kernel keeps from process 1 of a
    /// container, which then ends by what <c>abort</c> falls back on (128 + SIGSEGV, on arm64 128 + SIGTRAP): where the log has what .NET says then, the code is no crash.
    /// </summary>
    public static string Meaning(ContainerRun run) => run.Exit?.Code switch
    {
        133 or 134 or 139 when Abort(run) is { } abort => $" ({abort})",
        126 => " (the program may not be executed)",
        127 => " (there is no such program)",
        134 => " (SIGABRT: an exception that nothing caught)",
        137 => " (SIGKILL)",
        139 => " (SIGSEGV)",
        _ => "",
    };

    /// <summary>Why .NET ended the program, as it says itself; <see langword="null"/> when it did not.</summary>
    public static string? Abort(ContainerRun run) =>
        run.Exit is { Code: 133 or 134 or 139 } && AbortLine(run) is { } line ? s_aborts.Where(a => line.StartsWith(a.Said, StringComparison.Ordinal)).Select(a => a.Means + Short(line[a.Said.Length..])).First() : null;

    /// <summary>Whether a line of a log is the first of what .NET writes before it ends a program.</summary>
    public static bool IsLastWord(string line) => Array.Exists(s_aborts, a => line.StartsWith(a.Said, StringComparison.Ordinal));

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
    /// <param name="run">Whose log.</param>
    /// <param name="besidesMeaning">Whether the line that <see cref="Meaning"/> tells is left out.</param>
    public static string LastLines(ContainerRun run, bool besidesMeaning = false)
    {
        string[] said = [.. run.Log.Select(static l => l.Text).Where(static t => t.AsSpan().Trim() is { IsEmpty: false } line && !line.StartsWith("at ") && !line.StartsWith("--- End of "))];
        int cause = Array.FindLastIndex(said, static t => t.Contains("Unhandled exception", StringComparison.OrdinalIgnoreCase));
        IEnumerable<string> shown = cause >= 0 ? said.Skip(cause).Take(MostLines) : said.TakeLast(MostLines);
        string? told = besidesMeaning && Abort(run) is not null ? AbortLine(run) : null;
        return string.Join(", ", shown.Where(t => !ReferenceEquals(t, told)).Select(static t => $"'{Short(t)}'"));
    }

    /// <summary>An engine in words.</summary>
    public static string Engine(RunFacts facts) => facts.EngineName.Length > 0 ? facts.EngineName : facts.Engine switch
    {
        ProofEngine.Sandbox => "bubblewrap",
        ProofEngine.InPlace => "this pod",
        _ => facts.Engine.ToString().ToLowerInvariant(),
    };

    private static string? AbortLine(ContainerRun run) => run.Log.LastOrDefault(static l => s_aborts.Any(a => l.Text.StartsWith(a.Said, StringComparison.Ordinal)))?.Text;
}
