using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>The one reader of addresses.</summary>
internal static class AddressReader
{
    private const int MaximumLength = 4096;
    private const int LongestScheme = 20;

    // Options of StackExchange.Redis' configuration strings, behind its hosts.
    private static readonly string[] s_redisOptions =
    [
        "abortconnect", "abortonconnectfail", "allowadmin", "asynctimeout", "channelprefix", "checkcertificaterevocation", "configchannel", "configcheckseconds", "connectretry", "connecttimeout", "defaultdatabase",
        "highintegrity", "keepalive", "libraryname", "password", "resolvedns", "servicename", "setclientlibrary", "ssl", "sslhost", "sslprotocols", "synctimeout", "tiebreaker", "user", "writebuffer",
    ];

    // Names of types go on like that too: "Shop.Orders, Shop, Version=1.0.0.0".
    private static readonly string[] s_redisOptionsBehindPorts = ["name", "protocol", "proxy", "tunnel", "version"];

    public static AddressText? Read(string text, bool isName) =>
        text.Length is 0 or > MaximumLength || text.Any(char.IsControl) ? null
        : Urls(text, 0, text.Length) is { } urls ? urls
        : text.Contains('=', StringComparison.Ordinal) && ConnectionString(text) is { } connection ? connection
        : HostList(text, isName);

    // http://a:1;https://b:2, amqp://a,amqp://b: a separator ends a URL where another scheme follows it.
    private static AddressText? Urls(string text, int start, int end)
    {
        if (SchemeAt(text, start, end) <= 0)
        {
            return null;
        }

        var hosts = ImmutableArray.CreateBuilder<HostAddress>();
        string scheme = text[start..(start + SchemeAt(text, start, end))].ToLowerInvariant();
        int from = start;
        while (from < end)
        {
            int to = from + 1;
            int next = end;
            for (; to < end; to++)
            {
                if (text[to] is ',' or ';' or ' ')
                {
                    next = to + 1;
                    while (next < end && text[next] is ' ')
                    {
                        next++;
                    }

                    if (next == end || SchemeAt(text, next, end) > 0)
                    {
                        break;
                    }

                    if (text[to] == ' ')
                    {
                        return null;
                    }
                }
            }

            if (!Url(text, from, to, hosts))
            {
                return null;
            }

            from = to == end ? end : next;
        }

        return hosts.Count == 0 || hosts.All(static h => IsDocument(h.Host)) ? null : new AddressText(text, AddressForm.Url, hosts.ToImmutable(), ServerKinds.OfScheme(scheme, hosts[0].Port))
        {
            IsDiscovered = scheme.Contains("http+", StringComparison.Ordinal) || scheme.Contains("https+", StringComparison.Ordinal) || hosts[0].Host.StartsWith('_'),
        };
    }

