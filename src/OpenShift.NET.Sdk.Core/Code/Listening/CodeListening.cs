using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Listening;

/// <summary>Where the code makes an ASP.NET Core application listen, which protocol it speaks, and how long it takes to stop.</summary>
public static class CodeListening
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions";

    private static readonly KnownApi[] s_addresses =
    [
        "Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions::UseUrls",
        "Microsoft.AspNetCore.Builder.WebApplication::Run",
        "Microsoft.AspNetCore.Builder.WebApplication::RunAsync",
        "System.Collections.Generic.ICollection`1::Add",
        "Microsoft.AspNetCore.Hosting.IWebHostBuilder::UseSetting",
        "Microsoft.AspNetCore.Hosting.ConfigureWebHostBuilder::UseSetting",
        "Microsoft.AspNetCore.Builder.ConfigureWebHostBuilder::UseSetting",
        "Microsoft.Extensions.Configuration.IConfiguration::set_Item",
        "Microsoft.Extensions.Configuration.ConfigurationManager::set_Item",
    ];

    private static readonly KnownApi[] s_sockets =
    [
        Kestrel + "::Listen",
        Kestrel + "::ListenAnyIP",
        Kestrel + "::ListenLocalhost",
    ];

    // A Unix socket, a named pipe (which Linux makes of one), a socket that whoever started the process has opened.
    private static readonly KnownApi[] s_portless =
    [
        Kestrel + "::ListenUnixSocket",
        Kestrel + "::ListenNamedPipe",
        Kestrel + "::ListenHandle",
    ];

    private static readonly KnownApi[] s_https = ["Microsoft.AspNetCore.Hosting.ListenOptionsHttpsExtensions::UseHttps"];
    private static readonly KnownApi[] s_protocols = ["Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions::set_Protocols"];
    private static readonly KnownApi[] s_endpointDefaults = [Kestrel + "::ConfigureEndpointDefaults"];
    private static readonly KnownApi[] s_shutdown = ["Microsoft.Extensions.Hosting.HostOptions::set_ShutdownTimeout"];
    private static readonly KnownApi[] s_useShutdown = ["Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions::UseShutdownTimeout"];

    /// <summary>The ports the code names, in the order it names them.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key.</param>
    public static ImmutableArray<CodePort> Ports(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        var ports = ImmutableArray.CreateBuilder<CodePort>();
        bool allHttp2 = EndpointDefaultsAreHttp2(code);
        string environment = HostEnvironmentName.Of(settings);
        IReadOnlyDictionary<string, string> demanded = CodeSettings.WithDemanded(code, settings);
        foreach (CodeCall call in code.CallsTo([.. s_addresses, .. s_sockets]).Where(c => c.Reachable && MayRun(c, environment, demanded)))
        {
            if (s_sockets.Any(a => a.Matches(call)))
            {
                ports.AddRange(Sockets(code, call, settings, allHttp2));
            }
            else if (IsAddressList(call))
            {
                ports.AddRange(Addresses(call, settings, allHttp2));
            }
        }

        return ports.ToImmutable();
    }

    /// <summary>
    /// Whether the code makes the application listen where there is no port, in a container as it comes: a Unix socket (<c>ListenUnixSocket</c>, <c>UseUrls("http://unix:/tmp/app.sock")</c>), a named pipe, an open handle.
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key.</param>
    /// <returns>Whether it does, and whether one of Kestrel's own endpoints is such a place, next to which addresses are not looked at.</returns>
    public static (bool Any, bool Endpoint) Portless(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        string environment = HostEnvironmentName.Of(settings);
        IReadOnlyDictionary<string, string> demanded = CodeSettings.WithDemanded(code, settings);
        bool endpoint = code.CallsTo([.. s_portless, s_sockets[0]]).Any(c => c.InProduction && MayRun(c, environment, demanded) && (c.Method != "Listen" || IsPortless(c)));
        return (endpoint || code.CallsTo(s_addresses).Any(c => c.InProduction && MayRun(c, environment, demanded) && IsAddressList(c) && IsPortlessAddress(c, settings)), endpoint);
    }

    /// <summary>Whether the settings let the program come to a call, where it runs in an environment at all.</summary>
    /// <param name="call">The call.</param>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="settings">The settings, with a value for each that the program stops without (<see cref="CodeSettings.WithDemanded"/>): what stands behind <c>?? throw</c> is run by every program that serves.</param>
    internal static bool MayRun(CodeCall call, string environment, IReadOnlyDictionary<string, string> settings) =>
        !call.Environment.RunsIn(environment) || call.SettingsIn(environment).Evaluate(settings) != false;

    /// <summary>What the code says about listening, in an image that runs as it comes.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key.</param>
    public static ListeningCode Of(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(settings);
        string environment = HostEnvironmentName.Of(settings);
        ImmutableArray<CodeHost> hosts = CodeHosts.Find(code);
        (bool Any, bool Endpoint) portless = Portless(code, settings);
        return new ListeningCode
        {
            Sources = CodeHosts.Sources(code),
            Endpoints = [.. Ports(code, settings).Where(p => p.Environment.RunsIn(environment)).Select(static p => p.AsEndpoint(p.Place is { } place ? string.Create(CultureInfo.InvariantCulture, $"{p.Api} in {Path.GetFileName(place.File)}:{place.Line}") : p.Api))],
            Sockets = CodeSockets.Find(code, settings),
            ServesNothing = ServesNothing(code),
            RunsOn = CodeHosts.HasNoServer(code),
            HasSeveralHosts = hosts.Length > 1,
            IsPortless = portless.Any,
            HasPortlessEndpoint = portless.Endpoint,
            SettingsOutweighUseUrls = !hosts.IsEmpty && hosts.All(static h => h.SettingsOutweighUseUrls),
        };
    }

    /// <summary>Whether the program serves nobody over HTTP, whatever its settings are: it comes to its end, or its host is one without a web server.</summary>
    public static bool ServesNothing(CodeFacts code) => Lifetime.ProgramLifetime.Of(code) == Lifetime.ProgramEnd.Ends || CodeHosts.HasNoServer(code);

    /// <summary>The ports that speak HTTP/2 without TLS and nothing else, as gRPC wants it, by code or by <c>Kestrel:Endpoints:…:Protocols</c>; one that all share (<c>EndpointDefaults</c>) is <see cref="SpeaksHttp2Only"/>.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The application's settings by full key.</param>
    public static ImmutableArray<int> Http2Ports(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        const string Prefix = "Kestrel:Endpoints:";
        var ports = new SortedSet<int>(Ports(code, settings).Where(static p => p is { Http2Only: true, Tls: false, Number: not null, LoopbackOnly: false } && p.Environment.InProduction).Select(static p => p.Number!.Value));
        foreach ((string key, string value) in settings)
        {
            if (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && key.EndsWith(":Protocols", StringComparison.OrdinalIgnoreCase) && value.Equals("Http2", StringComparison.OrdinalIgnoreCase)
                && settings.TryGetValue(key[..^"Protocols".Length] + "Url", out string? url) && ListeningPorts.TryReadAddress(url, key, out PortFact? port) && port is { Tls: false, LoopbackOnly: false })
            {
                ports.Add(port.Number);
            }
        }

        return [.. ports];
    }

    /// <summary>Whether plain endpoints speak HTTP/2 and nothing else, so that a probe by HTTP gets no answer: by <c>Kestrel:EndpointDefaults:Protocols</c> or in code.</summary>
    public static bool SpeaksHttp2Only(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(settings);
        if (EndpointDefaultsAreHttp2(code) || (settings.TryGetValue("Kestrel:EndpointDefaults:Protocols", out string? protocols) && protocols.Equals("Http2", StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        ImmutableArray<CodePort> ports = Ports(code, settings);
        return ports.Any(p => p.Overrules && p.Environment.InProduction) && ports.Where(p => p.Overrules && p.Environment.InProduction).All(p => p.Http2Only);
    }

    /// <summary>How long the host waits for its services when it stops, as the code sets it; <see langword="null"/> when it does not, or when it cannot be told.</summary>
    public static (TimeSpan Timeout, CodeCall Call)? ShutdownTimeout(CodeFacts code)
    {
        ArgumentNullException.ThrowIfNull(code);
        foreach (CodeCall call in code.CallsTo([.. s_shutdown, .. s_useShutdown]).Where(c => c.InProduction).Reverse())
        {
            if ((call.Receiver is null ? call.Argument(1) : call.Argument(0)) is ConstantValue { Value: TimeSpan timeout })
            {
                return (timeout, call);
            }
        }

        return null;
    }

    private static bool IsSetting(CodeCall call) => call.Method is "UseSetting" or "set_Item";

    private static bool IsAddressList(CodeCall call) => IsSetting(call) ? call.Argument(0) is StaticFieldValue { Name: "ServerUrlsKey" } || string.Equals(call.Argument(0).Text, "urls", StringComparison.OrdinalIgnoreCase) :
        call.Type != "System.Collections.Generic.ICollection`1" || call.Receiver is ResultValue { Call: { Method: "get_Urls", Type: "Microsoft.AspNetCore.Builder.WebApplication" } or { Method: "get_Addresses" } };

    private static bool IsLiteral(CodeValue value) => value switch
    {
        ConstantValue { Value: not null } => true,
        TextValue text => text.Parts.All(IsLiteral),
        _ => false,
    };

    private static bool IsPortless(CodeCall listen) => listen.Argument(0) is ObjectValue { Type: "System.Net.Sockets.UnixDomainSocketEndPoint" or "Microsoft.AspNetCore.Connections.FileHandleEndPoint" or "Microsoft.AspNetCore.Connections.NamedPipeEndPoint" };

    private static bool IsPortlessAddress(CodeCall call, IReadOnlyDictionary<string, string> settings) =>
        AddressesOf(call, settings).Any(one => Routes.Resolve(one, settings)?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(static a => ListeningPorts.TryReadAddress(a, "", out PortFact? port) && port is null) == true);

    private static IEnumerable<CodeValue> AddressesOf(CodeCall call, IReadOnlyDictionary<string, string> settings) => WrittenAddressesOf(call).SelectMany(v => Settled(v, settings)).SelectMany(v => Entries(v, settings));

    // UseUrls(section.Get<string[]>()), a list's ToArray(), a text that is taken apart: the entries that the settings have.
    private static IEnumerable<CodeValue> Entries(CodeValue value, IReadOnlyDictionary<string, string> settings)
    {
        switch (value)
        {
            case ResultValue { Call: { Method: "ToArray" or "ToList" or "Distinct" } copied }:
                return copied.Subject.Alternatives.SelectMany(v => Entries(v, settings));
            case ResultValue { Call: { Type: "System.String", Method: "Split", Receiver: ConfigurationValue whole } }:
                return settings.TryGetValue(whole.NameInSettings, out string? text)
                    ? text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static a => new ConstantValue(a))
                    : whole.Default is { } otherwise ? Entries(otherwise, settings) : [value];
            case ConfigurationValue { FromEnvironment: false } list when !settings.ContainsKey(list.Key) || list.Key.EndsWith(":0", StringComparison.Ordinal):
                string section = list.Key.EndsWith(":0", StringComparison.Ordinal) ? list.Key[..^1] : list.Key + ":";
                CodeValue[] entries =
                [
                    .. settings.Keys.Where(k => k.StartsWith(section, StringComparison.OrdinalIgnoreCase) && k.Length > section.Length && !k.AsSpan(section.Length).ContainsAnyExceptInRange('0', '9'))
                        .OrderBy(static k => k.Length).ThenBy(static k => k, StringComparer.OrdinalIgnoreCase).Select(k => new ConstantValue(settings[k])),
                ];
                return entries.Length > 0 ? entries : [value];
            default:
                return [value];
        }
    }

    private static IEnumerable<CodeValue> WrittenAddressesOf(CodeCall call)
    {
        CodeValue argument = call.Method == "UseUrls" || IsSetting(call) ? call.Argument(1) : call.Argument(0);
        return argument is ConstantValue { Value: null } || (call.Arguments.IsEmpty && call.Method != "UseUrls")
            ? []
            : argument is ArrayValue array ? [.. array.Items] : (CodeValue[])[argument];
    }

    private static IEnumerable<CodePort> Addresses(CodeCall call, IReadOnlyDictionary<string, string> settings, bool http2)
    {
        bool overrules = call.Method is not ("UseUrls" or "UseSetting" or "set_Item");
        string name = call.Method switch { "Add" => "Urls.Add", "set_Item" => "Configuration[\"urls\"]", _ => call.Method };
        bool literal = WrittenAddressesOf(call).All(IsLiteral);
        foreach (CodeValue one in AddressesOf(call, settings))
        {
            string? text = Routes.Resolve(one, settings);
            foreach (string address in text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [""])
            {
                bool read = ListeningPorts.TryReadAddress(address, name, out PortFact? port);
                if (port is not null || !read)
                {
                    yield return new CodePort(port?.Number, port?.LoopbackOnly ?? false, port?.Tls ?? false, name, call.Place, call.Environment) { Overrules = overrules, Http2Only = http2, IsLiteral = literal };
                }
            }
        }
    }

    private static IEnumerable<CodePort> Sockets(CodeFacts code, CodeCall call, IReadOnlyDictionary<string, string> settings, bool allHttp2)
    {
        if (call.Method == "Listen" && IsPortless(call))
        {
            yield break;
        }

        CodeValue? address = null;
        CodeValue number = call.Argument(0);
        if (call.Method == "Listen")
        {
            if (call.Argument(0) is ObjectValue { Type: "System.Net.IPEndPoint", Arguments: [var host, var portOfEndpoint] })
            {
                address = host;
                number = portOfEndpoint;
            }
            else
            {
                address = call.Argument(0);
                number = call.ParameterTypes is [_, "System.Int32", ..] ? call.Argument(1) : CodeValue.Unknown;
            }
        }

        bool loopback = call.Method == "ListenLocalhost" || CodeSockets.IsLoopback(address);
        bool tls = code.CallsTo(s_https).Any(c => c.Chain().Contains(call));
        CodeCall? protocols = code.CallsTo(s_protocols).LastOrDefault(c => c.Chain().Contains(call));
        bool http2 = protocols is null ? allHttp2 : protocols.Argument(0).Number == 2;
        foreach (CodeValue one in Settled(number, settings))
        {
            int? port = CodeSockets.NumberOf(one, settings);
            yield return new CodePort(port is >= 1 and <= 65535 ? port : null, loopback, tls, call.Method, call.Place, call.Environment) { Overrules = true, Http2Only = http2, IsLiteral = IsLiteral(number) };
        }
    }

    /// <summary>
    /// The values a place can have in the pod. Of a setting and what the code takes without it (<c>int.TryParse(configuration["PORT"], out var port) ? port : 3000</c>) it is the setting where that is set, and else the other.
    /// </summary>
    internal static IEnumerable<CodeValue> Settled(CodeValue value, IReadOnlyDictionary<string, string> settings)
    {
        CodeValue[] all = [.. value.Alternatives];
        bool IsSet(CodeValue v) => v is ConfigurationValue s ? settings.ContainsKey(s.NameInSettings) : v is TextValue t && t.Parts.OfType<ConfigurationValue>().Any(IsSet);
        CodeValue[] set = [.. all.Where(IsSet)];
        CodeValue[] known = set.Length > 0 ? set : [.. all.Where(v => v.Number is not (null or 0) || Routes.Resolve(v, settings) is not null)];
        return all.Length == 1 || known.Length == 0 || all.Any(static v => v is UnknownValue) ? all : known;
    }

    private static bool EndpointDefaultsAreHttp2(CodeFacts code)
    {
        CodeCall? set = code.CallsTo(s_protocols).LastOrDefault(c => c.InProduction && c.Chain().Any(s_endpointDefaults[0].Matches));
        return set?.Argument(0).Number == 2;
    }
}
