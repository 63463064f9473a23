namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>Finds private keys in PEM (RFC 7468; OpenPGP: RFC 9580, 6.2), in files and inside strings of JSON or YAML.</summary>
public static class PemPrivateKey
{
    /// <summary>Whether the text holds a private key. The label alone, as programs that read keys have it among their strings, is none.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        const string Begin = "-----BEGIN ";
        for (int at; (at = text.IndexOf(Begin, StringComparison.Ordinal)) >= 0;)
        {
            text = text[(at + Begin.Length)..];
            ReadOnlySpan<char> label = text[..Math.Min(text.Length, 48)];
            int end = label.IndexOf("-----", StringComparison.Ordinal);
            if (end >= 0 && IsPrivate(label[..end]) && HasBody(text[(end + 5)..]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether UTF-8 or ASCII content holds a private key.</summary>
    public static bool IsIn(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> begin = "-----BEGIN "u8;
        Span<char> text = stackalloc char[160];
        for (int at; (at = content.IndexOf(begin)) >= 0;)
        {
            content = content[at..];
            int length = System.Text.Encoding.Latin1.GetChars(content[..Math.Min(content.Length, text.Length)], text);
            if (IsIn(text[..length]))
            {
                return true;
            }

            content = content[begin.Length..];
        }

        return false;
    }

    private static bool IsPrivate(ReadOnlySpan<char> label) =>
        label.EndsWith("PRIVATE KEY", StringComparison.Ordinal) || label is "PGP PRIVATE KEY BLOCK";

    private static bool HasBody(ReadOnlySpan<char> text)
    {
        // A line end, as itself or escaped in a string.
        int i = 0;
        while (i < text.Length && (char.IsWhiteSpace(text[i]) || (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is 'n' or 'r' && ++i > 0)))
        {
            i++;
        }

        if (i == 0)
        {
            return false;
        }

        text = text[i..];
        if (text.StartsWith("Proc-Type:", StringComparison.Ordinal) || text.StartsWith("Version:", StringComparison.Ordinal) || text.StartsWith("Comment:", StringComparison.Ordinal))
        {
            return true;
        }

        int length = 0;
        while (length < text.Length && length < 16 && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '+' or '/' or '='))
        {
            length++;
        }

        return length == 16;
    }
}
