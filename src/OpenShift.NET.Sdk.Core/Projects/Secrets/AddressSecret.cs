namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>
/// Finds addresses that are secrets: whoever knows them may do what they are for. Passwords and tokens before the host (RFC 3986, 3.2.1; a Sentry
/// DSN), webhooks whose path holds their token (Slack, Teams, Discord and the like), signatures and tokens in the query (shared access
/// signatures, presigned addresses). One pass, without backtracking.
/// </summary>
internal static class AddressSecret
{
    private const int ShortestToken = 16;
    private const int LongestNumber = 4;
    private const string EndOfAddress = " \t\r\n\"'<>`\\;,|";

    /// <summary>The kind of the first such address in the text; <see langword="null"/> when there is none.</summary>
    public static SecretKind? Find(ReadOnlySpan<char> text)
    {
        for (int at; (at = text.IndexOf("://", StringComparison.Ordinal)) >= 0;)
        {
            int start = at;
            while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '-' or '.'))
            {
                start--;
            }

            ReadOnlySpan<char> scheme = text[start..at];
            text = text[(at + 3)..];

            // An address in the query of another is judged by itself; so every character is looked at once.
            int next = text.IndexOf("://", StringComparison.Ordinal);
            ReadOnlySpan<char> rest = next < 0 ? text : text[..next];
            int end = rest.IndexOfAny(EndOfAddress);
            if (!scheme.IsEmpty && Judge(scheme, end < 0 ? rest : rest[..end], rest) is { } kind)
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>The password before the host of the first address in the text that has one; <see langword="null"/> when none has.</summary>
    public static string? PasswordOf(ReadOnlySpan<char> text)
    {
        for (int at; (at = text.IndexOf("://", StringComparison.Ordinal)) >= 0;)
        {
            text = text[(at + 3)..];
            int next = text.IndexOf("://", StringComparison.Ordinal);
            ReadOnlySpan<char> rest = next < 0 ? text : text[..next];
            int end = rest.IndexOfAny(" \t\r\n\"'<>/?#");
            ReadOnlySpan<char> authority = end < 0 ? rest : rest[..end];
            if (authority.LastIndexOf('@') is >= 0 and var user && authority[..user].IndexOf(':') is >= 0 and var colon)
            {
                return authority[(colon + 1)..user].ToString();
            }
        }

        return null;
    }

    private static SecretKind? Judge(ReadOnlySpan<char> scheme, ReadOnlySpan<char> address, ReadOnlySpan<char> rest)
    {
        // A password may have characters that end an address elsewhere.
        int authorityEnd = rest.IndexOfAny(" \t\r\n\"'<>/?#");
        ReadOnlySpan<char> authority = authorityEnd < 0 ? rest : rest[..authorityEnd];
        int at = authority.LastIndexOf('@');
        if (at >= 0 && JudgeUser(scheme, authority[..at]) is { } user)
        {
            return user;
        }

        int slash = address.IndexOfAny('/', '?', '#');
        if (slash < 0)
        {
            return null;
        }

        ReadOnlySpan<char> host = address[..slash];
        host = host[(host.LastIndexOf('@') + 1)..];
        int port = host.IndexOf(':');
        host = port < 0 ? host : host[..port];
        int fragment = address.IndexOf('#');
        address = fragment < 0 ? address : address[..fragment];
        int question = address.IndexOf('?');
        ReadOnlySpan<char> path = question < 0 ? address[Math.Min(slash, address.Length)..] : address[Math.Min(slash, question)..question];
        return IsWebhook(host, path) ? SecretKind.WebhookUrl : question < 0 ? null : JudgeQuery(address[(question + 1)..]);
    }

