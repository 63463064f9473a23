using System.Text;

namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>Reads <c>key=value;</c> connection strings with ADO.NET's quoting (System.Data.Common.DbConnectionStringBuilder), also the forms of Azure Storage and Service Bus.</summary>
internal static class ConnectionString
{
    /// <summary>The first password, key or signature in the text; <see langword="null"/> when it is no connection string or has none with a value.</summary>
    public static string? FindSecret(string text)
    {
        string? secret = null;
        int i = 0;
        while (i < text.Length)
        {
            while (i < text.Length && (text[i] == ';' || char.IsWhiteSpace(text[i])))
            {
                i++;
            }

            int equals = i < text.Length ? text.IndexOf('=', i) : -1;
            int end = i < text.Length ? text.IndexOf(';', i) : -1;
            if (equals < 0 || (end >= 0 && end < equals))
            {
                // A part without "=": Redis' "host:port,password=…" has its own separators, and everything else is no connection string.
                return secret ?? FindAfterComma(text);
            }

            string key = text[i..equals].Trim();
            string value = ReadValue(text, equals + 1, out i);
            if (secret is null && IsSecretKey(key) && !SecretValue.IsPlaceholder(value))
            {
                secret = value;
            }
        }

        return secret ?? FindAfterComma(text);
    }

    private static string? FindAfterComma(string text)
    {
        foreach (Range range in text.AsSpan().Split(','))
        {
            ReadOnlySpan<char> part = text.AsSpan()[range].Trim();
            if (part.StartsWith("password=", StringComparison.OrdinalIgnoreCase) && text.Contains(',', StringComparison.Ordinal)
                && part["password=".Length..].ToString() is var value && !SecretValue.IsPlaceholder(value))
            {
                return value;
            }
        }

        return null;
    }

    private static bool IsSecretKey(string key)
    {
        var letters = new StringBuilder(Math.Min(key.Length, 32));
        foreach (char c in key)
        {
            if (letters.Length == 32)
            {
                return false;
            }

            if (!char.IsWhiteSpace(c) && c is not ('_' or '-'))
            {
                letters.Append(char.ToLowerInvariant(c));
            }
        }

        return letters.ToString() is "password" or "pwd" or "accountkey" or "sharedaccesskey" or "sharedaccesssignature" or "clientsecret";
    }

    private static string ReadValue(string text, int start, out int next)
    {
        int i = start;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        if (i < text.Length && text[i] is '"' or '\'')
        {
            char quote = text[i++];
            var value = new StringBuilder();
            for (; i < text.Length; i++)
            {
                if (text[i] == quote)
                {
                    if (i + 1 == text.Length || text[i + 1] != quote)
                    {
                        break;
                    }

                    i++;
                }

                value.Append(text[i]);
            }

            int after = i < text.Length ? text.IndexOf(';', i) : -1;
            next = after < 0 ? text.Length : after + 1;
            return value.ToString();
        }

        int end = i < text.Length ? text.IndexOf(';', i) : -1;
        next = end < 0 ? text.Length : end + 1;
        return text[i..(end < 0 ? text.Length : end)].TrimEnd();
    }
}
