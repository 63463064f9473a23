using System.Net;
using System.Net.Http.Headers;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries.Authentication;
using OpenShift.NET.Sdk.Registries.Credentials;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>Sends requests to one registry: chooses TLS or not, answers challenges, follows redirects without taking credentials along, tries again.</summary>
internal sealed class RegistryTransport : IDisposable
{
    private const string AddressKey = "OpenShift.NET.Sdk.Address";

    private readonly RegistryLimits _limits;
    private readonly TlsWitness _witness;
    private readonly HttpMessageInvoker _client;
    private readonly Authenticator _authenticator;
    private readonly SemaphoreSlim _baseGate = new(1, 1);
    private Uri? _base;
    private bool _speaksHttp;

    public RegistryTransport(RegistryEndpoint endpoint, ICredentialSource credentials, RegistryConnections connections, RegistryLimits limits, TimeProvider time, IProgress<string>? notices)
    {
        Endpoint = endpoint;
        _limits = limits;
        _witness = new TlsWitness(endpoint);
        _client = connections.Create(endpoint, _witness);
        Notices = new WaitingNotices(endpoint.Name, limits.NoticeInterval, notices);
        Retry = new RetryPolicy(limits, time, Notices);
        _authenticator = new Authenticator(endpoint, credentials, FetchTokenAsync, limits, time);
        _base = endpoint.IsInsecure ? null : new Uri($"{(endpoint.IsLoopback ? "http" : "https")}://{endpoint.Authority}/");
    }

    /// <summary>The registry.</summary>
    public RegistryEndpoint Endpoint { get; }

    /// <summary>Says that the registry is being waited for.</summary>
    public WaitingNotices Notices { get; }

    /// <summary>When to try again.</summary>
    public RetryPolicy Retry { get; }

    /// <summary>What bounds the talk.</summary>
    public RegistryLimits Limits => _limits;

