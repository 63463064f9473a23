using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>Settings that a library reads of a section it is given, by names of its own: <c>AddMicrosoftIdentityWebApi(configuration.GetSection("AzureAd"))</c> reads <c>AzureAd:TenantId</c> and more.</summary>
internal static class LibrarySettings
{
    private const string Configuration = "Microsoft.Extensions.Configuration.IConfiguration";

    private static readonly string[] s_sasl = ["SaslUsername if SecurityProtocol has Sasl", "SaslPassword if SecurityProtocol has Sasl"];

    // One more library is one more line. Needed is what its first use stops without; of two ways to give it, one is enough: "TenantId|Authority".
    private static readonly (KnownApi Api, string[] Needed, string[] Optional)[] s_libraries =
    [
        ("Microsoft.Identity.Web.*::AddMicrosoftIdentityWeb*", ["TenantId|Authority|SignUpSignInPolicyId", "ClientId"], ["Instance", "Domain"]),
    ];

    // Options that are a library's own class, which the binder fills from a section. What depends on another setting comes behind it: "SaslUsername if SecurityProtocol has Sasl".
    private static readonly (string Options, string[] Needed, string[] Optional)[] s_options =
    [
        ("Confluent.Kafka.ConsumerConfig", ["BootstrapServers", "GroupId", .. s_sasl], []),
        ("Confluent.Kafka.ProducerConfig", ["BootstrapServers", .. s_sasl], []),
        ("Confluent.Kafka.AdminClientConfig", ["BootstrapServers", .. s_sasl], []),
        ("Confluent.Kafka.ClientConfig", ["BootstrapServers", .. s_sasl], []),
        ("Confluent.SchemaRegistry.SchemaRegistryConfig", ["Url", "BasicAuthUserInfo if BasicAuthCredentialsSource has UserInfo"], []),
        ("RabbitMQ.Client.ConnectionFactory", ["HostName|Uri"], ["UserName", "Password", "VirtualHost", "Port"]),
        ("MassTransit.RabbitMqTransportOptions", ["Host"], ["User", "Pass", "VHost", "Port"]),
        ("StackExchange.Redis.ConfigurationOptions", [], ["Password", "User"]),

        // AddMicrosoftIdentityWebApi(o => configuration.Bind("AzureAd", o), …) is the other way to hand over the section.
        ("Microsoft.Identity.Web.MicrosoftIdentityOptions", ["TenantId|Authority|SignUpSignInPolicyId", "ClientId"], ["Instance", "Domain"]),
        ("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions", ["Authority|MetadataAddress", "ClientId"], ["ClientSecret"]),
    ];

    private static readonly KnownApi[] s_binders =
    [
        "Microsoft.Extensions.DependencyInjection.OptionsConfigurationServiceCollectionExtensions::Configure",
        "Microsoft.Extensions.DependencyInjection.OptionsBuilderConfigurationExtensions::Bind*",
        "Microsoft.Extensions.Configuration.ConfigurationBinder::Get",
        "Microsoft.Extensions.Configuration.ConfigurationBinder::Bind",
    ];

    // Sections of a name that the library knows.
    private static readonly (KnownApi Api, string Section, string[] Optional)[] s_ownSections =
    [
        ("Microsoft.Extensions.Configuration.ConfigurationExtensions::GetAWSOptions", "AWS", ["Region", "Profile"]),
    ];

    /// <summary>What libraries read, in an environment.</summary>
    public static IEnumerable<(ConfigurationValue Setting, CodeCall Call)> Read(CodeFacts code, string environment, IReadOnlyDictionary<string, string> settings) =>
        from used in Used(code, environment)
        from name in used.Needed.Where(static n => !n.Contains(' ', StringComparison.Ordinal)).Select(n => n.Split('|') is var ways && Array.Find(ways, w => settings.ContainsKey(KeyOf(used.Section, w))) is { } given ? given : ways[0]).Concat(used.Optional)
        select (new ConfigurationValue(KeyOf(used.Section, name)), used.Call);

    private static readonly KnownApi[] s_remoteLogins =
    [
        "Microsoft.AspNetCore.Authentication.OAuth.OAuthOptions::set_ClientId",
        "Microsoft.AspNetCore.Authentication.OAuth.OAuthOptions::set_ClientSecret",
    ];

    // AddGoogle(o => { if (id is set) { o.ClientId = id; } }): the handler is made for every request, and refuses to be without.
    // Only where nothing is added without them, it can be done without.
    private static IEnumerable<(ConfigurationValue Setting, CodeCall Call)> OfRemoteLogins(CodeFacts code, string environment, IReadOnlyDictionary<string, string> settings) =>
        from call in code.CallsTo(s_remoteLogins)
        where call.Reachable && call.Environment.RunsIn(environment) && call.Arguments is [ConfigurationValue { Key.Length: > 0, Default: null or ConstantValue { Value: "" } }]
        let setting = (ConfigurationValue)call.Arguments[0] with { Default = null }
        let adds = call.Chain().FirstOrDefault(static c => c.Method.StartsWith("Add", StringComparison.Ordinal) && c.Type.StartsWith("Microsoft.Extensions.DependencyInjection.", StringComparison.Ordinal))
        where adds is not null && !adds.SettingsIn(environment).Tests.Any()
        where !settings.TryGetValue(setting.NameInSettings, out string? value) || string.IsNullOrWhiteSpace(value) || SaysWhatBelongsThere(value)
        select (setting, call);

