using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>
/// Tells from the name of a setting whether its value is a secret. Names are split into words (<c>_ - . : /</c> and camel case) and
/// whole words are compared, so <c>MONKEY</c> and <c>BYPASS</c> are not taken for a key and a password.
/// </summary>
public static class SecretName
{
    /// <summary>Whether a setting of this name holds a secret: <c>DB_PASSWORD</c>, <c>Jwt:SigningKey</c>, <c>ConnectionStrings__Default</c>. Names that only speak of one (<c>TOKEN_URL</c>, <c>PasswordMinLength</c>, <c>PASSWORD_FILE</c>) do not.</summary>
    public static bool IsSecret(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !IsKnownHarmless(name) && (Holds(name, IsSecretWord, IsSecretPair) || IsOwnKey(name));
    }

    /// <summary>
    /// Whether a setting of this name is a key that only the application itself must know, because it signs its tokens or encrypts its data:
    /// <c>Jwt:Key</c>, <c>Tokens:SigningKey</c>, <c>EncryptionKey</c>. A key of another service (<c>Stripe:ApiKey</c>) is none.
    /// </summary>
    public static bool IsOwnKey(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ReadOnlySpan<string> leaf = Words(name[LastSegment(name)..]).AsSpan();
        return leaf is ["signingkey" or "encryptionkey" or "hmackey" or "symmetrickey"] or [.., "signing" or "encryption" or "symmetric" or "hmac", "key" or "secret"]
            || IsOwnKeyOfSection(name);
    }

    /// <summary>Whether it is one only because of what it belongs to: <c>Jwt:Key</c>, <c>Session:Secret</c>.</summary>
    internal static bool IsOwnKeyOfSection(string name)
    {
        ReadOnlySpan<string> leaf = Words(name[LastSegment(name)..]).AsSpan();
        return leaf is ["key" or "secret" or "secretkey"] or ["secret" or "security" or "jwt" or "token", "key" or "secret"]
            && (SpeaksOfTokens(name) || Speaks(name, static w => w is "session" or "cookie" or "cookies" or "antiforgery" or "csrf"));
    }

    /// <summary>Whether a name speaks of tokens that the application issues.</summary>
    internal static bool SpeaksOfTokens(string name) => Speaks(name, static w => w is "tokens" or "bearer" || w.StartsWith("jwt", StringComparison.Ordinal));

    /// <summary>Whether a setting of this name holds a password: any value counts, however short.</summary>
    public static bool IsPassword(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Holds(name, IsPasswordWord, static (_, _) => false);
    }

    /// <summary>Whether only what a setting belongs to speaks of a secret, and not its own name: <c>Credentials:UserName</c>, <c>Token:Scheme</c>. A place in a list, and <c>Value</c> or <c>Default</c>, are names of nothing.</summary>
    internal static bool IsOfParentAlone(string name)
    {
        ReadOnlySpan<string> leaf = Words(name[LastSegment(name)..]).AsSpan();
        return LastSegment(name) > 0 && !leaf.IsEmpty && leaf is not (["value" or "default" or "primary" or "secondary" or "current" or "key"])
            && !Find(leaf, IsSecretWord, IsSecretPair) && !IsPassword(name) && !IsOwnKey(name);
    }

    /// <summary>Whether a setting stands right in a section of secrets, so that its own name only says whose: <c>Secrets:Admin</c>.</summary>
    internal static bool IsInSecrets(string name)
    {
        string[] segments = name.Replace("__", ":", StringComparison.Ordinal).Split(':', '/');
        return segments.Length > 1 && Words(segments[^2]) is [.., "secret" or "secrets"];
    }

