using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>
/// The ports configuration makes an ASP.NET Core application listen on, by its own precedence: <c>Kestrel:Endpoints</c>, else <c>urls</c>, else
/// <c>http_ports</c> and <c>https_ports</c>; for one key a plain environment variable beats appsettings, which beats <c>ASPNETCORE_</c> and <c>DOTNET_</c> variables.
/// </summary>
internal static class ListeningPortReader
{
    public static ImmutableArray<PortFact> Read(IReadOnlyCollection<NamedValue> environment, AppSettings settings)
    {
        ImmutableArray<PortFact> ports = Endpoints(environment, settings);
        if (ports.IsEmpty && Value(environment, settings, "urls") is var (urls, urlSource))
        {
            ports = UrlPorts.OfUrls(urls, urlSource);
        }

        if (!ports.IsEmpty)
        {
            return Distinct(ports);
        }

        var lists = ImmutableArray.CreateBuilder<PortFact>();
        foreach (string key in (ReadOnlySpan<string>)["http_ports", "https_ports"])
        {
            if (Value(environment, settings, key) is var (list, source))
            {
                lists.AddRange(UrlPorts.OfList(list, source));
            }
        }

        return Distinct(lists);
    }

    private static ImmutableArray<PortFact> Endpoints(IReadOnlyCollection<NamedValue> environment, AppSettings settings)
    {
        // An environment variable replaces the same key of appsettings and can add endpoints.
        var urls = new SortedDictionary<string, (string Url, string Source)>(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string value) in settings.Below("Kestrel:Endpoints"))
        {
            if (key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase))
            {
                urls[key] = (value, $"{settings.FileOf(key)} {key}");
            }
        }

        foreach (NamedValue variable in environment)
        {
            string key = variable.Name.Replace("__", ":", StringComparison.Ordinal);
            if (key.StartsWith("Kestrel:Endpoints:", StringComparison.OrdinalIgnoreCase) && key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase))
            {
                urls[key] = (variable.Value, variable.Name);
            }
        }

        return [.. urls.Values.SelectMany(u => UrlPorts.OfUrls(u.Url, u.Source))];
    }

    private static (string Value, string Source)? Value(IReadOnlyCollection<NamedValue> environment, AppSettings settings, string key)
    {
        string name = key.ToUpperInvariant();
        if (Variable(environment, name) is { } plain)
        {
            return (plain, name);
        }

        if (settings[key] is { } setting)
        {
            return (setting, $"{settings.FileOf(key)} {key}");
        }

        foreach (string prefix in (ReadOnlySpan<string>)["ASPNETCORE_", "DOTNET_"])
        {
            if (Variable(environment, prefix + name) is { } prefixed)
            {
                return (prefixed, prefix + name);
            }
        }

        return null;
    }

    private static string? Variable(IReadOnlyCollection<NamedValue> environment, string name) =>
        environment.LastOrDefault(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value is { Length: > 0 } value ? value : null;

    private static ImmutableArray<PortFact> Distinct(IEnumerable<PortFact> ports) =>
        [.. ports.DistinctBy(p => (p.Number, p.Protocol, p.LoopbackOnly))];
}
