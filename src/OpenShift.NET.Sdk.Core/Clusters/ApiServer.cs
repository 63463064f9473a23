using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Clusters;

/// <summary>
/// An API server of Kubernetes. Credentials go to it alone: redirects are not followed, and without TLS only to this machine itself. Everything that is asked can be asked again, and is, where the server is busy.
/// </summary>
internal sealed class ApiServer : IDisposable
{
    private const int MostAttempts = 4;
    private const int LargestAnswer = 64 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _client;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly TimeProvider _time;
    private readonly TlsRefusal _refusal;

    private ApiServer(ClusterAccess access, HttpMessageInvoker client, AuthenticationHeaderValue? authorization, TlsRefusal refusal, TimeProvider time) =>
        (Access, _client, _authorization, _refusal, _time) = (access, client, authorization, refusal, time);

    /// <summary>Where it is, and who asks.</summary>
    public ClusterAccess Access { get; }

    /// <summary>Makes ready to ask; nothing is sent but by the program that gives credentials.</summary>
    /// <exception cref="OpenShiftException">OSC0069: the credentials or certificates are none.</exception>
    public static async Task<ApiServer> OpenAsync(ClusterAccess access, IEnvironment environment, TimeProvider time, CancellationToken cancellationToken)
    {
        if (access.Server.Scheme != "https" && access.HasCredentials && !access.Server.IsLoopback)
        {
            throw ClusterFailure.Of($"{access} is spoken to without TLS, where everybody on the way reads the credentials", "Let the kubeconfig name its address with https://.");
        }

        ProgramCredentials? given = access.Program is null ? null : await ProgramCredentials.AskAsync(access.Program, environment, cancellationToken).ConfigureAwait(false);
        string? token = access.Token ?? given?.Token;
        AuthenticationHeaderValue? authorization = token is not null ? new AuthenticationHeaderValue("Bearer", Usable(token, access))
            : access.Password is { } login ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Name}:{login.Password}")))
            : null;
        var refusal = new TlsRefusal();
        return new ApiServer(access, new HttpMessageInvoker(Handler(access, access.Certificate ?? given?.Certificate, refusal)), authorization, refusal, time);
    }

    /// <summary>Asks for a document.</summary>
    /// <param name="path">Its path, without a slash before it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">OSC0069: the server cannot be reached, or does not know who asks.</exception>
    public Task<ApiAnswer> GetAsync(string path, CancellationToken cancellationToken) => AskAsync(() => new HttpRequestMessage(HttpMethod.Get, Of(path)), cancellationToken);

    /// <summary>Applies an object (server-side apply).</summary>
    /// <param name="path">Its path, with the query.</param>
    /// <param name="body">The object as JSON, which is YAML.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">As <see cref="GetAsync"/>.</exception>
    public Task<ApiAnswer> ApplyAsync(string path, byte[] body, CancellationToken cancellationToken) => AskAsync(
        () => new HttpRequestMessage(HttpMethod.Patch, Of(path)) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/apply-patch+yaml") } } },
        cancellationToken);

    /// <summary>The lines of a text, such as a log; none when the server does not give it.</summary>
    /// <exception cref="OpenShiftException">As <see cref="GetAsync"/>.</exception>
    public async Task<ImmutableArray<string>> LinesAsync(string path, CancellationToken cancellationToken)
    {
        (HttpStatusCode status, byte[] body, _) = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Of(path)), cancellationToken).ConfigureAwait(false);
        return status == HttpStatusCode.OK ? [.. Encoding.UTF8.GetString(body).Split('\n').Select(static l => l.TrimEnd('\r'))] : [];
    }

    /// <summary>The failure of who is not known to the server, which some servers tell by 401 and others by what nobody may do.</summary>
    public OpenShiftException NotKnown() => ClusterFailure.Of(
        $"{Access} does not accept the credentials{(Access.User.Length > 0 ? $" of user '{Access.User}'" : "")}: they are missing, wrong, or have expired",
        $"Log in anew: oc login {Access.Server.GetLeftPart(UriPartial.Path).TrimEnd('/')}.");

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private Uri Of(string path) => new(Access.Server, path);

    private async Task<ApiAnswer> AskAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        (HttpStatusCode status, byte[] body, ImmutableArray<string> warnings) = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        ApiObject document = default;
        try
        {
            using JsonDocument read = JsonDocument.Parse(body);
            document = new ApiObject(read.RootElement.Clone());
        }
        catch (JsonException) when ((int)status is < 200 or >= 300)
        {
            // A proxy refuses in its own words.
        }
        catch (JsonException)
        {
            throw ClusterFailure.Of($"{Access} answers with something that is no API server's answer", "Check the address in the kubeconfig; a proxy or a page to log in on may have answered.");
        }

        return new ApiAnswer(status, document, warnings);
    }

    private async Task<(HttpStatusCode Status, byte[] Body, ImmutableArray<string> Warnings)> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            using HttpRequestMessage request = create();
            request.Headers.Authorization = _authorization;
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (request.RequestUri!.AbsolutePath.EndsWith("/log", StringComparison.Ordinal))
            {
                request.Headers.Accept.Clear();
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
            }

            if (Access.ActsFor is { } other)
            {
                request.Headers.TryAddWithoutValidation("Impersonate-User", other.User);
                foreach (string group in other.Groups)
                {
                    request.Headers.TryAddWithoutValidation("Impersonate-Group", group);
                }
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            try
            {
                using HttpResponseMessage response = await _client.SendAsync(request, limit.Token).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.Unauthorized)
                {
                    throw NotKnown();
                }

                if ((int)response.StatusCode is >= 300 and < 400)
                {
                    throw ClusterFailure.Of($"{Access} sends elsewhere, where the credentials must not go", "Let the kubeconfig name the API server itself.");
                }

                if (attempt < MostAttempts && response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
                {
                    TimeSpan pause = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(attempt);
                    await Task.Delay(pause < LongestPause ? pause : LongestPause, _time, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                byte[] body = await ReadAsync(response, limit.Token).ConfigureAwait(false);
                return (response.StatusCode, body, [.. response.Headers.TryGetValues("Warning", out IEnumerable<string>? warnings) ? warnings.Select(Warning) : []]);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw ClusterFailure.Of(FormattableString.Invariant($"{Access} does not answer within {Patience.TotalSeconds:0} s"), "Check network, VPN and proxy.");
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw Unreachable(e);
            }
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using Stream content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var body = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > LargestAnswer)
            {
                throw ClusterFailure.Of(FormattableString.Invariant($"{Access} answers with more than {LargestAnswer / (1024 * 1024)} MiB"), "Check the address in the kubeconfig.");
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private OpenShiftException Unreachable(Exception e)
    {
        if (e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } || e.InnerException is AuthenticationException)
        {
            return ClusterFailure.Of(
                $"{Access} cannot be spoken to by TLS: {_refusal.Text ?? "no connection comes about"}",
                "Name its authority in the kubeconfig (certificate-authority), for example with 'oc login --certificate-authority=FILE'.");
        }

        string why = e.InnerException is SocketException socket ? socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "nothing listens there",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "its name is not known",
            SocketError.TimedOut => "it does not answer",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no way to it",
            _ => "the connection breaks",
        }
        : e is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } ? "the proxy lets nobody through"
        : "the connection breaks";
        return ClusterFailure.Of($"{Access} cannot be reached: {why}", "Check the address in the kubeconfig, network, VPN and proxy; 'oc whoami' asks the same server.");
    }

    // 299 - "text"
    private static string Warning(string header)
    {
        int first = header.IndexOf('"', StringComparison.Ordinal);
        int last = header.LastIndexOf('"');
        return first >= 0 && last > first ? header[(first + 1)..last].Replace("\\\"", "\"", StringComparison.Ordinal) : header;
    }

    private static string Usable(string token, ClusterAccess access) => token.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
        ? token
        : throw ClusterFailure.Of($"The token of user '{access.User}' has characters that no token has", "Log in anew with 'oc login'.");

    private static SocketsHttpHandler Handler(ClusterAccess access, (string Certificate, string Key)? client, TlsRefusal refusal)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            AutomaticDecompression = DecompressionMethods.All,
            // A proxy of the kubeconfig's own is always gone through; that of the environment not to this machine, nor from a pod to its cluster.
            UseProxy = access.Proxy is not null || (!access.Server.IsLoopback && access.Server.Scheme == "https" && !access.IsOwnCluster),
            Proxy = access.Proxy is { } proxy ? new WebProxy(proxy) { Credentials = Login(proxy) } : null,
        };
        handler.SslOptions = Options(access, client, refusal);
        if (access.ServerName is { } name && access.Server.Scheme == "https")
        {
            if (access.Proxy is not null)
            {
                throw ClusterFailure.Of($"The cluster of context '{access.Context}' has proxy-url and tls-server-name, which cannot be had together", "Take one of them out of the kubeconfig.");
            }

            // The handler takes the name of the address; no proxy is on this way.
            handler.UseProxy = false;
            handler.ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
                    var secure = new SslStream(new NetworkStream(socket, ownsSocket: true));
                    SslClientAuthenticationOptions options = Options(access, client, refusal);
                    options.TargetHost = name;
                    await secure.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
                    return secure;
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        return handler;
    }

    private static NetworkCredential? Login(Uri proxy) => proxy.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password]
        ? new NetworkCredential(Uri.UnescapeDataString(user), password is [var text] ? Uri.UnescapeDataString(text) : "")
        : null;

    private static SslClientAuthenticationOptions Options(ClusterAccess access, (string Certificate, string Key)? client, TlsRefusal refusal)
    {
        var options = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, _, _, errors) =>
            {
                refusal.Text = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "its certificate is another host's" : errors == SslPolicyErrors.None ? null : "its certificate is not trusted";
                return errors == SslPolicyErrors.None || access.TrustsAnyone;
            },
        };
        try
        {
            if (access.Authorities is { } pem)
            {
                var authorities = new X509Certificate2Collection();
                authorities.ImportFromPem(pem);
                options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
            }

            if (client is { } own)
            {
                X509Certificate2 certificate = X509Certificate2.CreateFromPem(own.Certificate, own.Key);

                // Windows signs with no key that was never stored.
                certificate = OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null) : certificate;
                options.ClientCertificates = [certificate];
                options.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw ClusterFailure.Of($"The certificates of context '{access.Context}' in the kubeconfig cannot be understood", "Log in anew with 'oc login'.");
        }

        return options;
    }

    private sealed class TlsRefusal
    {
        public string? Text { get; set; }
    }
}