    /// <summary>What they stop without: what is not set, or only by a text that says what belongs there.</summary>
    public static IEnumerable<(ConfigurationValue Setting, CodeCall Call)> Needed(CodeFacts code, string environment, IReadOnlyDictionary<string, string> settings) =>
        OfSections(code, environment, settings).Concat(OfRemoteLogins(code, environment, settings));

    private static IEnumerable<(ConfigurationValue Setting, CodeCall Call)> OfSections(CodeFacts code, string environment, IReadOnlyDictionary<string, string> settings) =>
        from used in Used(code, environment)
        from condition in used.Needed
        let needed = condition.Split(' ')[0]
        where Holds(condition, used.Section, settings)
        where !needed.Split('|').Any(n => settings.TryGetValue(KeyOf(used.Section, n), out string? value) && !string.IsNullOrWhiteSpace(value) && !SaysWhatBelongsThere(value))
        select (new ConfigurationValue(KeyOf(used.Section, needed.Split('|')[0])), used.Call);

    // "web-example-group" is the name of a group like any other.
    private static bool SaysWhatBelongsThere(string value) => SecretValue.IsPlaceholder(value) || SecretValue.IsStandIn(value.Replace("example", "sample", StringComparison.OrdinalIgnoreCase));

    private static bool Holds(string condition, string section, IReadOnlyDictionary<string, string> settings) =>
        condition.Split(' ') is not [_, "if", var other, "has", var value] || (settings.TryGetValue(KeyOf(section, other), out string? set) && set.Contains(value, StringComparison.OrdinalIgnoreCase));

    // What the program sets itself, before or after it binds, nobody has to give. Kafka's options inherit theirs.
    private static bool IsGiven(CodeFacts code, string needed) =>
        needed.Split(' ')[0].Split('|').Any(name => code.Calls.Any(c => c.InProduction && c.Method == "set_" + name
            && (c.Type is "Confluent.Kafka.ClientConfig" || Array.Exists(s_options, o => o.Options == c.Type))));

    private static IEnumerable<(string Section, string[] Needed, string[] Optional, CodeCall Call)> Used(CodeFacts code, string environment)
    {
        foreach ((KnownApi api, string name, string[] optional) in s_ownSections)
        {
            if (code.CallsTo(api).FirstOrDefault(c => c.Reachable && c.Environment.RunsIn(environment)) is { } call)
            {
                yield return (call.Argument(1).Text is { Length: > 0 } given ? given : name, [], optional, call);
            }
        }

        foreach (CodeCall call in code.CallsTo(s_binders).Where(c => c.Reachable && c.Environment.RunsIn(environment)))
        {
            if (BoundTo(call) is var (section, type) && Array.Find(s_options, o => o.Options == type) is { Options: not null } known)
            {
                yield return (section, [.. known.Needed.Where(n => !IsGiven(code, n))], known.Optional, call);
            }
        }

        foreach ((KnownApi api, string[] needed, string[] optional) in s_libraries)
        {
            foreach (CodeCall call in code.CallsTo(api).Where(c => c.Reachable && c.Environment.RunsIn(environment)))
            {
                if (SectionOf(call) is { } section)
                {
                    yield return (section, needed, optional, call);
                }
            }
        }
    }

    // Configure<T>(section), AddOptions<T>().Bind(section), .BindConfiguration("Section"), section.Get<T>(), section.Bind(new T()), configuration.Bind("Section", options)
    private static (string Section, string Options)? BoundTo(CodeCall call)
    {
        string? options = call.TypeArguments is [var type] ? type : call.Arguments.OfType<ObjectValue>().FirstOrDefault()?.Type ?? (call.Method == "Bind" ? call.Arguments.OfType<ParameterValue>().LastOrDefault()?.Type : null);
        string? section = call.Method == "BindConfiguration" ? call.ArgumentOf("System.String").Text
            : call.Method == "Bind" && call.ParameterTypes is [_, "System.String", _] && call.Argument(1).Text is { Length: > 0 } name ? KeyOf(call.Argument(0) is ConfigurationValue { FromEnvironment: false } outer ? outer.Key : "", name)
            : call.Arguments.OfType<ConfigurationValue>().FirstOrDefault() is { FromEnvironment: false, Key.Length: > 0 } of ? of.Key : null;
        return options is null || section is null ? null : (section, options);
    }

    // A section, or a configuration and the name of a section in it; without a name the library's own default stands in the call.
    private static string? SectionOf(CodeCall call)
    {
        int section = call.ParameterTypes.IndexOf(Configuration + "Section");
        if (section >= 0)
        {
            return call.Argument(section) is ConfigurationValue { FromEnvironment: false, Key: { Length: > 0 } key } ? key : null;
        }

        int whole = call.ParameterTypes.IndexOf(Configuration);
        return whole >= 0 && call.Argument(whole + 1).Text is { Length: > 0 } name
            ? call.Argument(whole) is ConfigurationValue { FromEnvironment: false } outer ? KeyOf(outer.Key, name) : name
            : null;
    }

    private static string KeyOf(string section, string name) => section.Length == 0 ? name : section + ":" + name;
}