    private static bool Url(string text, int start, int end, ImmutableArray<HostAddress>.Builder hosts)
    {
        int scheme = SchemeAt(text, start, end);
        string name = text[start..(start + scheme)];
        if (name.ToLowerInvariant() is "file" or "unix" or "pipe" or "net.pipe" or "pack" or "resource" or "res" or "data" or "embedded" or "chrome-extension")
        {
            return false;
        }

        int at = start + scheme + 3;
        int stop = text.AsSpan(at, end - at).IndexOfAny("/?#;");
        stop = stop < 0 ? end : at + stop;

        at += text.AsSpan(at, stop - at).LastIndexOf('@') + 1;
        if (at < stop && text.AsSpan(at, stop - at).StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return List(text, at, stop, needsPort: false, hosts, out _);
    }

    /// <summary>See <see cref="AddressText.DatabaseFile"/>.</summary>
    public static string? DatabaseFile(string text, bool isFile, out bool isReadOnly)
    {
        List<ConnectionStringPart> parts = ConnectionStringText.Parts(text);
        isReadOnly = IsReadOnly(text, parts);
        return Serves(parts) || IsInMemory(text, parts) ? null
            : parts.Where(static p => p.Key is ConnectionStringKey.DataSource or ConnectionStringKey.File).Select(p => FileName(text, p)).FirstOrDefault(name => name is not null && (isFile || IsFile(name)));
    }

    private static bool Serves(List<ConnectionStringPart> parts) =>
        parts.Any(static p => p.Key is ConnectionStringKey.Server or ConnectionStringKey.Database or ConnectionStringKey.User or ConnectionStringKey.IntegratedSecurity);

    private static AddressText? ConnectionString(string text)
    {
        List<ConnectionStringPart> parts = ConnectionStringText.Parts(text);
        var hosts = ImmutableArray.CreateBuilder<HostAddress>();
        bool serves = Serves(parts);
        string? file = null;
        foreach (ConnectionStringPart part in parts)
        {
            int end = part.Start + part.Length;
            switch (part.Key)
            {
                case ConnectionStringKey.Server:
                    Server(text, part.Start, end, hosts);
                    break;
                case ConnectionStringKey.DataSource when IsInMemory(text, parts):
                    break;
                case ConnectionStringKey.DataSource or ConnectionStringKey.File when !serves && FileName(text, part) is { } name && IsFile(name):
                    file ??= IsReadOnly(text, parts) ? null : name;
                    break;

                // Alone it is a file without an extension more often than a server that nobody logs in to.
                case ConnectionStringKey.DataSource when serves || text.AsSpan(part.Start, part.Length).ContainsAny("\\,(:") || HostNames.IsThisMachine(text[part.Start..end]):
                    Server(text, part.Start, end, hosts);
                    break;
                case ConnectionStringKey.Url:
                    UrlsInto(text, part.Start, end, hosts);
                    break;
                case ConnectionStringKey.Emulator when text.AsSpan(part.Start, part.Length).Equals("true", StringComparison.OrdinalIgnoreCase):
                    hosts.Add(new HostAddress("127.0.0.1", 10000, part.Start, 0));
                    break;
                default:
                    break;
            }
        }

        if (hosts.Count == 0 && file is null)
        {
            return null;
        }

        // Npgsql and MySQL name the port beside the host.
        if (parts.FirstOrDefault(static p => p.Key == ConnectionStringKey.Port) is { Length: > 0 } port && TryPort(text.AsSpan(port.Start, port.Length), out int number))
        {
            for (int i = 0; i < hosts.Count; i++)
            {
                hosts[i] = hosts[i] with { Port = hosts[i].Port ?? number };
            }
        }

        return new AddressText(text, AddressForm.ConnectionString, hosts.ToImmutable(), file is null ? ServerKinds.OfParts(parts, hosts[0]) : ServerKind.Database)
        {
            File = hosts.Count == 0 ? file : null,
            IntegratedSecurity = parts.Any(p => p.Key == ConnectionStringKey.IntegratedSecurity && text.AsSpan(p.Start, p.Length).ToString().ToLowerInvariant() is "true" or "yes" or "sspi" or "1"),
        };
    }

    private static void UrlsInto(string text, int start, int end, ImmutableArray<HostAddress>.Builder hosts)
    {
        if (Urls(text, start, end) is { } urls)
        {
            hosts.AddRange(urls.Hosts);
        }
    }

    // What SqlClient, Npgsql, MySqlConnector, Oracle and others take as server.
    private static void Server(string text, int start, int end, ImmutableArray<HostAddress>.Builder hosts)
    {
        if (SchemeAt(text, start, end) > 0)
        {
            UrlsInto(text, start, end, hosts);
            return;
        }

        foreach (string protocol in (ReadOnlySpan<string>)["tcp:", "np:", "lpc:", "admin:"])
        {
            if (text.AsSpan(start, end - start).StartsWith(protocol, StringComparison.OrdinalIgnoreCase))
            {
                start += protocol.Length;
                break;
            }
        }

        ReadOnlySpan<char> server = text.AsSpan(start, end - start);
        if (server.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase))
        {
            hosts.Add(new HostAddress(server.ToString(), null, start, server.Length));
        }
        else if (server.StartsWith(@"\\.\pipe\", StringComparison.OrdinalIgnoreCase))
        {
            hosts.Add(new HostAddress(".", null, start, server.Length));
        }
        else if (server.StartsWith("(") && server.Contains("HOST", StringComparison.OrdinalIgnoreCase))
        {
            Descriptor(text, start, end, hosts);
        }
        else if (server.IndexOf('\\') is > 0 and var instance)
        {
            Instance(text, start, start + instance, end, hosts);
        }
        else if (server is "." || server.StartsWith(".,") || server.StartsWith("(local)", StringComparison.OrdinalIgnoreCase))
        {
            int comma = server.IndexOf(',');
            hosts.Add(new HostAddress((comma < 0 ? server : server[..comma]).Trim().ToString(), comma >= 0 && TryPort(server[(comma + 1)..], out int port) ? port : null, start, comma < 0 ? server.Length : comma));
        }
        else if (server.IndexOf(',') is > 0 and var comma && TryPort(server[(comma + 1)..], out int port) && HostNames.IsHost(server[..comma].Trim()))
        {
            string host = server[..comma].Trim().ToString();
            hosts.Add(new HostAddress(host.Trim('[', ']'), port, start, host.Length));
        }
        else
        {
            int path = server.IndexOf('/');
            List(text, start, path > 0 ? start + path : end, needsPort: false, hosts, out _);
        }
    }

    // HOST\INSTANCE and HOST\INSTANCE,port. A local instance goes with its name: another server has none of that name.
    private static void Instance(string text, int start, int slash, int end, ImmutableArray<HostAddress>.Builder hosts)
    {
        int comma = text.IndexOf(',', slash, end - slash);
        int stop = comma < 0 ? end : comma;
        string host = text[start..slash].Trim();
        int? port = comma >= 0 && TryPort(text.AsSpan(comma + 1, end - comma - 1), out int number) ? number : null;
        if (HostNames.IsThisMachine(host) || HostNames.IsOfDesk(host))
        {
            hosts.Add(new HostAddress(text[start..stop].Trim(), port, start, stop - start));
        }
        else if (HostNames.IsHost(host))
        {
            hosts.Add(new HostAddress(host.Trim('[', ']'), port, start, slash - start));
        }
    }

    // Oracle's (DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))…).
    private static void Descriptor(string text, int start, int end, ImmutableArray<HostAddress>.Builder hosts)
    {
        int at = start;
        while (Field(text, at, end, "HOST") is { } host)
        {
            int address = text.IndexOf("ADDRESS", host.Start, end - host.Start, StringComparison.OrdinalIgnoreCase);
            int? port = Field(text, host.Start, address < 0 ? end : address, "PORT") is { } field && TryPort(text.AsSpan(field.Start, field.Length), out int number) ? number : null;
            string name = text.Substring(host.Start, host.Length).Trim();
            if (HostNames.IsHost(name))
            {
                hosts.Add(new HostAddress(name, port, host.Start, host.Length));
            }

            at = host.Start + host.Length;
        }
    }

    private static (int Start, int Length)? Field(string text, int from, int end, string name)
    {
        int at = text.IndexOf(name, from, end - from, StringComparison.OrdinalIgnoreCase);
        int equals = at < 0 ? -1 : text.IndexOf('=', at + name.Length, end - at - name.Length);
        if (equals < 0 || text.AsSpan(at + name.Length, equals - at - name.Length).ContainsAnyExcept(' '))
        {
            return null;
        }

        int close = text.IndexOf(')', equals, end - equals);
        return close < 0 ? null : (equals + 1, close - equals - 1);
    }

    private static AddressText? HostList(string text, bool isName)
    {
        string trimmed = text.Trim();
        if (trimmed.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase) || trimmed.Equals("(local)", StringComparison.OrdinalIgnoreCase) || (trimmed.IndexOf('\\', StringComparison.Ordinal) is > 0 and var slash && HostNames.IsThisMachine(trimmed[..slash])))
        {
            var local = ImmutableArray.CreateBuilder<HostAddress>();
            Server(text, text.Length - text.TrimStart().Length, text.TrimEnd().Length, local);
            return new AddressText(text, AddressForm.Name, local.ToImmutable(), ServerKind.SqlServer);
        }

        var hosts = ImmutableArray.CreateBuilder<HostAddress>();
        int end = text.Length;
        int path = text.IndexOf('/', StringComparison.Ordinal);
        if (path >= 0)
        {
            // localhost:8080/realms/shop: what has a port may have a path.
            end = path > 0 && text.AsSpan(0, path).Contains(':') ? path : 0;
        }

        if (end == 0 || !List(text, 0, end, needsPort: !isName, hosts, out bool isRedis))
        {
            // Several are separated by ; too.
            return end == text.Length && text.Contains(';', StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal) && !text.Contains('=', StringComparison.Ordinal)
                && HostList(text.Replace(';', ','), isName) is { } several ? several with { Text = text } : null;
        }

        bool named = hosts.Any(static h => h.Port is not null);
        return new AddressText(text, named || isRedis ? AddressForm.Hosts : AddressForm.Name, hosts.ToImmutable(), isRedis ? ServerKind.Redis : ServerKinds.OfPort(hosts[0].Port));
    }

    // host, host:port, [v6]:port, separated by commas; behind them options of Redis.
    private static bool List(string text, int start, int end, bool needsPort, ImmutableArray<HostAddress>.Builder hosts, out bool isRedis)
    {
        isRedis = false;
        var found = new List<HostAddress>();
        int from = start;
        while (from <= end)
        {
            int comma = from < end ? text.IndexOf(',', from, end - from) : -1;
            int to = comma < 0 ? end : comma;
            ReadOnlySpan<char> part = text.AsSpan(from, to - from);
            int at = from + (part.Length - part.TrimStart().Length);
            part = part.Trim();
            from = to + 1;
            if (part.IsEmpty)
            {
                continue;
            }

            int equals = part.IndexOf('=');
            if (equals > 0 && found.Count > 0 && part[..equals].Trim().ToString().ToLowerInvariant() is var option
                && (s_redisOptions.Contains(option) || (s_redisOptionsBehindPorts.Contains(option) && found.Any(static h => h.Port is not null))))
            {
                isRedis = true;
                break;
            }

            if (HostAt(part, at) is not { } host)
            {
                return false;
            }

            found.Add(host);
        }

        if (found.Count == 0 || (needsPort && !isRedis && !found.All(static h => h.Port is not null || h.IsThisMachine)) || (needsPort && isRedis && found.Any(static h => h.Host.All(char.IsAsciiDigit))))
        {
            return false;
        }

        hosts.AddRange(found);
        return true;
    }

    private static HostAddress? HostAt(ReadOnlySpan<char> text, int at)
    {
        if (text.Length > 1 && text[0] is not '[' && text.Count(':') > 1)
        {
            // An IPv6 address without brackets has no port.
            return IPAddress.TryParse(text, out _) ? new HostAddress(text.ToString(), null, at, text.Length) : null;
        }

        int colon = text.LastIndexOf(':');
        bool hasPort = colon > text.LastIndexOf(']');
        ReadOnlySpan<char> host = hasPort ? text[..colon] : text;
        int port = 0;
        bool any = HostNames.IsAny(host.ToString());
        if (!(any || HostNames.IsHost(host)) || (hasPort && (!TryPort(text[(colon + 1)..], out port) || (!any && !host.ContainsAnyExcept("0123456789")))))
        {
            return null;
        }

        return new HostAddress(host.Trim("[]").ToString(), hasPort ? port : null, at, host.Length);
    }

    private static int SchemeAt(string text, int start, int end)
    {
        int i = start;
        while (i < end && i - start <= LongestScheme && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '+' or '.' or '-' or '_'))
        {
            i++;
        }

        return i > start && char.IsAsciiLetter(text[start]) && text.AsSpan(i, end - i).StartsWith("://", StringComparison.Ordinal) ? i - start : -1;
    }

