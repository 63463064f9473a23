namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>Tells from the name of a setting whose address it holds.</summary>
internal static class AddressRoles
{
    private static readonly string[] s_filters =
        ["allowedhosts", "knownnetworks", "knownproxies", "knownipnetworks", "noproxy", "cidr", "subnet", "network", "networks", "allowlist", "whitelist", "blacklist", "denylist", "iprange", "version"];

    /// <summary>The role of the address in a setting.</summary>
    /// <param name="name">Name of the setting, <c>App:SelfUrl</c> or <c>App__SelfUrl</c>.</param>
    public static AddressRole Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] segments = [.. name.Replace("__", ":", StringComparison.Ordinal).Split(':', StringSplitOptions.RemoveEmptyEntries).Where(static s => !s.All(char.IsAsciiDigit))];
        if (segments.Length == 0)
        {
            return AddressRole.Peer;
        }

        string last = segments[^1];
        string flat = string.Concat(last.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        if (s_filters.Any(f => flat.EndsWith(f, StringComparison.Ordinal)))
        {
            return AddressRole.Filter;
        }

        if (ListeningPorts.IsSetting(name) || flat is "applicationurl" or "listen" or "listenurl" or "listenaddress" or "bind" or "bindaddress" or "bindurl")
        {
            return AddressRole.Listening;
        }

        string[] leaf = [.. SecretName.Words(last)];
        string[] all = segments.Length == 1 ? leaf : [.. segments.SelectMany(static s => SecretName.Words(s))];
        if (leaf is [.., "issuer" or "issuers" or "audience" or "audiences"] || flat is "iss" or "aud")
        {
            return AddressRole.Identifier;
        }

        if (all.Any(static w => w is "cors" or "origin" or "origins") || IsPageOf(leaf, "frontend", "spa", "angular", "react", "vue", "ui") || IsClientPage(segments, leaf))
        {
            return AddressRole.Caller;
        }

        if (all.Any(static w => w is "callback" or "redirect" or "redirects" or "postlogout" or "selfurl" or "signin" or "signout") || flat.Contains("postlogout", StringComparison.Ordinal) || flat is "returnurl" or "returnuri" or "logouturl" or "loginurl"
            || IsPageOf(leaf, "self", "app", "application", "site", "website", "web", "public", "external", "canonical", "home", "my", "own", "link", "links")
            || leaf is [.., "cookie", "domain"] or ["domain"] or [.., "server", "domain"] or [.., "relying", "party", "id"]
            || (leaf is ["url" or "root" or "uri"] or ["base" or "root", "url" or "uri" or "address" or "path"] && segments.Length > 1 && SecretName.Words(segments[^2]) is ["app" or "application" or "site" or "website" or "self" or "web"])
            || (leaf is ["root", "url"] && segments.Any(static s => s.Equals("OpenIddict", StringComparison.OrdinalIgnoreCase) || s.Equals("IdentityServer", StringComparison.OrdinalIgnoreCase))))
        {
            return AddressRole.Own;
        }

        return all.Any(static w => w is "license" or "licence" or "documentation" or "docs" or "terms" or "schema" or "schemas" or "namespace" or "privacy" or "helplink" or "homepage" or "scope" or "scopes")
            || (all.Contains("contact") && all.Any(static w => w is "swagger" or "openapi" or "info"))
            ? all.Any(static w => w is "service" or "services" or "server" or "api") && !all.Contains("terms") ? AddressRole.Peer : AddressRole.Document
            : AddressRole.Peer;
    }

    /// <summary>Names that the setting of the port beside a host can have: <c>Smtp:Port</c> and <c>Smtp:HostPort</c> beside <c>Smtp:Host</c>, <c>REDIS_PORT</c> beside <c>REDIS_HOST</c>.</summary>
    public static IEnumerable<string> PortsBeside(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int segment = Math.Max(name.LastIndexOf(':'), name.LastIndexOf("__", StringComparison.Ordinal) is >= 0 and var underscores ? underscores + 1 : -1) + 1;
        if (segment > 0)
        {
            yield return name[..segment] + "Port";
        }

        foreach (string word in (string[])["HostName", "Host", "Server", "Address"])
        {
            if (name.Length - segment > word.Length && name.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                yield return name[..^word.Length] + "Port";
                yield break;
            }
        }
    }

    /// <summary>Whether a name speaks of an address, so that <c>orders:80</c> in it is one.</summary>
    public static bool SpeakOfAddress(string name)
    {
        foreach (string word in SecretName.Words(name))
        {
            if (word is "host" or "hosts" or "server" or "servers" or "endpoint" or "endpoints" or "address" or "addresses" or "url" or "urls" or "uri" or "broker" or "brokers"
                or "bootstrap" or "connection" or "connections" or "redis" or "kafka" or "nats" or "services" or "backend" or "nodes" or "hostname" or "cassandra" or "rabbit" or "rabbitmq" or "elasticsearch")
            {
                return true;
            }
        }

        return SecretName.Words(name) is [.., "contact", "points" or "point"];
    }

    /// <summary>Whether a name says that its value is a host name: <c>Smtp:Host</c>, <c>Cassandra:ContactPoints:0</c>.</summary>
    public static bool IsOfHost(string name)
    {
        string[] segments = [.. name.Replace("__", ":", StringComparison.Ordinal).Split(':', StringSplitOptions.RemoveEmptyEntries).Where(static s => !s.All(char.IsAsciiDigit))];
        return segments.Length > 0 && SecretName.Words(segments[^1]) is [.., "host" or "hosts" or "hostname" or "hostnames" or "server" or "servers"] or [.., "host", "name" or "names"] or [.., "contact", "points" or "point"];
    }

    /// <summary>Whether a name says that its value is a URL: <c>Catalog:BaseUrl</c>, <c>CATALOG_URI</c>, <c>Services:Catalog:BaseAddress</c>.</summary>
    public static bool IsOfUrl(string name)
    {
        string[] segments = name.Replace("__", ":", StringComparison.Ordinal).Split(':', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 0 && SecretName.Words(segments[^1]) is [.., "url" or "uri"] or [.., "base", "address"];
    }

    // SelfUrl, PublicBaseUri, SiteRootUrl.
    private static bool IsPageOf(string[] leaf, params ReadOnlySpan<string> owners)
    {
        int end = leaf.Length;
        if (end < 2 || leaf[--end] is not ("url" or "urls" or "uri" or "uris" or "address" or "host" or "origin" or "domain"))
        {
            return false;
        }

        while (end > 1 && leaf[end - 1] is "base" or "root")
        {
            end--;
        }

        return end == 1 && owners.Contains(leaf[0]);
    }

    // ClientUrl is a page in a browser; in Clients:Orders:Url and HttpClient:Url the application is the client.
    private static bool IsClientPage(string[] segments, string[] leaf) =>
        leaf is ["client" or "web" or "blazor", "client" or "app" or "url" or "uri" or "root" or "base", ..] && leaf[^1] is "url" or "uri" && !segments.Any(static s => s.Contains("HttpClient", StringComparison.OrdinalIgnoreCase));
}
