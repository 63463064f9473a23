using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries.Credentials;
using OpenShift.NET.Sdk.Registries.Transport;

namespace OpenShift.NET.Sdk.Registries.Authentication;

/// <summary>
/// Answers a registry's challenges: anonymous, Basic (RFC 7617) and Bearer with a token service (distribution's token authentication).
/// Tokens are kept by scope until shortly before they end. Nothing is sent before the registry has asked for it once.
/// </summary>
internal sealed class Authenticator(RegistryEndpoint endpoint, ICredentialSource credentials, Func<RegistryRequest, CancellationToken, ValueTask<HttpResponseMessage>> send, RegistryLimits limits, TimeProvider time) : IDisposable
{
    private const string ClientId = "OpenShift.NET.Sdk";

    // One at a time: parallel uploads that are all challenged must not fetch a token each.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Credential?> _credentials = new(StringComparer.Ordinal);
    private AuthenticationChallenge? _bearer;
    private bool _basic;
    private string? _withheldFrom;

    /// <summary>What to send with a request; <see langword="null"/> when the registry has not asked yet.</summary>
    public async ValueTask<AuthenticationHeaderValue?> CurrentAsync(string repository, string scope, CancellationToken cancellationToken)
    {
        if (!_basic && _bearer is null)
        {
            return null;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_basic)
            {
                return Basic(await FindAsync(endpoint.Name, repository, cancellationToken).ConfigureAwait(false));
            }

            return Fresh(scope) ?? await FetchAsync(_bearer!, repository, scope, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <summary>What to send after a challenge; <see langword="null"/> when it cannot be answered, or only with what was just refused.</summary>
    public async ValueTask<AuthenticationHeaderValue?> AnswerAsync(IReadOnlyList<AuthenticationChallenge> challenges, string repository, string scope, AuthenticationHeaderValue? refused, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (challenges.FirstOrDefault(static c => c.Is("Bearer")) is { } bearer)
            {
                _bearer = bearer;
                _basic = false;
                if (Fresh(scope) is { } other && !other.Equals(refused))
                {
                    return other;
                }

                lock (_tokens)
                {
                    _ = _tokens.Remove(scope);
                }

                return await FetchAsync(bearer, repository, scope, cancellationToken).ConfigureAwait(false);
            }

            if (challenges.Any(static c => c.Is("Basic")))
            {
                AuthenticationHeaderValue? basic = Basic(await FindAsync(endpoint.Name, repository, cancellationToken).ConfigureAwait(false));
                _basic = basic is not null;
                return basic is null || basic.Equals(refused) ? null : basic;
            }

            return null;
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <summary>Where the credentials in use for a repository come from; <see langword="null"/> when there are none, or they were not sent.</summary>
    public string? SourceFor(string repository)
    {
        lock (_credentials)
        {
            return _withheldFrom is null ? _credentials.GetValueOrDefault(Key(endpoint.Name, repository))?.Source : null;
        }
    }

    /// <summary>The failure of a registry, or its token service, that wants other credentials than it got.</summary>
    public OpenShiftException Refused(string repository)
    {
        lock (_credentials)
        {
            return _withheldFrom is { } host && _credentials.GetValueOrDefault(Key(endpoint.Name, repository)) is { } credential
                ? RegistryFailures.Withheld(endpoint, repository, credential.Source, host)
                : RegistryFailures.Unauthorized(endpoint, repository, SourceFor(repository));
        }
    }

    /// <summary>A text of the registry's without any secret that was sent to it.</summary>
    public string Redact(string text)
    {
        lock (_credentials)
        {
            foreach (Credential? credential in _credentials.Values)
            {
                text = Without(Without(Without(text, credential?.Password), credential?.IdentityToken), credential?.RegistryToken);
                text = Without(text, Basic(credential)?.Parameter);
            }
        }

        lock (_tokens)
        {
            foreach (AccessToken token in _tokens.Values)
            {
                text = Without(text, token.Value);
            }
        }

        return text;
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static string Without(string text, string? secret) =>
        string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "***", StringComparison.Ordinal);

    private static AuthenticationHeaderValue? Basic(Credential? credential) =>
        credential?.Username is null || credential.Password is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}")));

    private AuthenticationHeaderValue? Fresh(string scope)
    {
        lock (_tokens)
        {
            return _tokens.TryGetValue(scope, out AccessToken? token) && token.Expires > time.GetUtcNow()
                ? new AuthenticationHeaderValue("Bearer", token.Value)
                : null;
        }
    }

    private static string Key(string registry, string repository) => $"{registry}/{repository}";

    private async ValueTask<Credential?> FindAsync(string registry, string repository, CancellationToken cancellationToken)
    {
        lock (_credentials)
        {
            if (_credentials.TryGetValue(Key(registry, repository), out Credential? known))
            {
                return known;
            }
        }

        Credential? found = await credentials.FindAsync(registry, repository, cancellationToken).ConfigureAwait(false);
        lock (_credentials)
        {
            return _credentials[Key(registry, repository)] = found;
        }
    }

    // From then on they are the registry's credentials; the variables' have nowhere to go.
    private async ValueTask<Credential?> FindStoredAsync(string repository, CancellationToken cancellationToken)
    {
        Credential? stored = await credentials.FindStoredAsync(endpoint.Name, repository, cancellationToken).ConfigureAwait(false);
        if (stored is not null)
        {
            lock (_credentials)
            {
                _credentials[Key(endpoint.Name, repository)] = stored;
            }
        }

        return stored;
    }

    private async ValueTask<AuthenticationHeaderValue> FetchAsync(AuthenticationChallenge challenge, string repository, string scope, CancellationToken cancellationToken)
    {
        Credential? credential = await FindAsync(endpoint.Name, repository, cancellationToken).ConfigureAwait(false);
        if (credential?.RegistryToken is { } ready)
        {
            return new AuthenticationHeaderValue("Bearer", ready);
        }

        Uri realm = RealmPolicy.Check(endpoint, challenge.Parameter("realm"));
        if (credential is { NamesNoRegistry: true } && !RealmPolicy.IsOwn(endpoint, realm))
        {
            // The registry's answer is data, too: what the user gave for one registry without naming it does not go to whatever host that answer names.
            credential = await FindStoredAsync(repository, cancellationToken).ConfigureAwait(false) ?? await FindAsync(realm.Authority, "", cancellationToken).ConfigureAwait(false);
            lock (_credentials)
            {
                _withheldFrom = credential is null ? realm.Host : null;
            }

            if (credential?.RegistryToken is { } stored)
            {
                return new AuthenticationHeaderValue("Bearer", stored);
            }
        }

        using HttpResponseMessage response = await send(TokenRequest(realm, challenge, credential, scope), cancellationToken).ConfigureAwait(false);
        byte[]? body = await ResponseBody.ReadAsync(response, 1024 * 1024, limits.AttemptTimeout, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest && credential is not null)
        {
            throw RegistryFailures.Unauthorized(endpoint, repository, credential.Source);
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw Refused(repository);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw RegistryFailures.Protocol(endpoint, FormattableString.Invariant($"has a token service that answered {(int)response.StatusCode}"));
        }

        AccessToken token = (body is null ? null : AccessToken.Read(body, time.GetUtcNow()))
            ?? throw RegistryFailures.Protocol(endpoint, $"has a token service whose answer holds no token{(ResponseBody.IsHtml(response) ? " but a page of HTML" : "")}");
        lock (_tokens)
        {
            _tokens[scope] = token;
        }

        return new AuthenticationHeaderValue("Bearer", token.Value);
    }

    private static RegistryRequest TokenRequest(Uri realm, AuthenticationChallenge challenge, Credential? credential, string scope)
    {
        string scopes = Union(scope, challenge.Parameter("scope"));
        string? service = challenge.Parameter("service");
        if (credential?.IdentityToken is { } identity)
        {
            var form = new List<KeyValuePair<string, string>>
            {
                new("grant_type", "refresh_token"),
                new("client_id", ClientId),
                new("service", service ?? ""),
                new("scope", scopes),
                new("refresh_token", identity),
            };
            return new RegistryRequest(HttpMethod.Post) { Location = realm, Content = () => new FormUrlEncodedContent(form) };
        }

        var query = new StringBuilder(realm.Query.Length > 1 ? realm.Query[1..] : "");
        Append(query, "service", service);
        foreach (string one in scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Append(query, "scope", one);
        }

        AuthenticationHeaderValue? basic = Basic(credential);
        if (basic is not null)
        {
            Append(query, "account", credential!.Username);
        }

        return new RegistryRequest(HttpMethod.Get) { Location = new UriBuilder(realm) { Query = query.ToString(), Fragment = "" }.Uri, Authorization = basic };
    }

    private static void Append(StringBuilder query, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _ = query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    // A registry behind a path-rewriting front can name the repository differently from us; only then it adds something.
    private static string Union(string scope, string? challenged)
    {
        foreach (string one in (challenged ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = one[..(one.LastIndexOf(':') + 1)];
            if (name.Length > 0 && !$" {scope}".Contains(" " + name, StringComparison.Ordinal))
            {
                scope += " " + one;
            }
        }

        return scope;
    }
}