    private static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static string? FileName(string text, ConnectionStringPart part)
    {
        string file = text.Substring(part.Start, part.Length).Trim();
        if (file.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            // A URI of SQLite: file:shop?mode=memory&cache=shared.
            string[] uri = file["file:".Length..].Split('?');
            if (uri.Skip(1).Any(static q => q.Contains("mode=memory", StringComparison.OrdinalIgnoreCase) || q.Contains("mode=ro", StringComparison.Ordinal) || q.Contains("immutable=1", StringComparison.Ordinal)))
            {
                return null;
            }

            file = uri[0];
        }

        file = file.StartsWith("|DataDirectory|", StringComparison.OrdinalIgnoreCase) ? file["|DataDirectory|".Length..].TrimStart('/', '\\') : file;
        return file.Length == 0 || file[0] == ':' || file.AsSpan().ContainsAny("${}%<>") ? null : file;
    }

    private static bool IsInMemory(string text, List<ConnectionStringPart> parts) => parts.Any(p =>
        (p.Key == ConnectionStringKey.OfFile && p.Name == "mode" && text.AsSpan(p.Start, p.Length).Equals("memory", StringComparison.OrdinalIgnoreCase))
        || (p.Key is ConnectionStringKey.DataSource or ConnectionStringKey.File && text.AsSpan(p.Start, p.Length).Contains(":memory:", StringComparison.OrdinalIgnoreCase)));

