using System.Text;

namespace OpenShift.NET.Sdk.Registries.Authentication;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, section 11.6.1).</summary>
/// <param name="Scheme">The scheme as sent.</param>
/// <param name="Parameters">The parameters; names do not tell upper from lower case.</param>
internal sealed record AuthenticationChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Whether the scheme is the one named.</summary>
    public bool Is(string scheme) => string.Equals(Scheme, scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of a parameter; <see langword="null"/> when there is none.</summary>
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    /// <summary>Reads all challenges of all headers. What cannot be understood is left out.</summary>
    public static IReadOnlyList<AuthenticationChallenge> Parse(IEnumerable<string> headers)
    {
        var challenges = new List<AuthenticationChallenge>();
        foreach (string header in headers)
        {
            Parse(header, challenges);
        }

        return challenges;
    }

    private static void Parse(string header, List<AuthenticationChallenge> challenges)
    {
        Dictionary<string, string>? parameters = null;
        int at = 0;
        while (true)
        {
            Skip(header, ref at, " \t,");
            int start = at;
            while (at < header.Length && IsToken(header[at]))
            {
                at++;
            }

            if (at == start)
            {
                return;
            }

            string name = header[start..at];
            int afterName = at;
            Skip(header, ref at, " \t");
            bool hasValue = at < header.Length && header[at] == '=' && !(at + 1 < header.Length && header[at + 1] == '=');
            if (!hasValue)
            {
                if (at < header.Length && header[at] == '=')
                {
                    // A token68 with padding; no scheme that uses one is understood here.
                    Skip(header, ref at, "=");
                    continue;
                }

                parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                challenges.Add(new AuthenticationChallenge(name, parameters));
                at = Math.Max(afterName, at);
                continue;
            }

            at++;
            Skip(header, ref at, " \t");
            if (Value(header, ref at) is not { } value)
            {
                return;
            }

            _ = parameters?.TryAdd(name, value);
        }
    }

    private static string? Value(string header, ref int at)
    {
        if (at >= header.Length || header[at] != '"')
        {
            int start = at;
            while (at < header.Length && header[at] is not (',' or ' ' or '\t'))
            {
                at++;
            }

            return header[start..at];
        }

        var text = new StringBuilder();
        for (at++; at < header.Length; at++)
        {
            char c = header[at];
            if (c == '"')
            {
                at++;
                return text.ToString();
            }

            if (c == '\\' && at + 1 < header.Length)
            {
                c = header[++at];
            }

            _ = text.Append(c);
        }

        // The quotation mark is never closed.
        return null;
    }

    private static void Skip(string text, ref int at, string characters)
    {
        while (at < text.Length && characters.Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }
    }

    private static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~/".Contains(c, StringComparison.Ordinal);
}
