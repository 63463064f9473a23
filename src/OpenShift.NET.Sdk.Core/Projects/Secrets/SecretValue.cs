using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>Tells from a setting's value whether it is a secret. No answer ever holds the value.</summary>
public static class SecretValue
{
    /// <summary>What makes a named value a secret; <see langword="null"/> when it is none: the value looks like one by itself, or the name says so and the value is no placeholder.</summary>
    public static SecretKind? Judge(string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (Recognize(value) is { } kind)
        {
            return kind;
        }

        return SecretName.IsSecret(name) && !IsPlaceholder(value) && !IsHarmlessUnderSecretName(name, value) && (SecretName.IsPassword(name) || !IsStandIn(value)) ? SecretKind.NamedSecret : null;
    }

    /// <summary>What a value is recognised as by its form alone; <see langword="null"/> when by nothing.</summary>
    public static SecretKind? Recognize(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (PemPrivateKey.IsIn(value.AsSpan()))
        {
            return SecretKind.PrivateKey;
        }

        if (ProviderToken.Find(value) is { } provider)
        {
            return provider;
        }

        return AuthorizationHeader.HasCredentials(value) ? SecretKind.Authorization
            : AddressSecret.Find(value) is { } address ? address
            : ConnectionString.FindSecret(value) is not null ? SecretKind.ConnectionString
            : null;
    }

    /// <summary>Whether a value only stands for one that is put in later: empty, <c>${…}</c>, <c>$(…)</c>, <c>$X</c>, <c>&lt;…&gt;</c>, <c>{{…}}</c>, <c>#{…}#</c>, asterisks, <c>REPLACE_WITH_…</c>, <c>true</c>, <c>false</c>, <c>null</c>, signs without a letter or digit.</summary>
    public static bool IsPlaceholder(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ReadOnlySpan<char> text = value.AsSpan().Trim();
        if (!HasLetterOrDigit(text))
        {
            return true;
        }

        return Encloses(text, "${", "}") || Encloses(text, "$(", ")") || Encloses(text, "<", ">") || Encloses(text, "{{", "}}") || Encloses(text, "#{", "}#")
            || Encloses(text, "@Microsoft.KeyVault(", ")")
            || (text[0] == '$' && IsVariable(text[1..])) || AsksToBeReplaced(text)
            || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("null", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Whether a text is what people write where a key belongs: <c>your-256-bit-secret</c>, <c>changeme</c>, <c>[key]</c>, <c>xxxxxxxx</c>. As a key it is of
    /// no use to anybody; as a password it may well be one.
    /// </summary>
    public static bool IsStandIn(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ReadOnlySpan<char> text = value.AsSpan().Trim();
        if (IsPlaceholder(value) || Encloses(text, "[", "]") || Encloses(text, "{", "}") || Encloses(text, "__", "__") || Encloses(text, "%", "%") || text.Contains("...", StringComparison.Ordinal) || text.Contains('…') || IsOfTwoCharacters(text))
        {
            return true;
        }

        var letters = new System.Text.StringBuilder();
        foreach (char c in text)
        {
            if (char.IsAsciiLetter(c))
            {
                letters.Append(char.ToLowerInvariant(c));
            }
        }

        string joined = letters.ToString();
        foreach (string phrase in (ReadOnlySpan<string>)["changeme", "changethis", "changeit", "replaceme", "replacethis", "replacewith", "placeholder", "insertyour", "enteryour", "putyour", "setyour", "yoursecret", "yourkey", "yourapikey", "yourtoken", "tobereplaced", "notarealkey", "notarealsecret", "fillmein",
            "usersecret", "keyvault", "fromenvironment", "environmentvariable", "goeshere", "redacted", "envvariable", "nothinghere", "savedin", "storedin", "comesfrom", "addyour", "yourpassword", "yourstrongpassword"])
        {
            if (joined.Contains(phrase, StringComparison.Ordinal))
            {
                return true;
            }
        }

        // "sua-senha-app", "votre_mot_de_passe", "dein-passwort": whose it is, in the language of who wrote it.
        if (SecretName.Words(value) is [var whose, var what, ..] && IsYours(whose) && IsSecretThere(what))
        {
            return true;
        }

        if (text.EndsWith("here", StringComparison.OrdinalIgnoreCase) && SecretName.Words(value) is [_, .., "here"])
        {
            return true;
        }

        return joined.StartsWith("your", StringComparison.Ordinal) || SecretName.Words(value).Any(static w => w is "your" or "todo" or "tbd" or "example" or "dummy");
    }

    /// <summary>Whether a setting's value is a secret, or has one in it, or is a key of the application's own: it is shown nowhere.</summary>
    /// <param name="key">The setting's key, or its name.</param>
    /// <param name="value">The value.</param>
    internal static bool MayBe(string key, string value) =>
        Judge(key, value) is not null || ConnectionUser.IsIn(value) || (SecretName.IsOwnKey(key) && !IsNoKey(value) && !IsStandIn(value));

    /// <summary>Whether a value can be no key, whatever its name is: an address, a path, a truth value, a short number.</summary>
    internal static bool IsNoKey(string value)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim();
        return !text.IsEmpty && (bool.TryParse(text, out _) || IsPathOrAddress(text) || (text.Length <= 6 && !text.ContainsAnyExceptInRange('0', '9')));
    }

    // A path is told by its beginning, or by a folder before a file's name; Base64 has both '/' and '.' never.
    private static bool IsPathOrAddress(ReadOnlySpan<char> text) =>
        !text.ContainsAny(" =+") && ((text[0] == '/' && text.Length > 1) || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal) || text.StartsWith("~/", StringComparison.Ordinal) || IsFileName(text))
        || text.IndexOf("://", StringComparison.Ordinal) is > 0 and <= 20;

