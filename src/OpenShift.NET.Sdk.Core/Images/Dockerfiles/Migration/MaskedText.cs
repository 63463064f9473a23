using System.Text;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>Instructions without the secrets in them: what is said of a Dockerfile may end in the log of a build.</summary>
internal static class MaskedText
{
    private const string Mask = "…";

    /// <summary>The text of an instruction; blanks and line ends stay where they are.</summary>
    public static string Of(DockerfileInstruction instruction)
    {
        // ENV NAME all the rest.
        bool isOldForm = instruction.Keyword is "ENV" or "LABEL" && instruction.Words is [var first, _, ..] && !first.Contains('=', StringComparison.Ordinal);
        return Of(instruction.Text, isOldForm && IsSecret(instruction.Words[0], string.Join(' ', instruction.Words.Skip(1))) ? instruction.Words[0] : null);
    }

    /// <summary>The text of a script.</summary>
    public static string Of(string text) => Of(text, null);

    private static string Of(string text, string? secretRest)
    {
        var masked = new StringBuilder(text.Length);
        string before = "";
        bool isNuGet = text.Contains("nuget", StringComparison.OrdinalIgnoreCase);
        bool isJson = text.Contains("[\"", StringComparison.Ordinal) && text.TrimEnd().EndsWith(']');
        bool isCurl = text.Contains("curl", StringComparison.Ordinal);
        for (int at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]) || (isJson && text[at] == ',') || (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '\n'))
            {
                masked.Append(text[at++]);
                continue;
            }

            int end = EndOf(text, at, isJson);
            string word = text[at..end];
            string bare = word.Trim('[', ']', '"', '\'');
            int begin = isJson ? word.IndexOf(bare, StringComparison.Ordinal) : 0;
            int value = ValueOf(bare);
            if (secretRest is not null && before.Length > 0)
            {
                return masked.Append(Mask).ToString();
            }

            masked.Append(word.AsSpan(0, begin)).Append(
                Follows(before, bare, isNuGet, isCurl) ? Mask
                : value > 0 ? bare[..value].TrimStart('"', '\'') + Mask
                : SecretValue.Recognize(bare) is not null ? Mask
                : isJson ? bare : word);
            masked.Append(isJson ? word.AsSpan(begin + bare.Length) : []);
            before = bare;
            at = end;
        }

        return masked.ToString();
    }

    /// <summary>Whether a variable or argument holds a secret, by its name or by the form of its value.</summary>
    public static bool IsSecret(string name, string value) =>
        value.Length > 0 && (SecretValue.Recognize(value) is not null || (SecretName.IsSecret(name) && !(SecretValue.IsConnectionStringName(name) && value.Contains('=', StringComparison.Ordinal))));

    // NAME=VALUE, Section:Key=VALUE, NAME:VALUE; -1 where that is no secret.
    private static int ValueOf(string word)
    {
        foreach (char separator in "=:")
        {
            int at = word.IndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && !word[at..].StartsWith("://", StringComparison.Ordinal) && IsSecret(word[..at].TrimStart('-', '/', '"', '\''), word[(at + 1)..].Trim('"', '\'')))
            {
                return at + 1;
            }
        }

        return -1;
    }

    private static bool Follows(string before, string word, bool isNuGet, bool isCurl) =>
        (before == "-p" && isNuGet)
        || (before.StartsWith("--", StringComparison.Ordinal) && !before.Contains('=', StringComparison.Ordinal) && SecretName.IsSecret(before[2..]))
        || (before is "-u" or "--user" && isCurl && word.Contains(':', StringComparison.Ordinal));

    // Blanks in quotes, and behind a backslash, are part of a word.
    private static int EndOf(string text, int at, bool isJson)
    {
        char quote = '\0';
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '\\' && quote != '\'' && at + 1 < text.Length && text[at + 1] != '\n')
            {
                at++;
            }
            else if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' && text.IndexOf(c, at + 1) > 0)
            {
                quote = c;
            }
            else if (char.IsWhiteSpace(c) || (isJson && c == ',') || (c == '\\' && at + 1 < text.Length))
            {
                break;
            }
        }

        return Math.Min(at, text.Length);
    }
}
