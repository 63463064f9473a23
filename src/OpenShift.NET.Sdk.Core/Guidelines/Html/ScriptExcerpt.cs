using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>The lines of a script around a place.</summary>
/// <param name="Line">The line that is meant, counted from 1.</param>
/// <param name="Lines">The lines with their numbers, secrets taken out.</param>
internal sealed record ScriptExcerpt(int Line, ImmutableArray<(int Number, string Text)> Lines)
{
    private const int Around = 1;
    private const int LongestLine = 240;

    /// <summary>The excerpt for a place; <see langword="null"/> when the place is no line, or the text is not known.</summary>
    public static ScriptExcerpt? Of(Publication publication, Location where)
    {
        string? text = where.TextLine == 0 ? null
            : where.TextFile is null ? publication.EntryPoint.ShellScript
            : publication.Files.Find(where.TextFile)?.File.Text;
        if (text is null || PemPrivateKey.IsIn(text.AsSpan()))
        {
            return null;
        }

        string[] all = text.ReplaceLineEndings("\n").Split('\n');
        if (where.TextLine > all.Length)
        {
            return null;
        }

        int first = Math.Max(1, where.TextLine - Around), last = Math.Min(all.Length, where.TextLine + Around);
        return new ScriptExcerpt(
            where.TextLine,
            [.. Enumerable.Range(first, last - first + 1).Select(n => (Number: n, Text: Shortened(RedactedText.Of(all[n - 1])))).Where(l => l.Number == where.TextLine || !string.IsNullOrWhiteSpace(l.Text))]);
    }

    private static string Shortened(string line) => line.Length <= LongestLine ? line : line[..LongestLine] + "…";
}
