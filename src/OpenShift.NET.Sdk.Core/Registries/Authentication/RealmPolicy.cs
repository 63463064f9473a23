using System.Diagnostics.CodeAnalysis;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries.Transport;

namespace OpenShift.NET.Sdk.Registries.Authentication;

/// <summary>
/// Which token services a registry may name. Its credentials are sent there, so it must be spoken to by TLS; only a loopback or listed insecure registry
/// may name an HTTP one, and only on its own host, on a loopback host, or on another listed one. A remote registry may not name this machine.
/// </summary>
internal static class RealmPolicy
{
    private static readonly HashSet<string> s_secondLevels = new(["ac", "co", "com", "edu", "go", "gob", "gov", "gv", "mil", "ne", "net", "or", "org"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The address of the token service.</summary>
    /// <exception cref="OpenShiftException">OSC0083: it is no address; OSC0087: credentials would travel unprotected.</exception>
    public static Uri Check(RegistryEndpoint endpoint, string? realm)
    {
        if (!TryRead(realm, out Uri? uri))
        {
            throw new OpenShiftException(
                ToolCodes.RegistryProtocol,
                $"Registry '{endpoint.Name}' wants a token but does not name a token service",
                "Check the registry's authentication settings.");
        }

        if (uri.IsLoopback && !endpoint.IsLoopback)
        {
            throw new OpenShiftException(
                ToolCodes.RegistryProtocol,
                $"Registry '{endpoint.Name}' names a token service on this machine",
                "Do not send credentials to this registry, or correct its token realm.");
        }

        bool trustedHost = uri.IsLoopback || string.Equals(uri.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase) || endpoint.IsListed(uri);
        if (uri.Scheme != Uri.UriSchemeHttps && !(endpoint.MayUseHttp && trustedHost))
        {
            throw new OpenShiftException(
                ToolCodes.InsecureRegistry,
                $"Registry '{endpoint.Name}' names a token service without TLS, to which credentials are not sent",
                "Correct the registry's token realm to an https address, or list both as insecure registries.");
        }

        return uri;
    }

    /// <summary>
    /// Whether a token service is the registry's own: on its host or below that host's domain (<c>auth.docker.io</c> of <c>docker.io</c>, <c>gitlab.com</c> of
    /// <c>registry.gitlab.com</c>). Only such a one gets credentials that name no registry; on this machine registries are told apart by their ports.
    /// </summary>
    public static bool IsOwn(RegistryEndpoint endpoint, Uri realm)
    {
        if (endpoint.IsLoopback)
        {
            return string.Equals(realm.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase) && realm.Port == new Uri($"{realm.Scheme}://{endpoint.Authority}").Port;
        }

        return IsAtOrBelow(realm.Host, endpoint.Host)
            || realm.HostNameType == UriHostNameType.Dns && DomainOf(endpoint.Host) is { } domain && IsAtOrBelow(realm.Host, domain);
    }

    private static bool IsAtOrBelow(string host, string domain) =>
        string.Equals(host, domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    // What is left of a host without its first label, unless that is a domain under which anybody registers names (com, co.uk).
    private static string? DomainOf(string host)
    {
        string[] labels = host.Split('.');
        bool isShared = labels is [_, _, { Length: 2 }] && s_secondLevels.Contains(labels[1]);
        return Uri.CheckHostName(host) == UriHostNameType.Dns && labels.Length > 2 && !isShared ? string.Join('.', labels[1..]) : null;
    }

    private static bool TryRead(string? realm, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(realm, UriKind.Absolute, out uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && uri.Host.Length > 0;
}
