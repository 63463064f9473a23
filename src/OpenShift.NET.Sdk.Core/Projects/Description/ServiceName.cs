using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The likely name of the Service behind an address that is this machine's own on a developer's desk.</summary>
internal static class ServiceName
{
    /// <summary>The name: <c>Services:Orders:Url</c> gives <c>orders</c>, <c>ConnectionStrings:Redis</c> gives <c>redis</c>; when the key says nothing, the kind of server does.</summary>
    public static string For(string key, AddressText address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return In(key) ?? (address.Form == AddressForm.Url && address.Kind is ServerKind.Unknown or ServerKind.Web ? "backend" : ServerKinds.ServiceName(address.Kind));
    }

    /// <summary>The name that the key of a setting has; <see langword="null"/> when it says none.</summary>
    public static string? In(string key)
    {
        string[] segments = key.Split(':');
        for (int i = segments.Length - 1; i >= 0; i--)
        {
            string[] words = [.. SecretName.Words(segments[i]).Reverse().SkipWhile(IsGeneric).Reverse()];
            if (words.Length > 0 && ObjectName.From(string.Join('-', words)) is { Length: > 0 } name && ObjectName.IsLabel(name))
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsGeneric(string word) => word is
        "url" or "urls" or "uri" or "uris" or "base" or "address" or "addresses" or "endpoint" or "endpoints" or "host" or "hosts" or "hostname" or "server" or "servers" or "bootstrap"
        or "broker" or "brokers" or "connection" or "connections" or "string" or "strings" or "connectionstring" or "connectionstrings" or "default" or "http" or "https"
        or "services" or "clients" or "httpclients" or "settings" or "options" or "config" or "configuration" or "args" or "write" or "to" or "app" or "application" or "appsettings" or "authority" or "issuer"
        or "reverse" or "proxy" or "cluster" or "clusters" or "destination" or "destinations" or "route" or "routes" or "nodes" or "node" or "contact" or "points" or "point" or "name" or "names" or "my";
}
