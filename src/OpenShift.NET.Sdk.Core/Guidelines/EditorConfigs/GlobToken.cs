namespace OpenShift.NET.Sdk.Guidelines.EditorConfigs;

/// <summary>One step of a section's pattern.</summary>
internal sealed class GlobToken
{
    private GlobToken(string? text, bool negated = false)
    {
        Text = text;
        Negated = negated;
    }

    /// <summary>The characters of which one is accepted; <see langword="null"/> for any but a slash.</summary>
    public string? Text { get; }

    /// <summary>Whether any character but those of <see cref="Text"/> and a slash is accepted.</summary>
    public bool Negated { get; }

    /// <summary>Whether it stands for any number of characters.</summary>
    public bool Repeats { get; private init; }

    /// <summary>Whether it accepts slashes too.</summary>
    public bool CrossesFolders { get; private init; }

    public bool Accepts(char c) =>
        CrossesFolders
        || (Text is null ? c != '/' : Negated ? c != '/' && !Text.Contains(c, StringComparison.Ordinal) : Text.Contains(c, StringComparison.Ordinal));

    public static List<GlobToken> Parse(string pattern)
    {
        var tokens = new List<GlobToken>(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    tokens.Add(new GlobToken(null) { Repeats = true, CrossesFolders = true });
                    i++;
                    break;
                case '*':
                    tokens.Add(new GlobToken(null) { Repeats = true });
                    break;
                case '?':
                    tokens.Add(new GlobToken(null));
                    break;
                case '[' when TrySet(pattern, i, out int close, out GlobToken? set):
                    tokens.Add(set!);
                    i = close;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    tokens.Add(new GlobToken(pattern[++i].ToString()));
                    break;
                default:
                    tokens.Add(new GlobToken(pattern[i].ToString()));
                    break;
            }
        }

        return tokens;
    }

    private static bool TrySet(string pattern, int open, out int close, out GlobToken? set)
    {
        set = null;
        close = pattern.IndexOf(']', open + 1);
        if (close < 0 || close == open + 1 || pattern.AsSpan(open, close - open).Contains('/'))
        {
            return false;
        }

        bool negated = pattern[open + 1] == '!' && close > open + 2;
        var characters = new System.Text.StringBuilder();
        for (int i = open + (negated ? 2 : 1); i < close; i++)
        {
            if (i + 2 < close && pattern[i + 1] == '-' && pattern[i] <= pattern[i + 2])
            {
                for (char c = pattern[i]; c < pattern[i + 2]; c++)
                {
                    characters.Append(c);
                }

                characters.Append(pattern[i + 2]);
                i += 2;
            }
            else
            {
                characters.Append(pattern[i]);
            }
        }

        set = new GlobToken(characters.ToString(), negated);
        return true;
    }
}
