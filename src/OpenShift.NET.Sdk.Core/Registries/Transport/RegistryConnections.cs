using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>How connections are made. The members are for tests that play a remote registry.</summary>
internal sealed record RegistryConnections
{
    /// <summary>Connects to a host; <see langword="null"/> for the network.</summary>
    public Func<DnsEndPoint, CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>The only certificate authority that is trusted; <see langword="null"/> for those of the machine.</summary>
    public X509Certificate2? Authority { get; init; }

    /// <summary>Makes the one connection pool of a registry.</summary>
    public HttpMessageInvoker Create(RegistryEndpoint endpoint, TlsWitness witness)
    {
        var handler = new SocketsHttpHandler
        {
            // Redirects are followed by hand: credentials must not go along.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            MaxConnectionsPerServer = 8,
            UseProxy = !endpoint.IsLoopback && Connect is null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = witness.Accept;
        if (Authority is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { Authority },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        handler.ConnectCallback = async (context, cancellationToken) =>
            new EarlyAnswerStream(await (Connect ?? ConnectAsync)(context.DnsEndPoint, cancellationToken).ConfigureAwait(false));

        return new HttpMessageInvoker(handler);
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
