using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Diagnostics;

/// <summary>
/// Text that nobody vouches for, as it may be shown: in a build log, on a terminal, in a report. Names, labels, variables and scripts of an image are whatever their author wants them
/// to be; terminals obey control characters, CI systems obey lines of their log, and marks of direction make one name look like another. Every output cleans what it is given here.
/// </summary>
/// <remarks>
/// What is taken for a command, and how: Azure Pipelines <c>##vso[</c> and <c>##[</c>, TeamCity <c>##teamcity[</c>, and GitHub Actions' old form <c>##[</c>, all anywhere in a line;
/// GitHub Actions <c>::name …::</c> at the start of a line, blanks before it passed over, for the names it knows. GitLab (<c>section_start:…</c>) and Jenkins (console notes) need
/// control characters around theirs, which are not left.
/// </remarks>
public static class PrintableText
{
    /// <summary>Most characters of one line; more are cut off with a note.</summary>
    public const int LongestLine = 8000;

    /// <summary>Most characters of a text of several lines; more are cut off with a note.</summary>
    public const int LongestBlock = 256 * 1024;

    private static readonly SearchValues<string> s_anywhere = SearchValues.Create(["##vso[", "##teamcity[", "##["], StringComparison.OrdinalIgnoreCase);

    // actions/runner, ActionCommandManager and its extensions; names are not case-sensitive.
    private static readonly ImmutableArray<string> s_gitHubCommands =
    [
        "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output",
        "stop-commands", "warning",
    ];

    /// <summary>The text as one line: line breaks and everything else that cannot be seen are written as their numbers, <c>[U+000A]</c>.</summary>
    public static string Line(string? text) => Clean(text, LongestLine, keepLines: false);

    /// <summary>The text with its lines and tabulators.</summary>
    public static string Block(string? text) => Clean(text, LongestBlock, keepLines: true);

    private static string Clean(string? text, int longest, bool keepLines)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        string cut = "";
        if (text.Length > longest)
        {
            int length = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
            cut = string.Create(CultureInfo.InvariantCulture, $"… ({text.Length - length} more characters)");
            text = text[..length];
        }

        if (!IsPlain(text, keepLines))
        {
            text = Visible(text, keepLines);
        }

        return (keepLines && text.Contains('\n', StringComparison.Ordinal) ? string.Join('\n', text.Split('\n').Select(Defused)) : Defused(text)) + cut;
    }

    private static bool IsPlain(string text, bool keepLines)
    {
        foreach (char c in text)
        {
            // Printable ASCII, Latin letters and signs; everything else is looked at closely.
            if (c is not ((>= ' ' and <= '~') or (>= '\u00A1' and <= '\u02FF' and not '\u00AD') or '\u2026' or '\t') && !(keepLines && c == '\n'))
            {
                return false;
            }
        }

        return true;
    }

    private static string Visible(ReadOnlySpan<char> rest, bool keepLines)
    {
        var clean = new StringBuilder(rest.Length + 16);
        while (!rest.IsEmpty)
        {
            if (keepLines && rest.StartsWith("\r\n"))
            {
                rest = rest[1..];
            }

            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int used) != OperationStatus.Done)
            {
                clean.Append('\uFFFD');
                rest = rest[Math.Max(used, 1)..];
                continue;
            }

            rest = rest[used..];
            _ = IsVisible(rune, keepLines) ? clean.Append(rune) : clean.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }

        return clean.ToString();
    }

    // Joiners are part of how Persian, the languages of India and emoji are written.
    private static bool IsVisible(Rune rune, bool keepLines) =>
        rune.Value is '\t' or 0x200C or 0x200D
        || (keepLines && rune.Value == '\n')
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static string Defused(string line)
    {
        StringBuilder? defused = null;
        int from = 0;
        while (line.AsSpan(from).IndexOfAny(s_anywhere) is >= 0 and var found)
        {
            (defused ??= new StringBuilder(line.Length + 16)).Append(line, from, found + 1).Append(' ');
            from += found + 1;
        }

        line = defused?.Append(line, from, line.Length - from).ToString() ?? line;

        int start = line.Length - line.AsSpan().TrimStart().Length;
        return IsGitHubCommand(line.AsSpan(start)) ? line.Insert(start + 1, " ") : line;
    }

    private static bool IsGitHubCommand(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("::") || line[2..].IndexOf("::") is not (> 0 and var end))
        {
            return false;
        }

        ReadOnlySpan<char> name = line.Slice(2, end);
        int blank = name.IndexOf(' ');
        name = (blank < 0 ? name : name[..blank]).Trim();
        foreach (string known in s_gitHubCommands)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
