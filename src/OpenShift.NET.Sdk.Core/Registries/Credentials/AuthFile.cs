using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Registries.Authentication;

namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>One credentials file: Docker's <c>config.json</c> and podman's <c>auth.json</c> share their form.</summary>
internal sealed class AuthFile
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private const string NotUnicode = "it holds a text that is not Unicode";
    private const string DockerHubKey = "https://index.docker.io/v1/";

    // A replacement character in a password would be a wrong password that nobody could explain.
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly Dictionary<string, Credential> _auths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenShiftException> _badAuths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenShiftException> _badPrograms = new(StringComparer.Ordinal);
    private string? _store;

    private AuthFile(string path) => _path = path;

    /// <summary>Reads a file; <see langword="null"/> when it does not exist.</summary>
    /// <exception cref="OpenShiftException">OSC0084: the file cannot be read or is malformed as a whole; what is wrong with one registry's entry is told when that registry is asked for.</exception>
    public static AuthFile? Read(string path)
    {
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxBytes)
            {
                throw Malformed(path, "it is larger than 4 MiB", null);
            }

            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OpenShiftException(
                ToolCodes.CredentialsUnreadable,
                $"The credentials file '{path}' cannot be read",
                "Give this user the right to read it, or remove it.",
                new SourceLocation(path),
                e);
        }

        return Parse(bytes, path);
    }

    /// <summary>The credentials for a registry, or for the longest part of the repository that the file names.</summary>
    /// <exception cref="OpenShiftException">OSC0084: the entry is malformed, or the program fails.</exception>
    public async ValueTask<Credential?> FindAsync(string registry, string repository, ICredentialProgram program, CancellationToken cancellationToken)
    {
        string host = Normalize(registry);
        string key = repository.Length == 0 ? host : $"{host}/{repository}";
        while (true)
        {
            if (_programs.TryGetValue(key, out string? named))
            {
                // The program decides alone for its registry; an entry below auths is only its trace.
                return await AskAsync(program, named, key, cancellationToken).ConfigureAwait(false);
            }

            if (_badPrograms.TryGetValue(key, out OpenShiftException? problem))
            {
                throw problem;
            }

            if (_auths.TryGetValue(key, out Credential? credential))
            {
                return credential;
            }

            if (_badAuths.TryGetValue(key, out problem))
            {
                throw problem;
            }

            int slash = key.LastIndexOf('/');
            if (slash < 0)
            {
                break;
            }

            key = key[..slash];
        }

        return _store is null ? null : await AskAsync(program, _store, host, cancellationToken).ConfigureAwait(false);
    }

    private static string Normalize(string key)
    {
        string name = key;
        int scheme = name.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            name = name[(scheme + 3)..];
            int path = name.IndexOf('/', StringComparison.Ordinal);
            name = path < 0 ? name : name[..path];
        }

        name = name.TrimEnd('/');
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string host = slash < 0 ? name : name[..slash];
        string rest = slash < 0 ? "" : name[slash..];
        return (host.ToLowerInvariant() is "index.docker.io" or "registry-1.docker.io" ? ImageReference.DefaultRegistry : host.ToLowerInvariant()) + (rest is "/v1" or "/v2" ? "" : rest);
    }

    private static AuthFile Parse(ReadOnlyMemory<byte> bytes, string path)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        var file = new AuthFile(path);
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return file;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = Object(document.RootElement, "the document", path);
            foreach (JsonProperty member in root.EnumerateObject())
            {
                switch (member.Name)
                {
                    case "auths" when member.Value.ValueKind != JsonValueKind.Null:
                        foreach (JsonProperty entry in Object(member.Value, "auths", path).EnumerateObject())
                        {
                            file.Add(entry, file.AddAuth, file._badAuths);
                        }

                        break;
                    case "credHelpers" when member.Value.ValueKind != JsonValueKind.Null:
                        foreach (JsonProperty entry in Object(member.Value, "credHelpers", path).EnumerateObject())
                        {
                            file.Add(entry, file.AddProgram, file._badPrograms);
                        }

                        break;
                    case "credsStore":
                        file._store = Text(member.Value, "credsStore", path) is { Length: > 0 } store ? store : null;
                        break;
                }
            }
        }
        catch (JsonException e)
        {
            throw Malformed(path, "it is not JSON", e);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: JSON as far as its grammar goes, but no text.
            throw Malformed(path, NotUnicode, null);
        }

        return file;
    }

    // One bad entry is no reason to refuse all other registries.
    private void Add(JsonProperty entry, Action<JsonProperty> add, Dictionary<string, OpenShiftException> problems)
    {
        string key = Normalize(entry.Name);
        try
        {
            add(entry);
        }
        catch (OpenShiftException e)
        {
            problems[key] = e;
        }
        catch (InvalidOperationException)
        {
            problems[key] = Malformed(_path, NotUnicode, null);
        }
    }

    private void AddProgram(JsonProperty entry)
    {
        if (Text(entry.Value, "credHelpers", _path) is { Length: > 0 } name)
        {
            _programs[Normalize(entry.Name)] = name;
        }
    }

    private void AddAuth(JsonProperty entry)
    {
        if (entry.Value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        string? name = null, password = null, identity = null, token = null, auth = null;
        foreach (JsonProperty member in Object(entry.Value, "an entry of auths", _path).EnumerateObject())
        {
            switch (member.Name)
            {
                case "auth":
                    auth = Text(member.Value, "auth", _path);
                    break;
                case "username":
                    name = Text(member.Value, "username", _path);
                    break;
                case "password":
                    password = Text(member.Value, "password", _path);
                    break;
                case "identitytoken":
                    identity = Text(member.Value, "identitytoken", _path);
                    break;
                case "registrytoken":
                    token = Text(member.Value, "registrytoken", _path);
                    break;
            }
        }

        if (!string.IsNullOrEmpty(auth))
        {
            (name, password) = Decode(auth);
        }

        if (token is not null && !AccessToken.IsUsable(token))
        {
            throw Malformed(_path, "a 'registrytoken' cannot be sent in a header", null);
        }

        string source = $"'{_path}'";
        Credential? credential =
            !string.IsNullOrEmpty(token) ? new Credential(source) { RegistryToken = token }
            : !string.IsNullOrEmpty(identity) ? new Credential(source) { IdentityToken = identity }
            : name == "<token>" && !string.IsNullOrEmpty(password) ? new Credential(source) { IdentityToken = password }
            : !string.IsNullOrEmpty(name) && password is not null ? new Credential(source) { Username = name, Password = password }
            : null;
        if (credential is null)
        {
            // Where a credential store keeps the secret, Docker leaves an empty entry.
            return;
        }

        string key = Normalize(entry.Name);
        if (entry.Name == key || entry.Name == DockerHubKey)
        {
            _auths[key] = credential;
        }
        else
        {
            // A key that is the registry's plain name is more exact than one with a scheme or a path.
            _ = _auths.TryAdd(key, credential);
        }
    }

    private (string Name, string Password) Decode(string auth)
    {
        byte[] bytes = new byte[auth.Length];
        if (!Convert.TryFromBase64String(auth, bytes, out int length))
        {
            throw Malformed(_path, "an 'auth' is not Base64", null);
        }

        string text;
        try
        {
            text = s_strict.GetString(bytes, 0, length).TrimEnd('\0');
        }
        catch (DecoderFallbackException)
        {
            throw Malformed(_path, "an 'auth' is not UTF-8", null);
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (text[..colon], text[(colon + 1)..]) : throw Malformed(_path, "an 'auth' is not a user name and a password", null);
    }

    private async ValueTask<Credential?> AskAsync(ICredentialProgram program, string name, string key, CancellationToken cancellationToken)
    {
        string server = key == ImageReference.DefaultRegistry ? DockerHubKey : key;
        CredentialAnswer? answer = await program.GetAsync(name, server, _path, cancellationToken).ConfigureAwait(false);
        if (answer is null || answer.Secret.Length == 0)
        {
            return null;
        }

        string source = $"docker-credential-{name}, named by '{_path}'";
        return answer.Username == "<token>"
            ? new Credential(source) { IdentityToken = answer.Secret }
            : new Credential(source) { Username = answer.Username, Password = answer.Secret };
    }

    private static JsonElement Object(JsonElement element, string what, string path) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Malformed(path, $"{what} is not an object", null);

    private static string? Text(JsonElement element, string what, string path) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Null => null,
        _ => throw Malformed(path, $"'{what}' is not a text", null),
    };

    private static OpenShiftException Malformed(string path, string why, JsonException? e)
    {
        // The exception itself is not passed on: its message quotes what it read.
        int line = e is null ? 0 : (int)(e.LineNumber ?? 0) + 1;
        return new OpenShiftException(
            ToolCodes.CredentialsUnreadable,
            $"The credentials file '{path}' is malformed{(line == 0 ? "" : FormattableString.Invariant($" at line {line}"))}: {why}",
            "Log in again with podman or docker, or correct the file.",
            new SourceLocation(path, line));
    }
}
