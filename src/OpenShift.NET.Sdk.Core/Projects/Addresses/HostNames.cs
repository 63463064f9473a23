using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>What host names and IP addresses mean.</summary>
internal static class HostNames
{
    /// <summary>Whether a text is a host name or an IP address, IPv6 in brackets.</summary>
    public static bool IsHost(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > 253)
        {
            return false;
        }

        if (text[0] == '[')
        {
            return text[^1] == ']' && text.Length > 2 && IPAddress.TryParse(text[1..^1], out _);
        }

        bool letterOrDigit = false;
        foreach (char c in text)
        {
            letterOrDigit |= char.IsAsciiLetterOrDigit(c);
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
            {
                return false;
            }
        }

        return letterOrDigit && text[0] is not ('-' or '.') && text[^1] is not ('-' or '.');
    }

    /// <summary>Whether a host is the machine itself: <c>localhost</c>, a loopback address (RFC 6761, RFC 1122), or one of SQL Server's names for it (<c>.</c>, <c>(local)</c>, <c>(localdb)\…</c>).</summary>
    public static bool IsThisMachine(string host)
    {
        ReadOnlySpan<char> name = host.AsSpan();
        int instance = name.IndexOf('\\');
        name = (instance < 0 ? name : name[..instance]).Trim("[]");
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || name is "."
            || name.Equals("(local)", StringComparison.OrdinalIgnoreCase)
            || name.Equals("(localdb)", StringComparison.OrdinalIgnoreCase)
            || (name.Length > 2 && name.ContainsAny('.', ':') && IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address));
    }

    /// <summary>Whether a host is one that only a developer's machine knows: names of Docker Desktop, the names that Windows gives machines, and those of containers that no Service can have.</summary>
    public static bool IsOfDesk(string host)
    {
        int instance = host.IndexOf('\\', StringComparison.Ordinal);
        ReadOnlySpan<char> name = instance < 0 ? host : host.AsSpan(0, instance);
        return name.EndsWith(".docker.internal", StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith("DESKTOP-", StringComparison.OrdinalIgnoreCase) && name.Length == 15)
            || (name.StartsWith("LAPTOP-", StringComparison.OrdinalIgnoreCase) && name.Length is 14 or 15)
            || IsOfContainer(name);
    }

    /// <summary>Whether a host is a name that Docker Compose gives to containers and Kubernetes to no Service: one label with a low line in it (RFC 1035, which Services follow, knows none).</summary>
    public static bool IsOfContainer(ReadOnlySpan<char> host) => host.Contains('_') && !host.ContainsAny('.', '\\') && char.IsAsciiLetter(host[0]);

    /// <summary>The host of <c>host</c> or <c>host:port</c>; an IPv6 address keeps its brackets.</summary>
    public static string OfAuthority(string authority) =>
        authority.LastIndexOf(':') is > 0 and var colon && colon > authority.LastIndexOf(']') ? authority[..colon] : authority;

    /// <summary>Whether a host stands for every address of the machine, where one listens.</summary>
    public static bool IsAny(string host) => host is "*" or "+" or "0.0.0.0" or "::" or "[::]";

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

    /// <summary>Whether a text mentions the machine itself somewhere, be it in a form that is not understood.</summary>
    public static bool IsMentionedIn(string text) =>
        text.Contains("localhost", StringComparison.OrdinalIgnoreCase) || text.Contains("127.0.0.1", StringComparison.Ordinal) || text.Contains("(localdb)", StringComparison.OrdinalIgnoreCase)
        || text.Contains("(local)", StringComparison.OrdinalIgnoreCase) || text.Contains(".\\SQLEXPRESS", StringComparison.OrdinalIgnoreCase) || text.Contains("[::1]", StringComparison.Ordinal);
}