    /// <summary>Whether a setting of this name is kept as a digest where it is kept well: the secrets of IdentityServer's clients.</summary>
    internal static bool IsHashed(string name) => name.Contains("ClientSecrets:", StringComparison.OrdinalIgnoreCase) || name.Contains("ApiSecrets:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a member or parameter of this name is a secret itself, by its last words: <c>DefaultPassword</c>, <c>clientSecret</c>, <c>ApiKey</c>; not <c>PasswordLabel</c>, <c>SecretName</c>, <c>token</c>.</summary>
    public static bool NamesOne(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Words(name) is [.., var last]
            && (IsPasswordWord(last) || NamesKey(name));
    }

    /// <summary>Whether a member of this name keeps the password of an account, as it is or hashed: <c>Password</c>, <c>PasswordHash</c>, <c>HashedPassword</c>.</summary>
    internal static bool KeepsPassword(string name)
    {
        ReadOnlySpan<string> words = Words(name).AsSpan();
        return words is [.., var last] && (IsPasswordWord(last) || (words is [.., var before, "hash" or "hashed" or "digest" or "encrypted"] && IsPasswordWord(before)));
    }

    /// <summary>What a method sets that is named for a secret: <c>EncryptionKey</c> of <c>WithEncryptionKey</c>, <c>Password</c> of <c>UsePassword</c>; <see langword="null"/> for any other.</summary>
    internal static string? SetBy(string method)
    {
        foreach (string verb in (ReadOnlySpan<string>)["With", "Use", "Set"])
        {
            // WithSecret("db") and WithImagePullSecret("registry") name one.
            if (method.Length > verb.Length && method.StartsWith(verb, StringComparison.Ordinal) && char.IsUpper(method[verb.Length]) && method[verb.Length..] is var named && NamesOne(named) && Words(named) is not (["secret"] or [.., not ("client" or "app" or "application" or "consumer" or "oauth" or "api" or "shared" or "signing" or "encryption" or "jwt"), "secret"]))
            {
                return named;
            }
        }

        return null;
    }

    /// <summary>Whether it is a secret other than a password: <c>clientSecret</c>, <c>SigningKey</c>.</summary>
    internal static bool NamesKey(string name) => Words(name).AsSpan() switch
    {
        [.., "secret" or "apikey" or "secretkey" or "clientsecret" or "signingkey" or "encryptionkey" or "accountkey" or "privatekey" or "authtoken"] => true,
        [.., "api" or "secret" or "signing" or "encryption" or "account" or "private" or "symmetric" or "security" or "shared" or "jwt", "key"] => true,
        [.., "secret", "access", "key"] or [.., "auth", "token"] => true,
        _ => false,
    };

    /// <summary>Whether a setting of this name says where a secret can be read (<c>PASSWORD_FILE=/run/secrets/x</c>): the pattern to recommend.</summary>
    public static bool NamesFile(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ReadOnlySpan<string> words = Words(name).AsSpan();
        return words is [.. var secret, "file" or "path"] && Find(secret, IsSecretWord, IsSecretPair);
    }

    /// <summary>The words of a name, lower case, digits at a word's end left out.</summary>
    public static ImmutableArray<string> Words(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = new List<string>();
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool separator = i < name.Length && !char.IsLetterOrDigit(name[i]);
            if (i < name.Length && !separator && !(i > start && StartsWord(name, i)))
            {
                continue;
            }

            ReadOnlySpan<char> word = name.AsSpan(start, i - start).TrimEnd("0123456789");
            if (word.Equals("word", StringComparison.OrdinalIgnoreCase) && words is [.., "pass"])
            {
                // "PassWord" is one word that somebody wrote as two.
                words[^1] = "password";
            }
            else if (!word.IsEmpty)
            {
                words.Add(word.ToString().ToLowerInvariant());
            }

            start = separator ? i + 1 : i;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(words.ToArray());
    }

    // camelCase, and the last capital of a run before a small letter: APIKey is API and Key.
    private static bool StartsWord(string name, int i) =>
        char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));

    private static bool Holds(string name, Func<string, bool> isWord, Func<string, string, bool> isPair)
    {
        // A word that demotes speaks of the secret beside it: in Endpoint:Password the password is one, in Password:Endpoint nothing is.
        int last = LastSegment(name);
        if (last > 0)
        {
            ReadOnlySpan<string> leaf = Words(name[last..]).AsSpan();
            if (Find(leaf, isWord, isPair))
            {
                return !IsDemoted(leaf);
            }
        }

        ReadOnlySpan<string> words = Words(name).AsSpan();
        return Find(words, isWord, isPair) && !IsDemoted(words);
    }

    private static bool Speaks(string name, Func<string, bool> isWord)
    {
        foreach (string word in Words(name))
        {
            if (isWord(word))
            {
                return true;
            }
        }

        return false;
    }

    private static int LastSegment(string name)
    {
        int colon = name.LastIndexOfAny([':', '/']) + 1;
        int underscores = name.LastIndexOf("__", StringComparison.Ordinal);
        return Math.Max(colon, underscores < 0 ? 0 : underscores + 2);
    }

    private static bool Find(ReadOnlySpan<string> words, Func<string, bool> isWord, Func<string, string, bool> isPair)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (isWord(words[i]) || (i + 1 < words.Length && isPair(words[i], words[i + 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDemoted(ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            if (word is "time" or "span" && i > 0 && words[i - 1] == "life")
            {
                return true;
            }

            if (word is "file" or "path" or "dir" or "directory" or "uri" or "url" or "endpoint" or "name" or "id" or "header" or "issuer" or "audience"
                or "lifetime" or "expiry" or "expires" or "expiration" or "ttl" or "timeout" or "length" or "min" or "max" or "minimum" or "maximum"
                or "policy" or "regex" or "pattern" or "public" or "hash" or "algorithm" or "provider" or "type" or "enabled" or "required" or "require"
                or "prompt" or "hint" or "placeholder" or "version" or "versions"
                or "folder" or "location" or "prefix" or "suffix" or "expression" or "cron" or "schedule" or "interval" or "validity" or "lifespan" or "duration" or "minutes" or "hours" or "days" or "seconds"
                or "size" or "count" or "limit" or "column" or "template" or "format" or "use" or "enable" or "disable" or "disabled" or "show" or "validate" or "scheme" or "claim" or "scope" or "scopes")
            {
                return true;
            }
        }

        return false;
    }

    // People name things in their own language.
    private static bool IsPasswordWord(string word) => word is "password" or "passwd" or "pwd" or "pass" or "passphrase" or "pword" or "pgpassword" or "sshpass"
        or "senha" or "contrasena" or "contraseña" or "contrasenya" or "passwort" or "kennwort" or "wachtwoord" or "haslo" or "lozinka" or "sifre"
        // DBPASSWORD has no words to tell apart. The shell's OLDPWD is a folder.
        || word.EndsWith("password", StringComparison.Ordinal) || word.EndsWith("passwd", StringComparison.Ordinal) || (word.EndsWith("pwd", StringComparison.Ordinal) && word != "oldpwd");

    private static bool IsSecretWord(string word) => IsPasswordWord(word)
        || word is "secret" or "secrets" or "token" or "apikey" or "credential" or "credentials" or "connectionstring" or "connectionstrings" or "sas"
            or "privatekey" or "accesskey" or "secretkey" or "clientsecret" or "accountkey" or "signingkey" or "encryptionkey" or "authkey" or "authtoken"
        || word.EndsWith("secret", StringComparison.Ordinal) || word.EndsWith("apikey", StringComparison.Ordinal);

    private static bool IsSecretPair(string first, string second) => second switch
    {
        "key" => first is "api" or "private" or "access" or "account" or "signing" or "encryption" or "security" or "shared" or "auth",
        "string" or "strings" => first is "connection",
        _ => false,
    };

    // Names that hold a secret word by accident and are set by runtimes and well-known images.
    private static bool IsKnownHarmless(string name) =>
        name is "GPG_KEY" or "GPG_KEYS" or "ASPNETCORE_TOKEN"
        || name.Equals("PublicKeyToken", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("DOTNET_", StringComparison.Ordinal) && (name.EndsWith("TOKEN", StringComparison.Ordinal) || name.EndsWith("TOKENS", StringComparison.Ordinal)));
}
