using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>Settings that a library reads of a section it is given, by names of its own: <c>AddMicrosoftIdentityWebApi(configuration.GetSection("AzureAd"))</c> reads <c>AzureAd:TenantId</c> and more.</summary>
internal static class LibrarySettings
{
    private const string Configuration = "Microsoft.Extensions.Configuration.IConfiguration";

    // One more library is one more line. Needed is what its first use stops without; of two ways to give it, one is enough: "TenantId|Authority".
    private static readonly (KnownApi Api, string[] Needed, string[] Optional)[] s_libraries =
    [
        ("Microsoft.Identity.Web.*::AddMicrosoftIdentityWeb*", ["TenantId|Authority|SignUpSignInPolicyId", "ClientId"], ["Instance", "Domain"]),
    ];

    // Sections of a name that the library knows.
    private static readonly (KnownApi Api, string Section, string[] Optional)[] s_ownSections =
    [
        ("Microsoft.Extensions.Configuration.ConfigurationExtensions::GetAWSOptions", "AWS", ["Region", "Profile"]),
    ];

    /// <summary>What libraries read, in an environment.</summary>
    public static IEnumerable<(ConfigurationValue Setting, CodeCall Call)> Read(CodeFacts code, string environment) =>
        from used in Used(code, environment)
        from name in used.Needed.Select(static n => n.Split('|')[0]).Concat(used.Optional)
        select (new ConfigurationValue(KeyOf(used.Section, name)), used.Call);

    /// <summary>What they stop without: what is not set, or only by a text that says what belongs there.</summary>
    public static IEnumerable<(ConfigurationValue Setting, CodeCall Call)> Needed(CodeFacts code, string environment, IReadOnlyDictionary<string, string> settings) =>
        from used in Used(code, environment)
        from needed in used.Needed
        where !needed.Split('|').Any(n => settings.TryGetValue(KeyOf(used.Section, n), out string? value) && !string.IsNullOrWhiteSpace(value) && !SecretValue.IsPlaceholder(value) && !SecretValue.IsStandIn(value))
        select (new ConfigurationValue(KeyOf(used.Section, needed.Split('|')[0])), used.Call);

    private static IEnumerable<(string Section, string[] Needed, string[] Optional, CodeCall Call)> Used(CodeFacts code, string environment)
    {
        foreach ((KnownApi api, string name, string[] optional) in s_ownSections)
        {
            if (code.CallsTo(api).FirstOrDefault(c => c.Reachable && c.Environment.RunsIn(environment)) is { } call)
            {
                yield return (call.Argument(1).Text is { Length: > 0 } given ? given : name, [], optional, call);
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
