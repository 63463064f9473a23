using System.Buffers.Text;

namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>Tells the hash of a password by its form: whoever has it can try passwords on it, and one that stands in public code is mostly that of a password that stands there too.</summary>
internal static class PasswordHash
{
    // What ASP.NET Core Identity writes: format, function, rounds, length of the salt, 16 bytes of salt and 32 of hash.
    private const int IdentityLength = 84;
    private const int BcryptLength = 60;

    /// <summary>Whether a text is one of bcrypt, of ASP.NET Core Identity, or of the form <c>$argon2id$…</c>, <c>$pbkdf2-sha256$…</c>, <c>$6$…</c>.</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == BcryptLength && text.StartsWith("$2", StringComparison.Ordinal) && text[3] == '$' && char.IsAsciiDigit(text[4]) && char.IsAsciiDigit(text[5]) && text[6] == '$' && !text.AsSpan(7).ContainsAny(" ${}")
            || (text.Length == IdentityLength && text.StartsWith("AQAAAA", StringComparison.Ordinal) && Base64.IsValid(text))
            || (text.Length > 40 && !text.Contains(' ', StringComparison.Ordinal) && (text.StartsWith("$argon2", StringComparison.Ordinal) || text.StartsWith("$pbkdf2", StringComparison.Ordinal) || text.StartsWith("$6$", StringComparison.Ordinal) || text.StartsWith("$5$", StringComparison.Ordinal) || text.StartsWith("$scrypt$", StringComparison.Ordinal)));
    }
}