    private static bool IsFileName(ReadOnlySpan<char> text)
    {
        int dot = text.LastIndexOf('.');
        return dot > 0 && text[(dot + 1)..] is "pem" or "key" or "crt" or "cer" or "pfx" or "p12" or "json" or "txt" or "xml" or "jks" or "pub";
    }

    /// <summary>
    /// Whether what makes a value a secret of a kind only stands for one: <c>Password=changeme</c> in a connection string, <c>amqp://user:your-password@mq</c>.
    /// It is still one to keep out of a ConfigMap; that it is in a file is no leak.
    /// </summary>
    public static bool IsStandIn(string value, SecretKind kind)
    {
        ArgumentNullException.ThrowIfNull(value);
        return kind switch
        {
            SecretKind.NamedSecret => IsStandIn(value) || value.Trim().Equals("secret", StringComparison.OrdinalIgnoreCase),
            SecretKind.ConnectionString => ConnectionString.FindSecret(value) is { } secret && IsStandIn(secret),
            SecretKind.UrlPassword => AddressSecret.PasswordOf(value) is { } password && IsStandIn(password),
            _ => false,
        };
    }

    private static bool HasLetterOrDigit(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    // Capitals and low lines, as nobody writes a password.
    private static bool AsksToBeReplaced(ReadOnlySpan<char> text) =>
        (text.StartsWith("REPLACE_WITH_", StringComparison.Ordinal) || text.StartsWith("REPLACE_ME", StringComparison.Ordinal) || text.StartsWith("TO_BE_REPLACED", StringComparison.Ordinal)) && IsVariable(text);

    private static bool IsYours(string word) => word is "sua" or "seu" or "tua" or "tu" or "su" or "votre" or "ton" or "dein" or "deine" or "ihr" or "ihre" or "uw" or "jouw" or "twoje" or "twoj" or "tvoj" or "min" or "mi" or "minha";

    private static bool IsSecretThere(string word) =>
        SecretName.IsPassword(word) || word is "chave" or "clave" or "segredo" or "secreto" or "secret" or "token" or "key" or "api" or "mot" or "cle" or "clef" or "schluessel" or "schlüssel" or "geheimnis" or "apikey";

    private static bool IsOfTwoCharacters(ReadOnlySpan<char> text)
    {
        char first = text[0];
        int other = text.IndexOfAnyExcept(first);
        return other < 0 || text.IndexOfAnyExcept(first, text[other]) < 0;
    }

    // One reference from end to end: "${A}x${B}" has something of its own.
    private static bool Encloses(ReadOnlySpan<char> text, string open, string close) =>
        text.Length >= open.Length + close.Length && text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith(close, StringComparison.Ordinal)
        && text[open.Length..^close.Length].IndexOf(close, StringComparison.Ordinal) < 0;

    private static bool IsVariable(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c != '_')
            {
                return false;
            }
        }

        return !name.IsEmpty && !char.IsAsciiDigit(name[0]);
    }

    private static bool IsHarmlessUnderSecretName(string name, string value)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim();
        if (IsPathOrAddress(text))
        {
            return true;
        }

        if (IsConnectionStringName(name))
        {
            // Without a password in it, it is an address.
            return true;
        }

        if (SecretName.IsOfParentAlone(name))
        {
            // "Credentials:UserName", "Token:Scheme": what is beside the secret; a value that a machine made is one all the same. "Secrets:Admin" is the secret.
            return SecretName.IsInSecrets(name) ? text.Length < 8 && !text.ContainsAnyInRange('0', '9') : !IsMachineMade(text);
        }

        if (SecretName.IsHashed(name) && IsDigest(text))
        {
            return true;
        }

        if (SecretName.IsOwnKeyOfSection(name))
        {
            // "Session:Key" is as often the name of something.
            return text.Length < 8 || (!SecretName.SpeaksOfTokens(name) && !(text.Length >= 16 && text.ContainsAnyInRange('0', '9') && !text.ContainsAny(" .:")));
        }

        return text.Length <= 6 && !text.ContainsAnyExceptInRange('0', '9') && !SecretName.IsPassword(name);
    }

    private static bool IsMachineMade(ReadOnlySpan<char> text) =>
        text.Length >= 16 && text.ContainsAnyInRange('0', '9') && (text.ContainsAnyInRange('a', 'z') || text.ContainsAnyInRange('A', 'Z')) && !text.ContainsAny(" .:,");

    // 32 or 64 bytes in base64.
    private static bool IsDigest(ReadOnlySpan<char> text) => text.Length is 44 or 88 && text[^1] == '=' && System.Buffers.Text.Base64.IsValid(text);

    /// <summary>Whether a setting of this name is a connection string, which is a secret where a password is in it.</summary>
    internal static bool IsConnectionStringName(string name)
    {
        ReadOnlySpan<string> words = SecretName.Words(name).AsSpan();
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] is "connectionstring" or "connectionstrings" || (words[i] == "connection" && i + 1 < words.Length && words[i + 1] is "string" or "strings"))
            {
                return true;
            }
        }

        return false;
    }
}
