using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>Judges certificates as .NET does, but remembers why one was refused and accepts any of a registry listed as insecure.</summary>
internal sealed class TlsWitness(RegistryEndpoint endpoint)
{
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the certificate of a host was refused; <see langword="null"/> when none was.</summary>
    public string? RefusalOf(string host) => _refused.GetValueOrDefault(host);

    /// <summary>Judges one certificate.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        string host = sender is SslStream { TargetHostName.Length: > 0 } stream ? stream.TargetHostName : endpoint.Host;
        if (endpoint.IsInsecure && string.Equals(host, endpoint.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        _refused[host] = errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "no certificate"
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "a certificate of another host"
            : "a certificate that is not trusted here" + Status(chain);
        return false;
    }

    private static string Status(X509Chain? chain) =>
        chain is { ChainStatus: [var first, ..] } ? $" ({first.Status})" : "";
}
