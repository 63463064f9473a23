using System.Text;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>Command lines and scripts with what looks like a secret taken out. What an image holds anybody can read who may pull it; a report is read by others too.</summary>
internal static class RedactedText
{
    /// <summary>A named value.</summary>
    public static string Of(string name, string value) => SecretValue.Judge(name, value) is null ? Of(value) : Redaction.Of(value);

    /// <summary>A command line, or a line of a script.</summary>
    public static string Of(string text)
    {
        if (PemPrivateKey.IsIn(text.AsSpan()))
        {
            return Redaction.Of(text);
        }

        bool passwords = text.Contains("chpasswd", StringComparison.Ordinal);
        var result = new StringBuilder(text.Length);
        string before = "", beforeThat = "";
        for (int i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                result.Append(text[i++]);
                continue;
            }

            int end = EndOfWord(text, i);
            string word = text[i..end];
            result.Append(Word(word, before, beforeThat, passwords));
            (beforeThat, before, i) = (before, word, end);
        }

        return result.ToString();
    }

    // Quoted blanks belong to the word.
    private static int EndOfWord(string text, int start)
    {
        char quote = '\0';
        for (int i = start; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '"' or '\'' && text.IndexOf(text[i], i + 1) > 0)
            {
                quote = text[i];
            }
            else if (char.IsWhiteSpace(text[i]))
            {
                return i;
            }
        }

        return text.Length;
    }

    private static string Word(string word, string before, string beforeThat, bool passwords)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && Judged(word[..equals], word[(equals + 1)..]) is { } assigned)
        {
            return word[..(equals + 1)] + assigned;
        }

        string bare = Unquoted(word);
        if (SecretValue.Recognize(bare) is not null)
        {
            return Redaction.Of(bare);
        }

        bool option = before.StartsWith('-') && !word.StartsWith('-');
        int colon = bare.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < bare.Length - 1 && (passwords || (option && before is "-u" or "--user")))
        {
            return bare[..(colon + 1)] + Redaction.Of(bare[(colon + 1)..]);
        }

        return (option || beforeThat is "ENV" or "ARG") && Judged(before, word) is { } given ? given
            : before is "Bearer" or "Basic" && bare.Length > 7 ? Redaction.Of(bare)
            : word;
    }

    private static string? Judged(string name, string value) =>
        SecretValue.Judge(name.Trim('-', '"', '\''), Unquoted(value)) is null ? null : Redaction.Of(Unquoted(value));

    private static string Unquoted(string word) => word.Length > 1 && word[0] is '"' or '\'' && word[^1] == word[0] ? word[1..^1] : word;
}
