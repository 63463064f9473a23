using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>A registry's address and how it may be spoken to.</summary>
internal sealed class RegistryEndpoint
{
    private readonly ImmutableArray<string> _insecure;

    /// <summary>Describes a registry.</summary>
    /// <param name="name">Host and port as the user knows it.</param>
    /// <param name="insecure">Registries that may be spoken to without a trusted certificate.</param>
    public RegistryEndpoint(string name, IEnumerable<string> insecure)
    {
        Name = name;
        _insecure = [.. insecure];

        // Docker Hub's name is not the name of its registry.
        Authority = name == ImageReference.DefaultRegistry ? "registry-1.docker.io" : name;
        Host = new Uri("https://" + Authority).Host;
        IsLoopback = IsLoopbackHost(Host);
        IsInsecure = _insecure.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Host and port as the user knows it; the name in messages and credential files.</summary>
    public string Name { get; }

    /// <summary>Host and port that are connected to.</summary>
    public string Authority { get; }

    /// <summary>Host that is connected to.</summary>
    public string Host { get; }

    /// <summary>Whether the registry is on this machine.</summary>
    public bool IsLoopback { get; }

    /// <summary>Whether it is listed as insecure.</summary>
    public bool IsInsecure { get; }

    /// <summary>Whether it may be spoken to without TLS.</summary>
    public bool MayUseHttp => IsLoopback || IsInsecure;

    /// <summary>Whether another address is that of a registry listed as insecure.</summary>
    public bool IsListed(Uri uri) =>
        _insecure.Contains(uri.Authority, StringComparer.OrdinalIgnoreCase)
        || _insecure.Contains(string.Create(CultureInfo.InvariantCulture, $"{uri.Host}:{uri.Port}"), StringComparer.OrdinalIgnoreCase);

    private static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address);
}
