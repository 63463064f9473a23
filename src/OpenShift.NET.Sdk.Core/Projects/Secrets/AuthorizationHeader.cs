using System.Buffers.Text;
using System.Text;

namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>Recognises what stands in an <c>Authorization</c> header (RFC 9110, section 11.6.2).</summary>
internal static class AuthorizationHeader
{
    private const int ShortestToken = 20;

    /// <summary>Whether a value is the whole header's, with the credentials in it: <c>Bearer</c> and a token that a machine made, <c>Basic</c> and a user with a password.</summary>
    public static bool HasCredentials(string value)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim();
        if (text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return IsToken(text["Bearer ".Length..].Trim());
        }

        return text.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && IsUserWithPassword(text["Basic ".Length..].Trim());
    }

    // b64token of RFC 6750, section 2.1; words have no digits.
    private static bool IsToken(ReadOnlySpan<char> token)
    {
        foreach (char c in token)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or '~' or '+' or '/' or '='))
            {
                return false;
            }
        }

        return token.Length >= ShortestToken && token.ContainsAnyInRange('0', '9') && !SecretValue.IsStandIn(token.ToString());
    }

    // RFC 7617, section 2.
    private static bool IsUserWithPassword(ReadOnlySpan<char> credentials)
    {
        if (!Base64.IsValid(credentials))
        {
            return false;
        }

        string pair = Encoding.UTF8.GetString(Convert.FromBase64String(credentials.ToString()));
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon < pair.Length - 1;
    }
}
