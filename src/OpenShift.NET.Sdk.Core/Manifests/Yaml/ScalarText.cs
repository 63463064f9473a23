using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>
/// How a text is written so that every reader takes it for that text: plain, quoted, or as a literal block. Whatever a YAML 1.1 or 1.2 reader
/// could take for another type is quoted; one quotation mark too many harms nobody.
/// </summary>
internal static class ScalarText
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`=<";

    /// <summary>Appends a text; a literal block ends with its own line break.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="indent">Indentation of a literal block's lines.</param>
    /// <param name="isKey">Whether it is a key, which stays on one line.</param>
    public static void Append(StringBuilder output, string text, int indent, bool isKey)
    {
        if (!isKey && IsBlock(text))
        {
            AppendBlock(output, text, indent);
        }
        else if (IsPlain(text))
        {
            output.Append(text);
        }
        else if (IsSingleLine(text) && text.AsSpan().ContainsAny('"', '\\'))
        {
            output.Append('\'').Append(text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
        }
        else
        {
            AppendDoubleQuoted(output, text);
        }
    }

    /// <summary>Whether a character stands for itself in YAML (1.2, production 1, without line breaks, tab, byte order mark and surrogates).</summary>
    public static bool IsPrintable(char c) =>
        c is (>= ' ' and <= '~') or (>= '\u00a0' and < '\ud800') or (>= '\ue000' and < '\ufffe') && c is not ('\u2028' or '\u2029' or '\ufeff');

    private static bool IsPlain(string text) =>
        text.Length > 0
        && IsSingleLine(text)
        && text[0] != ' ' && text[^1] != ' ' && text[^1] != ':'
        && !Indicators.Contains(text[0], StringComparison.Ordinal)
        && !text.Contains(": ", StringComparison.Ordinal)
        && !HasIndicatorInside(text)
        && !IsWordOfAnotherType(text)
        && !LooksLikeNumberOrDate(text)
        && text != "...";

    // " #" begins a comment; the others would be allowed, but YamlDotNet trips over some of them.
    private static bool HasIndicatorInside(string text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i - 1] == ' ' && text[i] is ('#' or '*' or '&' or '!'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWordOfAnotherType(string text)
    {
        if (text == "~" || text.Length > 5)
        {
            return text == "~";
        }

        foreach (string word in (ReadOnlySpan<string>)["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Numbers of every base, with '_', exponents, sexagesimal ones, infinity, dates and times: all begin so and consist of nothing else.
    private static bool LooksLikeNumberOrDate(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('.' or '+' or '-'))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigit(c) && c is not ('x' or 'X' or 'o' or 'O' or '_' or '.' or ',' or ':' or '+' or '-' or ' ' or 't' or 'T' or 'z' or 'Z' or 'i' or 'I' or 'n' or 'N'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSingleLine(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsPrintable(text[i]))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    i++;
                    continue;
                }

                return false;
            }
        }

        return true;
    }

    // Several lines, none of which begins the block with white space or consists of white space only.
    private static bool IsBlock(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || text[0] is ' ' or '\n' or '\t')
        {
            return false;
        }

        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0 && (line.AsSpan().IsWhiteSpace() || !IsSingleLine(line.Replace('\t', ' '))))
            {
                return false;
            }
        }

        return true;
    }

    private static void AppendBlock(StringBuilder output, string text, int indent)
    {
        string chomping = !text.EndsWith('\n') ? "-" : text.EndsWith("\n\n", StringComparison.Ordinal) ? "+" : "";
        output.Append('|').Append(chomping).Append('\n');
        string[] lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        foreach (string line in lines)
        {
            if (line.Length > 0)
            {
                output.Append(' ', indent).Append(line);
            }

            output.Append('\n');
        }
    }

    private static void AppendDoubleQuoted(StringBuilder output, string text)
    {
        output.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '"' or '\\')
            {
                output.Append('\\').Append(c);
            }
            else if (IsPrintable(c))
            {
                output.Append(c);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                output.Append(c).Append(text[++i]);
            }
            else if (c is '\n' or '\r' or '\t' or '\0')
            {
                output.Append('\\').Append(c switch { '\n' => 'n', '\r' => 'r', '\t' => 't', _ => '0' });
            }
            else
            {
                // A lone surrogate is no character at all; U+FFFD says so.
                output.Append("\\u").Append((char.IsSurrogate(c) ? 0xfffd : c).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        output.Append('"');
    }
}
