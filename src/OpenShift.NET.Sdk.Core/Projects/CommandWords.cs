using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>The words of a command line as a shell tells them apart, with <c>'…'</c> and <c>"…"</c> around words with spaces; nothing is expanded.</summary>
internal static class CommandWords
{
    /// <summary>Splits a command.</summary>
    /// <param name="text">The command.</param>
    /// <param name="open">The quote that is not closed; <c>\0</c> when there is none.</param>
    public static ImmutableArray<string> Split(string text, out char open)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        bool inWord = false;
        open = '\0';
        foreach (char c in text)
        {
            if (open == '\0' && char.IsWhiteSpace(c))
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                inWord = false;
                continue;
            }

            inWord = true;
            if (c == open)
            {
                open = '\0';
            }
            else if (open == '\0' && c is '\'' or '"')
            {
                open = c;
            }
            else
            {
                word.Append(c);
            }
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words.ToImmutable();
    }
}
