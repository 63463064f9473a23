using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Keys that only the application itself must know, so that a deployment can make them up: keys that sign its tokens or encrypt its data.</summary>
internal static class OwnKey
{
    /// <summary>What such a key is made with when only its name is known.</summary>
    public static string DefaultPattern(string key) => IsForEncryption(key) ? "[a-zA-Z0-9]{32}" : "[a-zA-Z0-9]{64}";

    /// <summary>What such a key is made with: as long as the one there is, and Base64 where that is Base64; <see langword="null"/> when a made-up text cannot take its place.</summary>
    public static string? PatternFor(string key, string value)
    {
        string text = value.Trim();
        if (PemPrivateKey.IsIn(text) || text.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[192];
        if (text is [.., '='] && text.Length <= 255 && Convert.TryFromBase64String(text, bytes, out int length))
        {
            // The last character before the padding must not have bits that no byte gets.
            int padding = text.EndsWith("==", StringComparison.Ordinal) ? 2 : 1;
            return length < 16 ? DefaultPattern(key) : FormattableString.Invariant($"[a-zA-Z0-9]{{{text.Length - padding - 1}}}A{new string('=', padding)}");
        }

        // A cipher's key has its length: 16, 24 or 32 bytes.
        return IsForEncryption(key) && text.Length is 16 or 24 or 32 ? FormattableString.Invariant($"[a-zA-Z0-9]{{{text.Length}}}") : DefaultPattern(key);
    }

    private static bool IsForEncryption(string key)
    {
        foreach (string word in SecretName.Words(key))
        {
            if (word.StartsWith("encrypt", StringComparison.Ordinal) || word is "aes" or "symmetric" or "symmetrickey")
            {
                return true;
            }
        }

        return false;
    }
}