    private static bool IsReadOnly(string text, List<ConnectionStringPart> parts) => IsInMemory(text, parts) || parts.Any(p =>
        (p.Name == "mode" && text.AsSpan(p.Start, p.Length).Equals("readonly", StringComparison.OrdinalIgnoreCase)) || (p.Name == "readonly" && text.AsSpan(p.Start, p.Length).Equals("true", StringComparison.OrdinalIgnoreCase)));

    private static bool IsFile(string name) =>
        name.StartsWith('/') || name.StartsWith("./", StringComparison.Ordinal) || name.StartsWith("../", StringComparison.Ordinal)
        || Path.GetExtension(name).ToLowerInvariant() is ".db" or ".db3" or ".sqlite" or ".sqlite3" or ".s3db" or ".litedb" or ".ldb" or ".sdf" or ".mdb" or ".mdf";

    // URLs that name a schema, a licence or a page for people lead to nothing an application talks to.
    private static bool IsDocument(string host) =>
        host.StartsWith("schemas.", StringComparison.OrdinalIgnoreCase) || host.StartsWith("docs.", StringComparison.OrdinalIgnoreCase) || host.StartsWith("xmlns.", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith("schemastore.org", StringComparison.OrdinalIgnoreCase)
        || host.ToLowerInvariant() is "www.w3.org" or "opensource.org" or "spdx.org" or "creativecommons.org" or "json-schema.org" or "www.apache.org" or "www.gnu.org" or "choosealicense.com" or "tempuri.org" or "tools.ietf.org"
            or "datatracker.ietf.org" or "www.rfc-editor.org" or "learn.microsoft.com" or "aka.ms" or "go.microsoft.com" or "purl.org" or "swagger.io" or "semver.org";
}
