using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Recognises files that hold credentials, by name and content together: a name alone is not enough where the content is known.</summary>
public static class CredentialDetection
{
    /// <summary>What credential a file holds; <see langword="null"/> when none: public certificates, test keys (<c>*/test/*</c>), and what the base image has in <c>/etc/pki</c> and <c>/etc/ssl</c>.</summary>
    public static CredentialKind? Classify(FileVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        LayerFile file = version.File;
        if (file.Kind != FileKind.File || file.Size == 0 || IsTest(file.Path))
        {
            return null;
        }

        return version.Origin == Origin.Base && (ImagePath.IsBelow(file.Path, "/etc/pki") || ImagePath.IsBelow(file.Path, "/etc/ssl"))
            ? null
            : Classify(file);
    }

    /// <summary>Whether the scan keeps the text of a file of this path, because only its content tells whether it holds a credential.</summary>
    internal static bool NeedsText(string path) => ByName(path, ImagePath.Name(path)) is not null;

    /// <summary>How messages speak of the kind, with its article.</summary>
    public static string Describe(this CredentialKind kind) => kind switch
    {
        CredentialKind.PrivateKey => "a private key",
        CredentialKind.SshHostKey => "the private key of an SSH server",
        CredentialKind.KeyStore => "a key store",
        CredentialKind.RegistryCredentials => "credentials of a container registry",
        CredentialKind.CloudCredentials => "credentials of a cloud provider",
        CredentialKind.KubernetesCredentials => "credentials of a Kubernetes cluster",
        CredentialKind.PackageFeedCredentials => "credentials of a package feed",
        CredentialKind.UserSecrets => "user secrets of a .NET project",
        CredentialKind.DataProtectionKey => "an unencrypted data protection key",
        _ => "a password",
    };

    private static CredentialKind? Classify(LayerFile file)
    {
        string path = EncodedFile.PathOf(file.Path);
        string name = ImagePath.Name(path);
        if (file.Marks.HasFlag(ContentMarks.PemPrivateKey))
        {
            return name.StartsWith("ssh_host_", StringComparison.Ordinal) ? CredentialKind.SshHostKey : CredentialKind.PrivateKey;
        }

        if (file.Marks.HasFlag(ContentMarks.Pkcs12))
        {
            return CredentialKind.KeyStore;
        }

        if (ByName(path, name) is not { } kind)
        {
            return null;
        }

        return file.Text is { } text ? (Confirms(kind, name, text) ? kind : null) : IsBinaryKind(name) ? kind : null;
    }

    private static CredentialKind? ByName(string path, string name)
    {
        string folder = ImagePath.Name(ImagePath.Parent(path));
        switch (name.ToLowerInvariant())
        {
            case "id_rsa" or "id_dsa" or "id_ecdsa" or "id_ed25519" or "id_ecdsa_sk" or "id_ed25519_sk" or "identity" when folder == ".ssh" || name.StartsWith("id_", StringComparison.Ordinal):
                return CredentialKind.PrivateKey;
            case ".dockercfg" or ".dockerconfigjson" or "auth.json":
            case "config.json" when folder is ".docker":
                return CredentialKind.RegistryCredentials;
            case "credentials" or "config" when folder is ".aws":
            case "application_default_credentials.json" or "accesstokens.json" or "azureprofile.json" or "msal_token_cache.json":
            case "credentials" or "credentials.json" or "credential.json" or "service-account.json" or "serviceaccount.json" or "client_secret.json":
                return CredentialKind.CloudCredentials;
            case "kubeconfig" or ".kubeconfig":
            case "config" when folder is ".kube":
                return CredentialKind.KubernetesCredentials;
            case "nuget.config" or ".npmrc" or ".yarnrc" or ".yarnrc.yml" or ".pypirc" or "pip.conf":
            case "settings.xml" or "settings-security.xml" when folder is ".m2":
                return CredentialKind.PackageFeedCredentials;
            case ".netrc" or "_netrc" or ".git-credentials" or ".pgpass" or ".my.cnf" or ".htpasswd" or "htpasswd" or "password.txt" or "passwords.txt":
                return CredentialKind.PasswordFile;
            case "secrets.json":
                return CredentialKind.UserSecrets;
            case var lower when lower.EndsWith(".ppk", StringComparison.Ordinal):
                return CredentialKind.PrivateKey;
            case var lower when lower.EndsWith(".pfx", StringComparison.Ordinal) || lower.EndsWith(".p12", StringComparison.Ordinal) || lower.EndsWith(".jks", StringComparison.Ordinal):
                return CredentialKind.KeyStore;
            case var lower when lower.StartsWith("key-", StringComparison.Ordinal) && lower.EndsWith(".xml", StringComparison.Ordinal):
                return CredentialKind.DataProtectionKey;
            default:
                return null;
        }
    }

    // Stores that are no text: nothing contradicts the name.
    private static bool IsBinaryKind(string name) => name.EndsWith(".jks", StringComparison.OrdinalIgnoreCase);

    private static bool Confirms(CredentialKind kind, string name, string text) => kind switch
    {
        CredentialKind.PrivateKey => text.StartsWith("PuTTY-User-Key-File", StringComparison.Ordinal),
        CredentialKind.KeyStore => false,
        CredentialKind.RegistryCredentials => HasJsonValue(text, "auth") || HasJsonValue(text, "identitytoken") || HasJsonValue(text, "password") || HasJsonValue(text, "registrytoken"),
        CredentialKind.CloudCredentials => HasAssignment(text, "aws_secret_access_key") || HasAssignment(text, "aws_session_token")
            || HasJsonValue(text, "private_key") || HasJsonValue(text, "refresh_token") || HasJsonValue(text, "client_secret") || HasJsonValue(text, "accessToken")
            || HasJsonValue(text, "refreshToken") || HasJsonValue(text, "secret") || HasJsonValue(text, "password"),
        CredentialKind.KubernetesCredentials => HasAssignment(text, "token") || HasAssignment(text, "password") || HasAssignment(text, "client-key-data"),
        CredentialKind.PackageFeedCredentials => ConfirmsFeed(name, text),
        CredentialKind.UserSecrets => LooksLikeSettings(text),
        CredentialKind.DataProtectionKey => text.Contains("<masterKey", StringComparison.Ordinal) && !text.Contains("<encryptedSecret", StringComparison.Ordinal),
        _ => ConfirmsPassword(name, text),
    };

