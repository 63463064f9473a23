using System.Net;
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

        if (Connect is { } connect)
        {
            handler.ConnectCallback = (context, cancellationToken) => connect(context.DnsEndPoint, cancellationToken);
        }

        return new HttpMessageInvoker(handler);
    }
}
