using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>Shell text that is nothing but words: what needs no shell to be understood.</summary>
internal static class SimpleCommand
{
    // What makes the shell do more than split words (POSIX, Shell Command Language, 2.2 and 2.6).
    private const string Special = "$`;&|<>(){}*?[]#~!\n\r";

    /// <summary>Reads one command with constant words, a leading <c>exec</c> left out; <see langword="false"/> for anything else.</summary>
    public static bool TryRead(string text, out ImmutableArray<string> command)
    {
        if (!TrySplit(text.Trim(), out command))
        {
            return false;
        }

        if (command.Length > 1 && command[0] == "exec" && !command[1].StartsWith('-'))
        {
            command = command[1..];
        }

        // An assignment in front changes what is looked up.
        return command.Length > 0 && !command[0].Contains('=', StringComparison.Ordinal);
    }

    /// <summary>Splits text into words, quotes removed; <see langword="false"/> when it holds more than constant words.</summary>
    public static bool TrySplit(string text, out ImmutableArray<string> words)
    {
        words = [];
        var result = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                }
                else if (quote == '"' && c is '$' or '`' or '\\')
                {
                    return false;
                }
                else
                {
                    word.Append(c);
                }
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                inWord = true;
            }
            else if (c is ' ' or '\t')
            {
                if (inWord)
                {
                    result.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                }
            }
            else if (c == '\\')
            {
                if (++i == text.Length || text[i] == '\n')
                {
                    return false;
                }

                word.Append(text[i]);
                inWord = true;
            }
            else if (Special.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (quote != '\0')
        {
            return false;
        }

        if (inWord)
        {
            result.Add(word.ToString());
        }

        words = result.ToImmutable();
        return words.Length > 0;
    }
}
