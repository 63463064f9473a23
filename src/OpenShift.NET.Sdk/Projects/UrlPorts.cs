using System.Collections.Immutable;
using System.Globalization;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>Ports in the two forms ASP.NET Core's configuration has: addresses (<c>http://+:8080;https://localhost:8443</c>) and port lists (<c>8080;8081</c>).</summary>
public static class UrlPorts
{
    /// <summary>Ports of server addresses (ASP.NET Core's <c>BindingAddress</c>: host may be <c>*</c> or <c>+</c>; <c>unix:</c> and <c>pipe:</c> have none). Addresses that cannot be read give none.</summary>
    public static ImmutableArray<PortFact> OfUrls(string? urls, string source)
    {
        var ports = ImmutableArray.CreateBuilder<PortFact>();
        foreach (string address in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int schemeEnd = address.IndexOf("://", StringComparison.Ordinal);
            if (schemeEnd <= 0)
            {
                continue;
            }

            bool https = address.AsSpan(0, schemeEnd).Equals("https", StringComparison.OrdinalIgnoreCase);
            string authority = address[(schemeEnd + 3)..];
            if (authority.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) || authority.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            int slash = authority.IndexOf('/', StringComparison.Ordinal);
            authority = slash < 0 ? authority : authority[..slash];
            int colon = authority.LastIndexOf(':');
            bool hasPort = colon >= 0 && colon > authority.LastIndexOf(']');
            string host = hasPort ? authority[..colon] : authority;
            int port = https ? 443 : 80;
            if (hasPort && !int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port))
            {
                continue;
            }

            ports.Add(new PortFact(port, "tcp", source, IsLoopback(host)));
        }

        return ports.ToImmutable();
    }

    /// <summary>Ports of a list such as <c>ASPNETCORE_HTTP_PORTS</c>; what is no number gives none.</summary>
    public static ImmutableArray<PortFact> OfList(string? list, string source)
    {
        var ports = ImmutableArray.CreateBuilder<PortFact>();
        foreach (string text in (list ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port))
            {
                ports.Add(new PortFact(port, "tcp", source));
            }
        }

        return ports.ToImmutable();
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.StartsWith("127.", StringComparison.Ordinal)
        || host is "[::1]" or "::1";
}