    /// <summary>Sends a request, again if need be. The response can be a failure that the registry reports.</summary>
    /// <exception cref="OpenShiftException">OSC0080: it cannot be reached; OSC0081: it wants other credentials; OSC0083, OSC0087: it leads astray.</exception>
    public ValueTask<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellationToken) =>
        RunAsync((patience, token) => SendOnceAsync(request with { Patience = patience }, token), cancellationToken);

    /// <summary>Runs attempts made of several requests.</summary>
    /// <exception cref="OpenShiftException">As for <see cref="SendAsync"/>.</exception>
    public async ValueTask<HttpResponseMessage> RunAsync(Func<Patience, CancellationToken, ValueTask<HttpResponseMessage>> attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await Retry.RunAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            throw await ExplainAsync(e, e.Data[AddressKey] as Uri ?? _base, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request once; a challenge is answered once.</summary>
    public async ValueTask<HttpResponseMessage> SendOnceAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        Uri root = _base ?? await ProbeAsync(cancellationToken).ConfigureAwait(false);
        if (root.Scheme != Uri.UriSchemeHttp || _speaksHttp || Endpoint.IsInsecure)
        {
            return await SendOnceAsync(root, request, cancellationToken).ConfigureAwait(false);
        }

        // A registry on this machine nearly always speaks HTTP; one that is forwarded from a cluster does not. TLS servers answer HTTP with 400 or not at all.
        HttpResponseMessage? response = null;
        try
        {
            response = await SendOnceAsync(root, request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.BadRequest)
            {
                _speaksHttp = true;
                return response;
            }
        }
        catch (Exception e) when (e is HttpRequestException { HttpRequestError: not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError) } or IOException)
        {
            if (await FindTlsAsync(cancellationToken).ConfigureAwait(false) is not { } secure)
            {
                throw;
            }

            return await SendOnceAsync(secure, request, cancellationToken).ConfigureAwait(false);
        }

        if (await FindTlsAsync(cancellationToken).ConfigureAwait(false) is { } found)
        {
            response.Dispose();
            return await SendOnceAsync(found, request, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(Uri root, RegistryRequest request, CancellationToken cancellationToken)
    {
        Uri address = request.Location ?? new Uri(root, request.Path);
        bool own = IsSameOrigin(root, address);
        AuthenticationHeaderValue? authorization = own ? await _authenticator.CurrentAsync(request.Repository, request.Scope, cancellationToken).ConfigureAwait(false) : null;
        HttpResponseMessage response = await ExchangeAsync(request, address, authorization, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !IsSameOrigin(root, response.RequestMessage?.RequestUri ?? address))
        {
            return response;
        }

        IReadOnlyList<AuthenticationChallenge> challenges = Challenges(response);
        response.Dispose();
        AuthenticationHeaderValue? answer = await _authenticator.AnswerAsync(challenges, request.Repository, request.Scope, authorization, cancellationToken).ConfigureAwait(false);
        if (answer is not null)
        {
            response = await ExchangeAsync(request, address, answer, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return response;
            }

            response.Dispose();
        }

        throw _authenticator.Refused(request.Repository);
    }

    /// <summary>An address the registry gave, relative to that of the request it answered.</summary>
    /// <exception cref="OpenShiftException">OSC0083: it gave none; OSC0087: it leads from TLS to HTTP.</exception>
    public Uri LocationOf(HttpResponseMessage response, string what)
    {
        Uri from = response.RequestMessage!.RequestUri!;
        Uri? location = response.Headers.Location;
        if (location is null || !Uri.TryCreate(from, location, out Uri? next) || next.Scheme is not ("http" or "https"))
        {
            throw RegistryFailures.Protocol(Endpoint, $"does not say where {what}");
        }

        if (next.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttps)
        {
            if (!string.Equals(next.Host, from.Host, StringComparison.OrdinalIgnoreCase) || next.Port != from.Port && !(next.IsDefaultPort && from.IsDefaultPort))
            {
                throw RegistryFailures.WithoutTls(Endpoint, $"leads from TLS to plain HTTP at '{next.Host}'");
            }

            // A registry behind a front that ends TLS often does not know that it has one.
            next = new UriBuilder(next) { Scheme = Uri.UriSchemeHttps, Port = from.Port }.Uri;
        }

        return next;
    }

    /// <summary>The failure that a response stands for; the response is disposed.</summary>
    /// <param name="response">The response, of a status other than success.</param>
    /// <param name="operation">What was wanted, to be read after "answered 400 to".</param>
    /// <param name="repository">The repository whose credentials were used.</param>
    /// <param name="written">The manifest that was to be written; <see langword="null"/> for anything else.</param>
    /// <param name="cancellationToken">Stops the reading of the registry's words.</param>
    public async ValueTask<OpenShiftException> FailureAsync(HttpResponseMessage response, string operation, string repository, WrittenManifest? written, CancellationToken cancellationToken)
    {
        string words = await WordsAsync(response, cancellationToken).ConfigureAwait(false);
        return Failure(response, operation, repository, written, words);
    }

    /// <summary>What a registry says of a failure, to be read in parentheses after its status; empty when it says nothing.</summary>
    public async ValueTask<string> WordsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string words = "";
        try
        {
            byte[]? body = await ResponseBody.ReadAsync(response, 64 * 1024, _limits.AttemptTimeout, cancellationToken).ConfigureAwait(false);
            words = body is null ? "" : _authenticator.Redact(RegistryErrorBody.Describe(body));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            // The status says enough.
        }

        return words.Length > 0 ? words
            : ResponseBody.IsHtml(response) ? "with a page of HTML"
            : IsRedirect(response.StatusCode) && response.Headers.Location is { } to && Uri.TryCreate(response.RequestMessage!.RequestUri, to, out Uri? target) ? $"a redirect to '{target.Host}'"
            : "";
    }

    /// <summary>The failure that a response stands for whose words were read; the response is disposed.</summary>
    public OpenShiftException Failure(HttpResponseMessage response, string operation, string repository, WrittenManifest? written, string words)
    {
        using HttpResponseMessage _ = response;
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return _authenticator.Refused(repository);
        }

        return RegistryRefusals.Own(Endpoint, response.StatusCode, operation, words, Retry.Asked(response), written) ?? (response.StatusCode == HttpStatusCode.Forbidden
            ? RegistryFailures.Denied(Endpoint, operation, _authenticator.SourceFor(repository), words)
            : RegistryFailures.Protocol(Endpoint, FormattableString.Invariant($"answered {(int)response.StatusCode} to {operation}{(words.Length == 0 ? "" : $" ({words})")}")));
    }

    /// <summary>The failure of a success other than the one the specification names: a login page or a proxy says 200 to everything. The response is disposed.</summary>
    public OpenShiftException Unexpected(HttpResponseMessage response, string operation, int expected)
    {
        using HttpResponseMessage _ = response;
        return RegistryFailures.NoRegistry(Endpoint, FormattableString.Invariant($"answered {(int)response.StatusCode} to {operation}, where a registry answers {expected}"), ResponseBody.IsHtml(response));
    }

    /// <summary>The failure that a broken connection stands for.</summary>
    public OpenShiftException Unreachable(Exception cause) => RegistryFailures.Unreachable(Endpoint, cause.Data[AddressKey] as Uri, cause, _witness);

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _authenticator.Dispose();
        _baseGate.Dispose();
    }

    private static IReadOnlyList<AuthenticationChallenge> Challenges(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out HeaderStringValues values) ? AuthenticationChallenge.Parse(values) : [];

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private async ValueTask<HttpResponseMessage> FetchTokenAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await Retry.RunAsync((patience, token) => ExchangeAsync(request with { Patience = patience }, request.Location!, request.Authorization, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            throw RegistryFailures.Unreachable(Endpoint, e.Data[AddressKey] as Uri ?? request.Location, e, _witness);
        }
    }

    private async ValueTask<HttpResponseMessage> ExchangeAsync(RegistryRequest request, Uri address, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        for (int hop = 0; ; hop++)
        {
            HttpResponseMessage response = await ExchangeOnceAsync(request, address, authorization, cancellationToken).ConfigureAwait(false);

            // Only readings are led on; a body, and with it a refresh token, goes where it was addressed to.
            if (!IsRedirect(response.StatusCode) || request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            {
                return response;
            }

            Uri next;
            using (response)
            {
                if (hop == _limits.Redirects)
                {
                    throw RegistryFailures.Protocol(Endpoint, FormattableString.Invariant($"redirects more than {_limits.Redirects} times"));
                }

                next = LocationOf(response, "it redirects to");
            }

            if (!IsSameOrigin(address, next))
            {
                authorization = null;
            }

            address = next;
        }
    }

    private async ValueTask<HttpResponseMessage> ExchangeOnceAsync(RegistryRequest request, Uri address, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AtMost(request.MayBeFetched ? _limits.CommitTimeout : _limits.AttemptTimeout));
        using WaitingNotices.Wait? notice = Notices.Waiting();
        using var message = new HttpRequestMessage(request.Method, address) { Content = request.Content?.Invoke() };
        if (message.Content is TransferContent body)
        {
            long sent = 0, counted = 0;
            if (request.Position is { } begin)
            {
                request.Patience?.Begin(begin);
            }

            body.Sent = length =>
            {
                sent += length;
                if (request.Position is { } from)
                {
                    request.Patience?.Reached(from + sent);
                }

                if (sent - counted >= _limits.LeastBytes)
                {
                    counted = sent;
                    notice?.Sent((request.Position ?? 0) + sent);
                    limit.CancelAfter(AtMost(_limits.AttemptTimeout));
                }
            };
            body.SentWhole = () => limit.CancelAfter(AtMost(_limits.CommitTimeout));
        }

        message.Headers.Authorization = authorization;
        _ = message.Headers.TryAddWithoutValidation("User-Agent", "OpenShift.NET.Sdk");
        if (request.Accept is not null)
        {
            _ = message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        }

        if (request.Offset > 0)
        {
            message.Headers.Range = new RangeHeaderValue(request.Offset, null);
        }

        try
        {
            return await _client.SendAsync(message, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
        catch (Exception) when ((message.Content as BlobContent)?.SourceFailure is not null && !cancellationToken.IsCancellationRequested)
        {
            throw ((BlobContent)message.Content!).SourceFailure!;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // After redirects it is not the registry itself that cannot be reached.
            e.Data[AddressKey] = address;
            throw;
        }

        TimeSpan AtMost(TimeSpan most) => request.Patience?.AtMost(most) ?? most;
    }

    // Asked once and without credentials: which of TLS and HTTP a registry listed as insecure speaks.
    private async ValueTask<Uri> ProbeAsync(CancellationToken cancellationToken)
    {
        await _baseGate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_base is { } known)
            {
                return known;
            }

            return await FindTlsAsync(cancellationToken).ConfigureAwait(false) ?? (_base = new Uri($"http://{Endpoint.Authority}/"));
        }
        finally
        {
            _ = _baseGate.Release();
        }
    }

    // Asked without credentials: whether a registry speaks TLS. A certificate that is not trusted is told as anywhere; of a registry listed as insecure any is.
    private async ValueTask<Uri?> FindTlsAsync(CancellationToken cancellationToken)
    {
        var secure = new Uri($"https://{Endpoint.Authority}/");
        try
        {
            using HttpResponseMessage response = await ExchangeOnceAsync(new RegistryRequest(HttpMethod.Get), new Uri(secure, "/v2/"), null, cancellationToken).ConfigureAwait(false);
            return _base = secure;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException && _witness.RefusalOf(Endpoint.Host.Trim('[', ']')) is null)
        {
            return null;
        }
    }

    private async ValueTask<OpenShiftException> ExplainAsync(Exception cause, Uri? address, CancellationToken cancellationToken)
    {
        // A handshake that failed before any certificate was seen: perhaps there is no TLS at all. Asked without credentials.
        if (cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            && _base is { } root && address is not null && IsSameOrigin(root, address) && address is { Scheme: "https" } && _witness.RefusalOf(address.Host.Trim('[', ']')) is null)
        {
            try
            {
                var plain = new UriBuilder(address) { Scheme = "http", Port = address.Port, Path = "/v2/" };
                using HttpResponseMessage response = await ExchangeOnceAsync(new RegistryRequest(HttpMethod.Get), plain.Uri, null, cancellationToken).ConfigureAwait(false);

                // TLS servers answer plain HTTP with 400.
                if (response.StatusCode != HttpStatusCode.BadRequest)
                {
                    return RegistryFailures.WithoutTls(Endpoint, "speaks plain HTTP where TLS is expected");
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
            {
                // It speaks neither.
            }
        }

        return RegistryFailures.Unreachable(Endpoint, address, cause, _witness);
    }
}
