using System.Collections.Immutable;
using System.Globalization;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>
/// The ports an ASP.NET Core application listens on as far as its configuration says. What wins over what is the framework's own order:
/// <c>Kestrel:Endpoints</c> over <c>urls</c> over <c>http_ports</c> and <c>https_ports</c>; for one key an unprefixed environment variable over
/// appsettings over <c>DOTNET_</c> over <c>ASPNETCORE_</c>. What code says of it comes with <see cref="With"/>.
/// </summary>
/// <param name="Ports">The ports, ordered by number.</param>
/// <param name="NotUnderstood">Settings that could not be understood, each as <c>NAME (what)</c>.</param>
/// <param name="IsConfigured">Whether any setting speaks; one that names only Unix sockets or pipes leaves <paramref name="Ports"/> empty.</param>
public sealed record ListeningPorts(ImmutableArray<PortFact> Ports, ImmutableArray<string> NotUnderstood, bool IsConfigured)
{
    /// <summary>Whether nothing that the host reads says where to listen, so that it takes the framework's own address.</summary>
    public bool IsDefault { get; init; }

    private const string EndpointPrefix = "Kestrel:Endpoints:";

    /// <summary>Resolves the ports.</summary>
    /// <param name="facts">The ports of the project's configuration (<see cref="ImageFacts.ListeningPorts"/>); those of files count, the environment is taken from <paramref name="environment"/>.</param>
    /// <param name="environment">The image's environment as <c>NAME=value</c>, in order.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="sources">What the host reads of all that.</param>
    public static ListeningPorts Resolve(ImmutableArray<PortFact> facts, ImmutableArray<string> environment, ImmutableArray<string> arguments = default, ListeningSources sources = ListeningSources.All)
    {
        var settings = new Dictionary<string, Setting>(StringComparer.OrdinalIgnoreCase);
        AddEnvironment(settings, environment, "ASPNETCORE_", sources);
        AddEnvironment(settings, environment, "DOTNET_", sources);
        AddFiles(settings, facts, sources);
        AddEnvironment(settings, environment, "", sources);
        if (sources.HasFlag(ListeningSources.CommandLine) && !arguments.IsDefault)
        {
            AddArguments(settings, arguments);
        }

        var reading = new Reading();
        foreach ((string key, Setting setting) in settings)
        {
            if (key.StartsWith(EndpointPrefix, StringComparison.OrdinalIgnoreCase) && key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase))
            {
                reading.Addresses(setting);
            }
        }

        if (!reading.IsConfigured && settings.TryGetValue("urls", out Setting? urls))
        {
            reading.Addresses(urls);
        }

        if (!reading.IsConfigured)
        {
            reading.Numbers(settings.GetValueOrDefault("http_ports"), tls: false);
            reading.Numbers(settings.GetValueOrDefault("https_ports"), tls: true);
        }

