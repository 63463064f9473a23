using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>A remedy taken apart into words and what is written in a file or a terminal.</summary>
/// <param name="Parts">The parts in order; together they are the remedy.</param>
internal sealed record RemedyText(ImmutableArray<(string Text, bool IsCode)> Parts)
{
    /// <summary>What can be taken over as it is, or after filling in what is left open: XML of a project, statements of C#, whole settings.</summary>
    public IEnumerable<string> Snippets => Parts.Where(static p => p.IsCode && IsWhole(p.Text)).Select(static p => p.Text[0] == '<' ? Lines(p.Text) : p.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Takes a remedy apart.</summary>
    public static RemedyText Of(string remedy)
    {
        var parts = ImmutableArray.CreateBuilder<(string, bool)>();
        int start = 0;
        for (int i = 0; i < remedy.Length;)
        {
            int end = i == 0 || !IsPartOfWord(remedy[i - 1]) ? EndOfCode(remedy, i) : i;
            if (end == i)
            {
                i++;
                continue;
            }

            if (i > start)
            {
                parts.Add((remedy[start..i], false));
            }

            parts.Add((remedy[i..end], true));
            start = i = end;
        }

        if (start < remedy.Length)
        {
            parts.Add((remedy[start..], false));
        }

        return new RemedyText(parts.ToImmutable());
    }

    private static bool IsWhole(string code) =>
        code[0] == '<' || code.StartsWith("-p:", StringComparison.Ordinal) || code.StartsWith("builder.", StringComparison.Ordinal) || code.StartsWith("app.", StringComparison.Ordinal);

    // One element a line, as it stands in a project.
    private static string Lines(string xml)
    {
        var lines = new System.Text.StringBuilder(xml.Length + 16);
        int depth = 0;
        for (int i = 0; i < xml.Length; i++)
        {
            lines.Append(xml[i]);
            if (xml[i] == '<')
            {
                depth += i + 1 < xml.Length && xml[i + 1] == '/' ? -1 : 1;
            }
            else if (xml[i] == '>')
            {
                depth -= xml[i - 1] == '/' ? 1 : 0;
                if (i + 1 < xml.Length && xml[i + 1] == '<')
                {
                    bool closes = i + 2 < xml.Length && xml[i + 2] == '/';
                    lines.Append('\n').Append(' ', Math.Max(0, 2 * (closes ? depth - 1 : depth)));
                }
            }
        }

        return lines.ToString();
    }

    private static int EndOfCode(string text, int start) => text[start] switch
    {
        '<' => EndOfElement(text, start),
        '-' when text.AsSpan(start).StartsWith("-p:") => EndOfWord(text, start),
        '\'' => text.IndexOf('\'', start + 1) is > 0 and var quote && quote - start is > 2 and < 100 && (quote + 1 == text.Length || !IsPartOfWord(text[quote + 1])) ? quote + 1 : start,
        'b' when text.AsSpan(start).StartsWith("builder.") => EndOfExpression(text, start),
        'a' when text.AsSpan(start).StartsWith("app.") => EndOfExpression(text, start),
        >= 'A' and <= 'Z' => EndOfName(text, start),
        _ => start,
    };

    // <A … /> or <A …>…</A>, elements inside counted by their name; a placeholder such as <NAME> has no end and is none.
    private static int EndOfElement(string text, int start)
    {
        int nameEnd = start + 1;
        while (nameEnd < text.Length && IsPartOfWord(text[nameEnd]))
        {
            nameEnd++;
        }

        int close = text.IndexOf('>', nameEnd);
        if (nameEnd == start + 1 || close < 0)
        {
            return start;
        }

        if (text[close - 1] == '/')
        {
            return close + 1;
        }

        string end = $"</{text[(start + 1)..nameEnd]}>";
        return text.IndexOf(end, close, StringComparison.Ordinal) is > 0 and var last ? last + end.Length : start;
    }

    // Names, calls with what is between their parentheses, and the semicolon.
    private static int EndOfExpression(string text, int start)
    {
        int depth = 0, end = start;
        char quote = '\0';
        for (int i = start; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c == '"')
            {
                quote = c;
            }
            else if (c is '(' or '{' or '<')
            {
                depth++;
            }
            else if (c is ')' or '}' or '>' && depth > 0 && !(c == '>' && text[i - 1] == '='))
            {
                depth--;
                end = i + 1;
            }
            else if (depth == 0 && c == ';')
            {
                return i + 1;
            }
            else if (depth == 0 && !IsPartOfWord(c) && c != '.')
            {
                break;
            }
            else if (depth == 0 && c != '.')
            {
                end = i + 1;
            }
        }

        return depth == 0 && text.AsSpan(start, end - start).Contains('(') ? end : start;
    }

    // Properties and items of the project, settings NAME=value, names of variables, calls without a receiver.
    private static int EndOfName(string text, int start)
    {
        int end = start;
        while (end < text.Length && (IsPartOfWord(text[end]) || (text[end] == ':' && end + 1 < text.Length && IsPartOfWord(text[end + 1]) && text[end + 1] != ' ')))
        {
            end++;
        }

        ReadOnlySpan<char> name = text.AsSpan(start, end - start);
        if (end < text.Length && text[end] == '=' && end + 1 < text.Length && !char.IsWhiteSpace(text[end + 1]))
        {
            return EndOfWord(text, start);
        }

        if (end + 1 < text.Length && text[end] == '(' && text.IndexOf(')', end) is > 0 and var close && close - end < 60)
        {
            return close + 1;
        }

        bool ofTheProject = (name.StartsWith("OpenShift") || name.StartsWith("Container")) && name.Length > 9 && name[9..].IndexOfAnyInRange('A', 'Z') == 0;
        return ofTheProject || (name.Contains('_') && name.IndexOfAnyInRange('a', 'z') < 0) ? end : start;
    }

    private static int EndOfWord(string text, int start)
    {
        int end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        while (end > start && text[end - 1] is '.' or ',' or ';' or ')' or ':')
        {
            end--;
        }

        return end;
    }

    private static bool IsPartOfWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
