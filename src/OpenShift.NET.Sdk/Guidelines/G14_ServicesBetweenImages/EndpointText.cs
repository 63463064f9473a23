using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;

/// <summary>The hosts a configured value names: in URLs, in <c>host:port</c>, in connection strings.</summary>
internal static class EndpointText
{
    private static readonly ImmutableArray<string> s_hostKeys =
        ["server", "data source", "datasource", "host", "hostname", "address", "addr", "network address", "endpoint", "broker", "bootstrap.servers"];

    private static readonly ImmutableArray<string> s_notAddressed =
        ["allowedhosts", "knownnetworks", "knownproxies", "knownipnetworks", "noproxy", "cidr", "subnet", "network", "networks", "allowlist", "whitelist", "iprange", "version"];

    /// <summary>The hosts, each with its port when one is named.</summary>
    /// <param name="name">Name of the setting.</param>
    /// <param name="value">Its value.</param>
    public static IEnumerable<(string Host, int? Port)> HostsIn(string name, string value)
    {
        string flat = name.Replace("_", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();
        if (s_notAddressed.Any(n => flat.EndsWith(n, StringComparison.Ordinal)))
        {
            yield break;
        }

        foreach (string part in value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            bool addressed = equals > 0 && s_hostKeys.Contains(part[..equals].Trim().ToLowerInvariant());
            foreach (string word in (addressed ? part[(equals + 1)..] : part).Split([' ', ',', '\t', '\n', '\r', '"', '\'', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
            {
                string address = word.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) && !word.StartsWith("tcp://", StringComparison.OrdinalIgnoreCase) ? word[4..] : word;
                if (Host(address, addressed) is { } host)
                {
                    yield return host;
                }
            }
        }
    }

    /// <summary>Whether a host is an IP address that only one machine has.</summary>
    public static bool IsFixedAddress(string host)
    {
        if (!IPAddress.TryParse(host, out IPAddress? address) || (address.AddressFamily == AddressFamily.InterNetwork && host.Count(c => c == '.') != 3))
        {
            return false;
        }

        byte[] bytes = address.GetAddressBytes();
        return !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.Broadcast)
            && bytes is not ([192, 0, 2, _] or [198, 51, 100, _] or [203, 0, 113, _] or [169, 254, ..] or [0x20, 0x01, 0x0D, 0xB8, ..])
            && (bytes.Length == 16 || bytes[0] is > 0 and < 224);
    }

    /// <summary>Whether a host is the machine itself.</summary>
    public static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && host.Length > 2 && IPAddress.IsLoopback(address));

    private static (string Host, int? Port)? Host(string text, bool addressed)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme == 0 || (scheme < 0 && text.Contains('/', StringComparison.Ordinal)))
        {
            return null;
        }

        string authority = scheme < 0 ? text : text[(scheme + 3)..];
        int end = authority.AsSpan().IndexOfAny('/', '?', '#');
        authority = end < 0 ? authority : authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        authority = authority.IndexOf('\\', StringComparison.Ordinal) is var instance and >= 0 ? authority[..instance] : authority;
        string host = authority;
        int? port = null;
        int colon = authority.LastIndexOf(':');
        if (colon > authority.LastIndexOf(']') && (authority[0] == '[' || authority.IndexOf(':', StringComparison.Ordinal) == colon))
        {
            host = authority[..colon];
            port = int.TryParse(authority.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;
        }

        host = host.Trim('[', ']');

        // A bare "10.0.0.5" can be a version; with a scheme, a port or a key it is an address. Digits alone are the port of "Server=db,1433".
        return host.AsSpan().ContainsAnyExceptInRange('0', '9') && (scheme > 0 || addressed || port is not null) ? (host, port) : null;
    }
}
