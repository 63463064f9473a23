using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OpenShift.NET.Sdk.Publishing.Proving.Probing;

/// <summary>
/// Asks a container's probes as the kubelet does (kubernetes/kubernetes, <c>pkg/probe</c>): a connection for each request, certificates not verified, redirects followed
/// to the same host only, 200 to 399 a success.
/// </summary>
internal sealed class ProbeClient : IDisposable
{
    // The kubelet asks by the pod's address; ASP.NET Core's host filtering sees an address and no name. The network is the run's own, so any address will do.
    private const string PodAddress = "10.0.2.100";
    private const string UserAgent = "kube-probe/1.31";
    private const int MostRedirects = 10;
    private const int LargestBody = 10 * 1024;

    private readonly IProbedContainer _container;
    private readonly HttpMessageInvoker _http;
    private readonly GrpcHealthClient _grpc;

    public ProbeClient(IProbedContainer container)
    {
        _container = container;
        _http = new HttpMessageInvoker(Handler(container));
        _grpc = new GrpcHealthClient(new HttpMessageInvoker(Handler(container)), PodAddress, UserAgent);
    }

    /// <summary>Asks. Whatever goes wrong is an answer.</summary>
    public async Task<ProbeAnswer> AskAsync(ProbeRequest request, CancellationToken cancellationToken)
    {
        if (request.NotAsked is { } reason)
        {
            return new ProbeAnswer(false, reason);
        }

        if (request.Action != "exec" && request.Port is null)
        {
            return new ProbeAnswer(false, request.UnknownPort is { Length: > 0 } name ? $"there is no port named {name}" : "there is no port to ask");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Timeout);
        try
        {
            return request.Action switch
            {
                "httpGet" => await GetAsync(request, limit.Token).ConfigureAwait(false),
                "tcpSocket" => await OpenAsync(request.Port!.Value, limit.Token).ConfigureAwait(false),
                "grpc" => await _grpc.CheckAsync(request.Port!.Value, request.Service, limit.Token).ConfigureAwait(false),
                _ => await ExecuteAsync(request, limit.Token).ConfigureAwait(false),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeAnswer(false, string.Create(CultureInfo.InvariantCulture, $"no answer in {request.Timeout.TotalSeconds} s"));
        }
        catch (Exception e) when (e is SocketException or HttpRequestException or IOException or AuthenticationException)
        {
            return new ProbeAnswer(false, Describe(e));
        }
    }

    /// <summary>Sends a request of a conversation that is no probe: nothing is followed, the answer is the caller's to dispose of.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _http.SendAsync(request, cancellationToken);

    /// <summary>The address of a path in the container.</summary>
    public static Uri AddressOf(int port, string path, bool https = false) => new($"{(https ? "https" : "http")}://{PodAddress}:{port.ToString(CultureInfo.InvariantCulture)}{path}");

    public void Dispose()
    {
        _http.Dispose();
        _grpc.Dispose();
    }

    private static SocketsHttpHandler Handler(IProbedContainer container) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        ConnectCallback = async (context, token) => await container.ConnectAsync(context.DnsEndPoint.Port, loopback: false, token).ConfigureAwait(false),
    };

    private async Task<ProbeAnswer> GetAsync(ProbeRequest request, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate($"{(request.IsHttps ? "https" : "http")}://{PodAddress}:{request.Port!.Value.ToString(CultureInfo.InvariantCulture)}{request.Path}", UriKind.Absolute, out Uri? address))
        {
            return new ProbeAnswer(false, $"'{request.Path}' is no path of an address");
        }

        for (int i = 0; i <= MostRedirects; i++)
        {
            using HttpRequestMessage message = Message(request, address);
            using HttpResponseMessage answer = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            int status = (int)answer.StatusCode;
            string text = status.ToString(CultureInfo.InvariantCulture);
            if (answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect && LocationOf(answer) is { Length: > 0 } location)
            {
                if (!Uri.TryCreate(address, location, out Uri? target))
                {
                    return new ProbeAnswer(false, $"{text} to '{location}', which is no address");
                }

                if (target.Host != address.Host || target.Scheme is not ("http" or "https"))
                {
                    // The kubelet takes this for a success and warns.
                    return new ProbeAnswer(true, $"{text} to {target.GetLeftPart(UriPartial.Authority)}, another host, which probes do not follow");
                }

                address = target;
                continue;
            }

            await ReadSomeAsync(answer, cancellationToken).ConfigureAwait(false);
            return new ProbeAnswer(status is >= 200 and < 400, i == 0 ? text : $"{text} after a redirect to {address.PathAndQuery}");
        }

        return new ProbeAnswer(false, "more redirects than probes follow");
    }

    // As it was sent: the typed header has nothing of what is no address, and such an answer would look like one without the header.
    private static string? LocationOf(HttpResponseMessage answer) => answer.Headers.NonValidated.TryGetValues("Location", out HeaderStringValues values) ? values.ToString() : null;

    private static HttpRequestMessage Message(ProbeRequest request, Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach ((string name, string value) in request.Headers)
        {
            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                message.Headers.Host = value;
            }
            else if (value.Length > 0)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        // An empty one in the manifest keeps the header out.
        foreach ((string name, string value) in ((string, string)[])[("User-Agent", UserAgent), ("Accept", "*/*")])
        {
            if (!request.Headers.Any(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        message.Headers.ConnectionClose = true;
        return message;
    }

    // The kubelet reads so much, and a body that never ends costs it no more than that.
    private static async Task ReadSomeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[LargestBody];
        await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProbeAnswer> OpenAsync(int port, CancellationToken cancellationToken)
    {
        Stream connection = await _container.ConnectAsync(port, loopback: false, cancellationToken).ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
        return new ProbeAnswer(true, "connected");
    }

    private async Task<ProbeAnswer> ExecuteAsync(ProbeRequest request, CancellationToken cancellationToken)
    {
        (int code, string output) = await _container.ExecuteAsync(request.Command, cancellationToken).ConfigureAwait(false);
        string line = output.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd('\r');
        return new ProbeAnswer(code == 0, string.Create(CultureInfo.InvariantCulture, $"exit code {code}{(code == 0 || line.Length == 0 ? "" : ": " + line)}"));
    }

    private static string Describe(Exception e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return ProbeAnswer.Refused;
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                    return "connection reset";
                case AuthenticationException:
                    return "no TLS is spoken there";
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }:
                    return "no HTTP is spoken there";
                case HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "connection closed without an answer";
                case HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError }:
                    return "no HTTP/2 is spoken there";
                default:
                    break;
            }
        }

        return e is SocketException or HttpRequestException { InnerException: SocketException } ? ProbeAnswer.Refused : "connection closed without an answer";
    }
}
