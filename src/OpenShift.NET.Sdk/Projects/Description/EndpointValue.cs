using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The address of another service in a setting's value: a URL, <c>host:port</c>, or a connection string.</summary>
/// <param name="Parts">The value, cut so that every second part is a host: text, host, text, host, text.</param>
internal sealed record EndpointValue(IReadOnlyList<string> Parts)
{
    /// <summary>Finds the hosts of a value; <see langword="null"/> when it is no address.</summary>
    public static EndpointValue? Find(string value) =>
        value.Any(char.IsControl) ? null : FindUrl(value) ?? FindConnectionString(value) ?? FindHosts(value);

    /// <summary>The address with another host in place of this machine's own.</summary>
    public string WithService(string service)
    {
        var text = new StringBuilder();
        for (int i = 0; i < Parts.Count; i++)
        {
            text.Append(i % 2 == 1 && IsLoopback(Parts[i]) ? service : Parts[i]);
        }

        return text.ToString();
    }

    /// <summary>Whether it is this machine's own.</summary>
    public bool IsLocal => Parts.Where(static (_, i) => i % 2 == 1).Any(IsLoopback);

    /// <summary>Whether a text is a host name or an IP address.</summary>
    public static bool IsHost(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > 253)
        {
            return false;
        }

        if (text[0] == '[')
        {
            return text[^1] == ']' && text.Length > 2 && System.Net.IPAddress.TryParse(text[1..^1], out _);
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

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "[::1]" or "::1" or "." or "(local)" || host.StartsWith("127.", StringComparison.Ordinal)
        || host.Equals("host.docker.internal", StringComparison.OrdinalIgnoreCase);

    private static EndpointValue? FindUrl(string value)
    {
        int scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme is <= 0 or > 20 || value.AsSpan(0, scheme).ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-") || value.Contains(' ', StringComparison.Ordinal))
        {
            return null;
        }

        int start = scheme + 3;
        int end = value.AsSpan(start).IndexOfAny("/?#");
        end = end < 0 ? value.Length : start + end;
        int user = value.LastIndexOf('@', Math.Max(end - 1, start), end - start);
        EndpointValue? authority = FindHosts(value[(user < 0 ? start : user + 1)..end], portIsOptional: true);
        return authority is null || IsIdentifier(authority.Parts[1])
            ? null
            : new EndpointValue([value[..(user < 0 ? start : user + 1)] + authority.Parts[0], .. authority.Parts.Skip(1).SkipLast(1), authority.Parts[^1] + value[end..]]);
    }

    // URLs that name a schema or a licence lead to nothing an application talks to.
    private static bool IsIdentifier(string host) =>
        host.StartsWith("schemas.", StringComparison.OrdinalIgnoreCase) || host.Equals("www.w3.org", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith("schemastore.org", StringComparison.OrdinalIgnoreCase) || host.Equals("opensource.org", StringComparison.OrdinalIgnoreCase);

    private static EndpointValue? FindConnectionString(string value)
    {
        int position = 0;
        foreach (string part in value.Split(';'))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part[..equals].Trim().ToLowerInvariant() is "host" or "server" or "data source" or "datasource" or "address" or "addr" or "network address" or "hostname" or "servers" or "endpoint")
            {
                int start = position + equals + 1;
                int end = position + part.Length;
                string address = value[start..end];
                string trimmed = address.Trim();
                if (trimmed.Contains("://", StringComparison.Ordinal) ? FindUrl(trimmed) is { } url : (url = FindServer(trimmed)) is not null)
                {
                    return new EndpointValue([value[..start] + url.Parts[0], .. url.Parts.Skip(1).SkipLast(1), url.Parts[^1] + value[end..]]);
                }
            }

            position += part.Length + 1;
        }

        return null;
    }

    // SQL Server: tcp:host,1433 and host\INSTANCE. A file of SQLite is no server.
    private static EndpointValue? FindServer(string text)
    {
        int start = text.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? 4 : 0;
        int end = text.AsSpan(start).IndexOfAny(",\\");
        if (end >= 0 && (text[start + end] == '\\' || int.TryParse(text.AsSpan(start + end + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            string host = text[start..(start + end)].Trim();
            return IsHost(host) || host is "." or "(local)" ? new EndpointValue([text[..start], host, text[(start + end)..]]) : null;
        }

        string name = text[start..];
        bool file = Path.GetExtension(name.AsSpan()) is ".db" or ".db3" or ".sqlite" or ".sqlite3" or ".mdb" or ".sdf";
        return file ? null : name is "." or "(local)" ? new EndpointValue([text[..start], name, ""]) : FindHosts(text, portIsOptional: true);
    }

    private static EndpointValue? FindHosts(string value, bool portIsOptional = false)
    {
        var parts = new List<string>();
        var text = new StringBuilder();
        string[] addresses = value.Split(',');
        for (int i = 0; i < addresses.Length; i++)
        {
            string address = addresses[i];
            text.Append(i == 0 ? "" : ",");
            int colon = address.LastIndexOf(':');
            bool hasPort = colon > address.LastIndexOf(']');
            ReadOnlySpan<char> host = hasPort ? address.AsSpan(0, colon) : address;
            if (!hasPort && i > 0 && address.Contains('=', StringComparison.Ordinal) && parts.Count > 0)
            {
                // Redis' options behind its hosts.
                text.Append(address);
                continue;
            }

            bool valid = IsHost(host.Trim()) && (hasPort
                ? int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535 && host.ContainsAnyExcept("0123456789")
                : portIsOptional);
            if (!valid)
            {
                return null;
            }

            parts.Add(text.ToString());
            parts.Add(host.ToString());
            text.Clear().Append(address.AsSpan(host.Length));
        }

        parts.Add(text.ToString());
        return new EndpointValue(parts);
    }
}