        return reading.Result();
    }

    /// <summary>Whether one of the ports is an endpoint of Kestrel's own configuration, next to which addresses are not looked at.</summary>
    internal bool HasKestrelEndpoint => Ports.Any(static p => p.Source.Contains("Kestrel:Endpoints", StringComparison.OrdinalIgnoreCase) || p.Source.Contains("Kestrel__Endpoints", StringComparison.OrdinalIgnoreCase));

    /// <summary>The same with what the code opens, by the framework's own order of what outweighs what.</summary>
    /// <param name="code">What the code says.</param>
    public ListeningPorts With(ListeningCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        ImmutableArray<ListeningEndpoint> effective = code.Effective(this);
        if (effective.IsEmpty)
        {
            return this;
        }

        bool keep = HasKestrelEndpoint || code.HasSeveralHosts
            || (code.SettingsOutweighUseUrls && !effective.Any(static p => p.Overrules) && Ports.Any(static p => p.Source.Equals("URLS", StringComparison.OrdinalIgnoreCase) || p.Source.EndsWith(" urls", StringComparison.OrdinalIgnoreCase)));
        return new ListeningPorts(
            [
                .. (keep ? Ports : [])
                    .Concat(effective.Where(static p => p.Number is not null).Select(static p => new PortFact(p.Number!.Value, "tcp", p.Source, p.LoopbackOnly, p.Tls)))
                    .OrderBy(static p => p.Number).ThenBy(static p => p.LoopbackOnly).DistinctBy(static p => p.Number),
            ],
            [.. keep ? NotUnderstood : [], .. effective.Where(static p => p.Number is null).Select(static p => $"{p.Source} (no constant port)")],
            IsConfigured: true);
    }

    /// <summary>Reads one Kestrel address, for example <c>http://+:8080</c>.</summary>
    /// <param name="address">The address.</param>
    /// <param name="source">What names it.</param>
    /// <param name="port">The port; <see langword="null"/> for a Unix socket or a named pipe.</param>
    /// <returns>Whether the address could be understood.</returns>
    public static bool TryReadAddress(string address, string source, out PortFact? port)
    {
        ArgumentNullException.ThrowIfNull(address);
        port = null;
        int scheme = address.IndexOf("://", StringComparison.Ordinal);
        bool secure = scheme == 5 && address.StartsWith("https", StringComparison.OrdinalIgnoreCase);
        if (!secure && !(scheme == 4 && address.StartsWith("http", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        ReadOnlySpan<char> rest = address.AsSpan(scheme + 3);
        if (rest.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> authority = slash < 0 ? rest : rest[..slash];
        int colon = authority.LastIndexOf(':');
        bool hasPort = colon > authority.LastIndexOf(']');
        ReadOnlySpan<char> host = hasPort ? authority[..colon] : authority;
        int number = secure ? 443 : 80;
        if (host.IsEmpty || (hasPort && !TryReadNumber(authority[(colon + 1)..], out number)))
        {
            return false;
        }

        bool loopback = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.StartsWith("127.", StringComparison.Ordinal) || host.SequenceEqual("[::1]");
        port = new PortFact(number, "tcp", source, loopback, secure);
        return true;
    }

    /// <summary>Whether an environment variable tells ASP.NET Core where to listen.</summary>
    public static bool IsSetting(string variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string key = variable.Replace("__", ":", StringComparison.Ordinal);
        foreach (string prefix in (ReadOnlySpan<string>)["ASPNETCORE_", "DOTNET_"])
        {
            if (key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                key = key[prefix.Length..];
                break;
            }
        }

        return key.ToLowerInvariant() is "urls" or "http_ports" or "https_ports" || key.StartsWith(EndpointPrefix, StringComparison.OrdinalIgnoreCase);
    }

    // Port 0 asks the operating system for any free port, so it says nothing about which one.
    private static bool TryReadNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= 65535;

    /// <summary>Which source a setting comes from: a variable, or <c>FILE KEY</c>; <see cref="ListeningSources.None"/> for what says nothing about listening.</summary>
    public static ListeningSources SourceOf(string setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        int space = setting.LastIndexOf(' ');
        string key = setting[(space + 1)..].Replace("__", ":", StringComparison.Ordinal);
        if (space > 0)
        {
            return Pick(key, ListeningSources.FileUrls, ListeningSources.FilePorts, ListeningSources.FileEndpoints);
        }

        return key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) ? Pick(key["ASPNETCORE_".Length..], ListeningSources.AspNetCoreUrls, ListeningSources.AspNetCorePorts, ListeningSources.AspNetCoreEndpoints)
            : key.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase) ? Pick(key["DOTNET_".Length..], ListeningSources.DotnetUrls, ListeningSources.DotnetPorts, ListeningSources.DotnetPorts)
            : Pick(key, ListeningSources.Urls, ListeningSources.Ports, ListeningSources.Endpoints);
    }

    private static ListeningSources Pick(string key, ListeningSources urls, ListeningSources ports, ListeningSources endpoints) => key.ToLowerInvariant() switch
    {
        "urls" => urls,
        "http_ports" or "https_ports" => ports,
        _ when key.StartsWith(EndpointPrefix, StringComparison.OrdinalIgnoreCase) => endpoints,
        _ => ListeningSources.None,
    };

    // As .NET's configuration reads them: --urls X, --urls=X, /urls X, urls=X.
    private static void AddArguments(Dictionary<string, Setting> settings, ImmutableArray<string> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            bool marked = argument.StartsWith("--", StringComparison.Ordinal) || argument.StartsWith('/');
            string text = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument.TrimStart('/');
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string key = (equals < 0 ? text : text[..equals]).Replace("__", ":", StringComparison.Ordinal);
            string? value = equals >= 0 ? text[(equals + 1)..] : marked && i + 1 < arguments.Length ? arguments[i + 1] : null;
            if (value is not null && Pick(key, ListeningSources.CommandLine, ListeningSources.CommandLine, ListeningSources.CommandLine) != ListeningSources.None)
            {
                settings[key] = new Setting("the command line's --" + key, value, []);
            }
        }
    }

    private static void AddEnvironment(Dictionary<string, Setting> settings, ImmutableArray<string> environment, string prefix, ListeningSources sources)
    {
        foreach (string entry in environment)
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > prefix.Length && entry.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsRead(entry[..equals], sources))
            {
                string key = entry[prefix.Length..equals].Replace("__", ":", StringComparison.Ordinal);
                settings[key] = new Setting(entry[..equals], entry[(equals + 1)..], []);
            }
        }
    }

    // A source in a file is "FILE KEY"; the others are names of environment variables.
    private static void AddFiles(Dictionary<string, Setting> settings, ImmutableArray<PortFact> facts, ListeningSources sources)
    {
        foreach (PortFact fact in facts)
        {
            int space = fact.Source.LastIndexOf(' ');
            if (space > 0 && IsRead(fact.Source, sources))
            {
                string key = fact.Source[(space + 1)..];
                bool more = settings.TryGetValue(key, out Setting? earlier) && earlier.Source == fact.Source;
                settings[key] = new Setting(fact.Source, null, more ? [.. earlier!.Ports, fact] : [fact]);
            }
        }
    }

    private static bool IsRead(string setting, ListeningSources sources) => SourceOf(setting) is var source && (source == ListeningSources.None || (sources & source) != 0);

    private sealed record Setting(string Source, string? Value, ImmutableArray<PortFact> Ports);

    private sealed class Reading
    {
        private readonly List<PortFact> _ports = [];
        private readonly List<string> _notUnderstood = [];

        public bool IsConfigured { get; private set; }

        public void Addresses(Setting setting)
        {
            _ports.AddRange(setting.Ports);
            IsConfigured |= setting.Ports.Length > 0;
            foreach (string address in Parts(setting))
            {
                IsConfigured = true;
                if (!TryReadAddress(address, setting.Source, out PortFact? port))
                {
                    _notUnderstood.Add($"{setting.Source} ('{address}' is no address with a fixed port)");
                }
                else if (port is not null)
                {
                    _ports.Add(port);
                }
            }
        }

        public void Numbers(Setting? setting, bool tls)
        {
            if (setting is null)
            {
                return;
            }

            _ports.AddRange(setting.Ports);
            IsConfigured |= setting.Ports.Length > 0;
            foreach (string text in Parts(setting))
            {
                IsConfigured = true;
                if (TryReadNumber(text, out int number))
                {
                    _ports.Add(new PortFact(number, "tcp", setting.Source, Tls: tls));
                }
                else
                {
                    _notUnderstood.Add($"{setting.Source} ('{text}' is no fixed port number)");
                }
            }
        }

        public ListeningPorts Result() =>
            new([.. _ports.OrderBy(p => p.Number).ThenBy(p => p.LoopbackOnly).DistinctBy(p => p.Number)], [.. _notUnderstood], IsConfigured);

        private static string[] Parts(Setting setting) =>
            setting.Value?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    }
}
