using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The ports an image exposes and what is spoken there.</summary>
/// <param name="Exposed">The exposed ports, ordered by number, then protocol.</param>
/// <param name="Https">Those of them that are known to speak TLS.</param>
/// <param name="AreConfigured">Whether the project's own configuration makes the application listen, so that no variable of ours may.</param>
internal sealed record ImagePorts(ImmutableArray<PortFact> Exposed, ImmutableArray<int> Https, bool AreConfigured)
{
    private const int DefaultHttpPort = 8080;

    /// <summary>
    /// <c>ContainerPort</c> items win. Without any, a web application exposes what its configuration makes it listen on, else what the base's
    /// environment makes it listen on, else what the base exposes, else 8080. What listens on nothing exposes nothing, whatever the base exposes.
    /// </summary>
    public static ImagePorts Of(ProjectFacts facts, ExecutionConfig baseConfig)
    {
        bool configured = facts.Image.ListeningPorts.Length > 0 || facts.Image.Environment.Any(v => IsListeningSetting(v.Name));
        ImmutableArray<int> https = [.. Ports(baseConfig.EnvironmentVariable("ASPNETCORE_HTTPS_PORTS")), .. Ports(baseConfig.EnvironmentVariable("ASPNETCORE_URLS"), "https://")];
        if (facts.Image.Ports.Length > 0)
        {
            return new ImagePorts(Sorted(facts.Image.Ports), https, configured);
        }

        if (facts.Application.Kind != ApplicationKind.Web)
        {
            return new ImagePorts([], [], configured);
        }

        ImmutableArray<PortFact> listening = [.. facts.Image.ListeningPorts.Where(p => !p.LoopbackOnly)];
        if (configured)
        {
            return new ImagePorts(Sorted(listening), https, true);
        }

        ImmutableArray<PortFact> fromBase = FromEnvironment(baseConfig);
        if (fromBase.IsEmpty)
        {
            fromBase = FromExposed(baseConfig);
        }

        return new ImagePorts(fromBase.IsEmpty ? [new PortFact(DefaultHttpPort, "tcp", "default")] : Sorted(fromBase), https, false);
    }

    /// <summary>Whether a variable tells ASP.NET Core where to listen.</summary>
    public static bool IsListeningSetting(string name) =>
        name.ToUpperInvariant() is "ASPNETCORE_URLS" or "ASPNETCORE_HTTP_PORTS" or "ASPNETCORE_HTTPS_PORTS" or "DOTNET_URLS" or "DOTNET_HTTP_PORTS" or "DOTNET_HTTPS_PORTS" or "URLS" or "HTTP_PORTS" or "HTTPS_PORTS"
        || name.Contains("KESTREL__ENDPOINTS__", StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<PortFact> FromEnvironment(ExecutionConfig config)
    {
        if (config.EnvironmentVariable("ASPNETCORE_URLS") is { Length: > 0 } urls)
        {
            return [.. Ports(urls, "http://").Concat(Ports(urls, "https://")).Select(p => new PortFact(p, "tcp", "ASPNETCORE_URLS"))];
        }

        return [
            .. Ports(config.EnvironmentVariable("ASPNETCORE_HTTP_PORTS")).Select(p => new PortFact(p, "tcp", "ASPNETCORE_HTTP_PORTS")),
            .. Ports(config.EnvironmentVariable("ASPNETCORE_HTTPS_PORTS")).Select(p => new PortFact(p, "tcp", "ASPNETCORE_HTTPS_PORTS"))];
    }

    private static ImmutableArray<PortFact> FromExposed(ExecutionConfig config)
    {
        var ports = ImmutableArray.CreateBuilder<PortFact>();
        foreach (string port in config.ExposedPorts?.Keys ?? [])
        {
            int slash = port.IndexOf('/', StringComparison.Ordinal);
            if (TryPort(slash < 0 ? port : port.AsSpan(0, slash), out int number))
            {
                ports.Add(new PortFact(number, slash < 0 ? "tcp" : port[(slash + 1)..], "base image"));
            }
        }

        return ports.ToImmutable();
    }

    private static IEnumerable<int> Ports(string? list, string? scheme = null)
    {
        foreach (string item in (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string text = item;
            if (scheme is not null)
            {
                if (!item.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                // "http://+:8080" and "http://*:8080" are no URIs; without a port the scheme's own holds.
                text = item[scheme.Length..];
                int slash = text.IndexOf('/', StringComparison.Ordinal);
                text = slash < 0 ? text : text[..slash];
                int colon = text.LastIndexOf(':');
                text = colon < 0 || text.EndsWith(']') ? (scheme == "http://" ? "80" : "443") : text[(colon + 1)..];
            }

            if (TryPort(text, out int port))
            {
                yield return port;
            }
        }
    }

    private static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;

    private static ImmutableArray<PortFact> Sorted(ImmutableArray<PortFact> ports) =>
        [.. ports.DistinctBy(p => (p.Number, p.Protocol)).OrderBy(p => p.Number).ThenBy(p => p.Protocol, StringComparer.Ordinal)];
}