    private static bool ConfirmsFeed(string name, string text)
    {
        if (name.EndsWith(".config", StringComparison.OrdinalIgnoreCase))
        {
            return HasNuGetPassword(text, "ClearTextPassword") || HasNuGetPassword(text, "Password") || HasNuGetApiKey(text);
        }

        if (name.EndsWith(".xml", StringComparison.Ordinal))
        {
            return HasElement(text, "password") || HasElement(text, "passphrase") || HasElement(text, "master");
        }

        return HasAssignment(text, "_authToken") || HasAssignment(text, "_auth") || HasAssignment(text, "_password") || HasAssignment(text, "password")
            || HasAssignment(text, "npmAuthToken") || HasAssignment(text, "npmAuthIdent") || SecretValue.Recognize(text) is SecretKind.UrlPassword or SecretKind.UrlToken;
    }

    private static bool ConfirmsPassword(string name, string text) => name.TrimStart('.', '_') switch
    {
        "netrc" => HasWordThenValue(text, "password"),
        "git-credentials" => SecretValue.Recognize(text) is not null,
        "my.cnf" => HasAssignment(text, "password"),
        "pgpass" or "htpasswd" => HasLine(text, static line => line[0] != '#' && line.Contains(':')),
        _ => !SecretValue.IsPlaceholder(text),
    };

    private static bool LooksLikeSettings(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        return trimmed.StartsWith('{') && trimmed.Contains('"');
    }

    private static bool HasNuGetPassword(string text, string key) => HasXmlSetting(text, key);

    private static bool HasNuGetApiKey(string text)
    {
        int section = text.IndexOf("<apikeys", StringComparison.OrdinalIgnoreCase);
        int end = section < 0 ? -1 : text.IndexOf("</apikeys", section, StringComparison.OrdinalIgnoreCase);
        return end > section && text.AsSpan(section, end - section).Contains("<add", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary><c>&lt;add key="KEY" value="…" /&gt;</c> with a value of its own.</summary>
    private static bool HasXmlSetting(string text, string key)
    {
        string quoted = "\"" + key + "\"";
        for (int at = 0; (at = text.IndexOf(quoted, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += quoted.Length)
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + quoted.Length);
            int end = rest.IndexOf('>');
            rest = end < 0 ? rest : rest[..end];
            int value = rest.IndexOf("value=\"", StringComparison.OrdinalIgnoreCase);
            if (value >= 0)
            {
                rest = rest[(value + "value=\"".Length)..];
                int quote = rest.IndexOf('"');
                string content = (quote < 0 ? rest : rest[..quote]).ToString();

                // NuGet itself replaces %NAME% by the environment variable.
                if (!SecretValue.IsPlaceholder(content) && !(content.Length > 2 && content[0] == '%' && content[^1] == '%'))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasElement(string text, string name)
    {
        string open = "<" + name + ">";
        for (int at = 0; (at = text.IndexOf(open, at, StringComparison.Ordinal)) >= 0; at += open.Length)
        {
            int end = text.IndexOf('<', at + open.Length);
            if (end > 0 && !SecretValue.IsPlaceholder(text[(at + open.Length)..end]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>"NAME": "value"</c>, the value not empty and no placeholder.</summary>
    private static bool HasJsonValue(string text, string name)
    {
        string quoted = "\"" + name + "\"";
        for (int at = 0; (at = text.IndexOf(quoted, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += quoted.Length)
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + quoted.Length).TrimStart();
            if (!rest.StartsWith(':'))
            {
                continue;
            }

            rest = rest[1..].TrimStart();
            int end = rest.StartsWith('"') ? rest[1..].IndexOf('"') : -1;
            if (end > 0 && !SecretValue.IsPlaceholder(rest[1..(end + 1)].ToString()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A line <c>NAME = value</c>, <c>NAME: value</c>, or one that ends so after a colon or slash (<c>//host/:_authToken=…</c>).</summary>
    private static bool HasAssignment(string text, string name) => HasLine(text, line =>
    {
        if (line[0] is '#' or ';')
        {
            return false;
        }

        int at = line.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || (at > 0 && (char.IsLetterOrDigit(line[at - 1]) || line[at - 1] is '_' or '-')))
        {
            return false;
        }

        ReadOnlySpan<char> rest = line[(at + name.Length)..].TrimStart(" \t\"'");
        return rest.Length > 1 && rest[0] is '=' or ':' && !SecretValue.IsPlaceholder(rest[1..].Trim(" \t\"'").ToString());
    });

    private static bool HasWordThenValue(string text, string word)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i + 1 < words.Length; i++)
        {
            if (words[i] == word && !SecretValue.IsPlaceholder(words[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLine(string text, LineTest test)
    {
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            if (!line.IsEmpty && test(line))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTest(string path)
    {
        foreach (Range range in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[range] is "test" or "tests" && range.End.GetOffset(path.Length) != path.Length)
            {
                return true;
            }
        }

        return false;
    }

    private delegate bool LineTest(ReadOnlySpan<char> line);
}