    private static SecretKind? JudgeUser(ReadOnlySpan<char> scheme, ReadOnlySpan<char> user)
    {
        int colon = user.IndexOf(':');
        if (colon >= 0 && !SecretValue.IsPlaceholder(user[(colon + 1)..].ToString()))
        {
            return SecretKind.UrlPassword;
        }

        // "git@", "postgres@" are names; the key of a DSN and the token of a package feed are none.
        user = colon < 0 ? user : user[..colon];
        return scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase) && IsToken(user, ShortestToken) ? SecretKind.UrlToken : null;
    }

    private static bool IsWebhook(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        string[] segments = path.ToString().Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0)
        {
            return false;
        }

        string last = segments[^1];
        switch (host.ToString().ToLowerInvariant())
        {
            case "hooks.slack.com" or "hooks.slack-gov.com":
                return segments[0] is "services" or "workflows" or "triggers" && IsToken(last, ShortestToken);
            case "outlook.office.com" or "outlook.office365.com":
            case var office when office.EndsWith(".webhook.office.com", StringComparison.Ordinal):
                return segments[0].StartsWith("webhook", StringComparison.OrdinalIgnoreCase) && segments.Any(static s => IsToken(s, ShortestToken));
            case "api.telegram.org":
                return segments[0].StartsWith("bot", StringComparison.Ordinal) && segments[0].IndexOf(':', StringComparison.Ordinal) is > 3 and var colon && IsToken(segments[0].AsSpan(colon + 1), ShortestToken);
            case "hooks.zapier.com":
                return segments is ["hooks", "catch", .., { Length: >= 6 }] && !SecretValue.IsStandIn(last);
            case "maker.ifttt.com":
                return segments is [.., "key" or "use", _] && IsToken(last, ShortestToken);
            case "events.pagerduty.com":
                return segments is ["integration", var key, ..] && IsToken(key, ShortestToken);
            default:
                // Discord, Mattermost, Rocket.Chat, Lark and many more: the token stands behind a word that says so.
                int hook = Array.FindIndex(segments, static s => s is "hook" or "hooks" or "webhook" or "webhooks" or "incoming-webhook" or "incomingwebhook");
                return hook >= 0 && hook < segments.Length - 1 && segments.AsSpan(hook + 1).ToArray().Any(static s => IsToken(s, 20) && !IsSlug(s));
        }
    }

    private static SecretKind? JudgeQuery(ReadOnlySpan<char> query)
    {
        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> part = query[range];
            int equals = part.IndexOf('=');
            if (equals <= 0)
            {
                continue;
            }

            string name = part[..equals].ToString();
            string value = part[(equals + 1)..].ToString();
            if (SecretName.IsPassword(name))
            {
                if (!SecretValue.IsPlaceholder(value) && !SecretValue.IsStandIn(value))
                {
                    return SecretKind.UrlPassword;
                }

                continue;
            }

            bool isSignature = name.ToLowerInvariant() is "sig" or "signature" or "x-amz-signature" or "x-goog-signature" or "x-ms-signature" or "code" or "key";
            if ((isSignature && IsToken(value, ShortestToken)) || (SecretName.IsSecret(name) && IsToken(value, 8)))
            {
                return SecretKind.UrlToken;
            }
        }

        return null;
    }

    /// <summary>Whether a text is a title made fit for an address: several words in small letters, versions and years among them.</summary>
    private static bool IsSlug(string text)
    {
        string[] words = text.Split('-', '_', '.');
        return words.Length > 1 && words.All(static w =>
        {
            int letters = w.AsSpan().IndexOfAnyExceptInRange('a', 'z') is >= 0 and var end ? end : w.Length;
            return w.Length > 0 && w.Length - letters <= LongestNumber && !w.AsSpan(letters).ContainsAnyExceptInRange('0', '9');
        });
    }

    /// <summary>Whether a text is made up by a machine rather than written by somebody: letters and digits, long, and nothing that only stands for one.</summary>
    private static bool IsToken(ReadOnlySpan<char> text, int shortest)
    {
        if (text.Length < shortest || SecretValue.IsStandIn(text.ToString()))
        {
            return false;
        }

        bool letter = false;
        bool digit = false;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '~' or '%' or '+' or '/' or '=' or '@' or ':'))
            {
                return false;
            }

            letter |= char.IsAsciiLetter(c);
            digit |= char.IsAsciiDigit(c);
        }

        return letter && digit;
    }
}
