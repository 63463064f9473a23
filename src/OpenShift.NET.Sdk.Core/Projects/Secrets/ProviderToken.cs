namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>Recognises tokens that providers give a form of their own. Every form is looked for in one pass, without backtracking.</summary>
internal static class ProviderToken
{
    /// <summary>The kind of the first token in the text.</summary>
    public static SecretKind? Find(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int start = 0;
            while (start < text.Length && !IsTokenCharacter(text[start]))
            {
                start++;
            }

            int end = start;
            while (end < text.Length && IsTokenCharacter(text[end]))
            {
                end++;
            }

            if (Classify(text[start..end]) is { } kind)
            {
                return kind;
            }

            text = text[end..];
        }

        return null;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static SecretKind? Classify(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('.');
        if (word.Length < 20)
        {
            return word.Length >= 15 && IsSlack(word) ? SecretKind.SlackToken : null;
        }

        return word.Length == 20 && word.StartsWith("AKIA", StringComparison.Ordinal) && IsUpperOrDigits(word[4..]) ? SecretKind.AwsAccessKey
            : IsGitHub(word) ? SecretKind.GitHubToken
            : IsSlack(word) ? SecretKind.SlackToken
            : word.Length == 39 && word.StartsWith("AIza", StringComparison.Ordinal) && !word.Contains('.') ? SecretKind.GoogleApiKey
            : IsJsonWebToken(word) ? SecretKind.JsonWebToken
            : null;
    }

    private static bool IsUpperOrDigits(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsGitHub(ReadOnlySpan<char> word)
    {
        if (word.StartsWith("github_pat_", StringComparison.Ordinal))
        {
            return word.Length >= 40;
        }

        if (word.Length < 40 || word is not ['g', 'h', 'p' or 'o' or 'u' or 's' or 'r', '_', ..])
        {
            return false;
        }

        foreach (char c in word[4..])
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSlack(ReadOnlySpan<char> word) => word is ['x', 'o', 'x', 'a' or 'b' or 'p' or 'r' or 's', '-', ..] && char.IsAsciiLetterOrDigit(word[5]);

    private static bool IsJsonWebToken(ReadOnlySpan<char> word)
    {
        // Header and payload are JSON objects: base64url of {" begins with eyJ (RFC 7519, 3.1).
        if (!word.StartsWith("eyJ", StringComparison.Ordinal))
        {
            return false;
        }

        int dot = word.IndexOf('.');
        if (dot < 10 || !word[(dot + 1)..].StartsWith("eyJ", StringComparison.Ordinal))
        {
            return false;
        }

        int second = word[(dot + 1)..].IndexOf('.');
        return second >= 10 && word.Length > dot + 1 + second + 1;
    }
}
