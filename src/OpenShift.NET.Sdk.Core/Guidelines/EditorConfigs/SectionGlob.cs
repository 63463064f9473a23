using System.Globalization;

namespace OpenShift.NET.Sdk.Guidelines.EditorConfigs;

/// <summary>
/// The patterns of .editorconfig sections (EditorConfig specification, "Glob Expressions"): <c>*</c>, <c>**</c>, <c>?</c>,
/// <c>[abc]</c>, <c>[!abc]</c>, <c>[a-z]</c>, <c>{a,b}</c>, <c>{1..9}</c>, <c>\</c>.
/// </summary>
internal static class SectionGlob
{
    // A pattern that means more names than this is a mistake or an attack on the build's time.
    private const int MostAlternatives = 1024;

    /// <summary>Whether a section of an .editorconfig file applies to a file.</summary>
    public static bool Matches(string glob, string editorConfigPath, string target)
    {
        string config = editorConfigPath.Replace('\\', '/');
        string file = target.Replace('\\', '/');
        string folder = config[..(config.LastIndexOf('/') + 1)];
        if (!file.StartsWith(folder, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
        {
            return false;
        }

        string relative = file[folder.Length..];
        string pattern = glob.StartsWith('/') ? glob[1..]
            : glob.Contains('/', StringComparison.Ordinal) ? glob
            : "**/" + glob;
        var alternatives = new List<string>();
        if (!Expand(pattern, alternatives))
        {
            return false;
        }

        foreach (string alternative in alternatives)
        {
            if (MatchesPlain(alternative, relative))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes braces out; false when there are too many names.</summary>
    private static bool Expand(string pattern, List<string> into)
    {
        if (!FindBraces(pattern, out int open, out int close, out List<string> choices))
        {
            into.Add(pattern);
            return into.Count <= MostAlternatives;
        }

        foreach (string choice in choices)
        {
            if (!Expand(string.Concat(pattern.AsSpan(0, open), choice, pattern.AsSpan(close + 1)), into))
            {
                return false;
            }
        }

        return true;
    }

    private static bool FindBraces(string pattern, out int open, out int close, out List<string> choices)
    {
        choices = [];
        close = -1;
        for (open = 0; open < pattern.Length; open++)
        {
            if (pattern[open] == '\\')
            {
                open++;
            }
            else if (pattern[open] == '{' && Choices(pattern, open, out close, choices))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Choices(string pattern, int open, out int close, List<string> choices)
    {
        choices.Clear();
        int depth = 0, start = open + 1;
        for (close = open; close < pattern.Length; close++)
        {
            switch (pattern[close])
            {
                case '\\':
                    close++;
                    break;
                case '{':
                    depth++;
                    break;
                case ',' when depth == 1:
                    choices.Add(pattern[start..close]);
                    start = close + 1;
                    break;
                case '}' when --depth == 0:
                    string last = pattern[start..close];
                    if (choices.Count > 0)
                    {
                        choices.Add(last);
                        return true;
                    }

                    // Braces around one name stand for themselves, unless it is a range of numbers.
                    return AddRange(last, choices);
            }
        }

        return false;
    }

    private static bool AddRange(string text, List<string> choices)
    {
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0
            || !int.TryParse(text.AsSpan(0, dots), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int first)
            || !int.TryParse(text.AsSpan(dots + 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int last)
            || Math.Abs((long)last - first) >= MostAlternatives)
        {
            return false;
        }

        for (int number = Math.Min(first, last); number <= Math.Max(first, last); number++)
        {
            choices.Add(number.ToString(CultureInfo.InvariantCulture));
        }

        return true;
    }

    /// <summary>Matches without braces, keeping the set of places in the pattern that the text read so far can lead to.</summary>
    private static bool MatchesPlain(string pattern, string text)
    {
        List<GlobToken> tokens = GlobToken.Parse(pattern);
        var reached = new bool[tokens.Count + 1];
        Arrive(tokens, reached, 0);
        foreach (char c in text)
        {
            var next = new bool[tokens.Count + 1];
            for (int i = 0; i < tokens.Count; i++)
            {
                if (reached[i] && tokens[i].Accepts(c))
                {
                    next[i] |= tokens[i].Repeats;
                    Arrive(tokens, next, i + 1);
                }
            }

            reached = next;
        }

        return reached[^1];
    }

    private static void Arrive(List<GlobToken> tokens, bool[] reached, int place)
    {
        reached[place] = true;
        if (place == tokens.Count || !tokens[place].Repeats)
        {
            return;
        }

        Arrive(tokens, reached, place + 1);

        // "**/" also stands for no folder at all, but only where a name begins.
        if (tokens[place].CrossesFolders && place + 1 < tokens.Count && tokens[place + 1].Text == "/" && (place == 0 || tokens[place - 1].Text == "/"))
        {
            Arrive(tokens, reached, place + 2);
        }
    }
}
