using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Addresses;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Neighbours;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>
/// Who of a solution's services calls whom, by what their settings say: the port on which developers start the other one, or its name. What could mean two of them means none,
/// and what somebody has given a value in a project (<c>OpenShiftSetting</c>, folder <c>openshift</c>) keeps it.
/// </summary>
internal static class ServiceLinks
{
    private static readonly string[] s_schemes = ["http", "https", "ws", "wss"];

    /// <summary>Finds them.</summary>
    /// <param name="members">The services.</param>
    /// <returns>In the order of callers and their settings.</returns>
    public static ImmutableArray<ServiceLink> Find(ImmutableArray<SolutionMember> members)
    {
        var names = new MemberNames(members);
        return
        [
            .. members.SelectMany(m => m.Settings.Select(s => Of(s, m, members, names)).Concat(m.Addresses.Select(a => OfCode(a, m, names)))).OfType<ServiceLink>()
                .OrderBy(static l => l.Caller, StringComparer.Ordinal).ThenBy(static l => l.Setting, StringComparer.Ordinal).ThenBy(static l => l.Address, StringComparer.Ordinal),
        ];
    }

    private static ServiceLink? Of(SettingFact setting, SolutionMember caller, ImmutableArray<SolutionMember> members, MemberNames names)
    {
        string? given = caller.Given.GetValueOrDefault(setting.Name);
        bool isFixed = given is not null || (setting.IsDeclared && setting.Default is not null);
        string? value = given ?? setting.Replaces ?? setting.Default ?? setting.OwnValue;
        if (value is null)
        {
            return OfName(setting, caller, names);
        }

        if (setting.Kind is not (SettingKind.Endpoint or SettingKind.Plain) || AddressRoles.Of(setting.Name) != AddressRole.Peer
            || AddressText.Read(value) is not { Form: AddressForm.Url, Kind: ServerKind.Web or ServerKind.Unknown, Hosts: [{ } host] }
            || value.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var colon) || !s_schemes.Contains(value[..colon]) || value.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        SolutionMember? callee;
        string reason;
        if (host.IsLocal)
        {
            // On one machine a port is one program's; of the caller's own it is said nowhere else.
            SolutionMember[] there = host.Port is { } port ? [.. members.Where(m => m.LaunchPorts.Contains(port))] : [];
            callee = there.Length == 1 && there[0] != caller ? there[0] : null;
            reason = callee is null ? "" : string.Create(CultureInfo.InvariantCulture, $"where its launchSettings.json starts {callee.Project}");
            if (callee is not null && IsNamedOtherwise(setting, callee, caller, names))
            {
                callee = null;
            }

            if (there.Length == 0 && setting.Default is { } made && AddressText.Read(made) is { Hosts: [{ IsLocal: false } guess] })
            {
                callee = names.Find(guess.Host, caller);
                reason = callee is null ? "" : $"and the setting's name is that of {callee.Project}";
            }
        }
        else
        {
            callee = names.Find(host.Host, caller);
            reason = callee is null ? "" : $"which is {callee.Project}";
        }

        if (callee is null || PortFor(setting.Name, value[..colon], host, callee) is not { } to)
        {
            return null;
        }

        // A name with its namespace was written for a cluster: it is right, or somebody knows more than can be seen here.
        bool isOfCluster = MemberNames.ServiceInCluster(host.Host) is not null;
        bool isRight = (isOfCluster || host.Host.Equals(callee.Name, StringComparison.OrdinalIgnoreCase)) && callee.Ports.Any(p => p.Number == (host.Port ?? DefaultPort(value[..colon])));
        bool keeps = isRight || IsOfTokens(setting.Name);
        return (isFixed || isOfCluster) && !isRight ? null : new ServiceLink(caller.Name, callee.Name, setting.Name, keeps ? value : AddressOf(value, colon, callee, to), to.Target)
        {
            Replaces = keeps ? null : value,
            Reason = reason,
        };
    }

    // Without one of these the program stops, and nobody says an address: its name is all there is.
    private static ServiceLink? OfName(SettingFact setting, SolutionMember caller, MemberNames names) =>
        setting is { Required: true, Kind: SettingKind.Endpoint or SettingKind.Plain, Type: null or "URL" } && AddressRoles.Of(setting.Name) == AddressRole.Peer && AddressRoles.IsOfUrl(setting.Name)
            && ServiceName.In(setting.Name.Replace("__", ":", StringComparison.Ordinal)) is { } name && names.Find(name, caller) is { } callee && PortFor(setting.Name, "http", new HostAddress("localhost", null, 0, 0), callee) is { } to
            ? new ServiceLink(caller.Name, callee.Name, setting.Name, AddressOf("http://" + name, "http".Length, callee, to), to.Target) { Replaces = "", Reason = $"and the setting's name is that of {callee.Project}" }
            : null;

    // What stands in the code calls whatever the settings say.
    private static ServiceLink? OfCode(string address, SolutionMember caller, MemberNames names) =>
        AddressText.Read(address) is { Form: AddressForm.Url, Hosts: [{ IsLocal: false } host] } && names.Find(host.Host, caller) is { } callee && PortFor("", address[..address.IndexOf("://", StringComparison.Ordinal)], host, callee) is { } port
            && (MemberNames.ServiceInCluster(host.Host) is null || port.Number == (host.Port ?? DefaultPort(address[..address.IndexOf("://", StringComparison.Ordinal)])))
            ? new ServiceLink(caller.Name, callee.Name, "", address, port.Target)
            : null;

    // Two projects may be started on one port, or the port is of something else by now, when the setting speaks of another service.
    private static bool IsNamedOtherwise(SettingFact setting, SolutionMember callee, SolutionMember caller, MemberNames names) =>
        setting.Default is { } made && AddressText.Read(made) is { Hosts: [{ IsLocal: false } guess] }
        && names.MeantBy(guess.Host).Where(m => m != caller).ToArray() is { Length: > 0 } named && !named.Contains(callee);

    // The issuer stands in every token, and browsers are sent there: another address of the same server is another issuer (OpenID Connect Discovery 1.0, section 4.3).
    private static bool IsOfTokens(string setting)
    {
        ImmutableArray<string> words = SecretName.Words(setting);
        return words is [.., "authority" or "authorities"] || (words.Any(static w => w is "metadata" or "discovery") && words is [.., "address" or "url" or "uri" or "endpoint" or "document"]);
    }

    private static int DefaultPort(string scheme) => scheme is "https" or "wss" ? 443 : 80;

    // The port that was meant, else the one for what is spoken.
    private static SolutionPort? PortFor(string setting, string scheme, HostAddress host, SolutionMember callee)
    {
        bool tls = scheme is "https" or "wss";
        return callee.Ports.FirstOrDefault(p => !host.IsLocal && p.Number == (host.Port ?? DefaultPort(scheme)))
            ?? callee.Ports.FirstOrDefault(p => p.Target == host.Port)
            ?? callee.Ports.FirstOrDefault(p => setting.Contains("grpc", StringComparison.OrdinalIgnoreCase) && p.Name.StartsWith("grpc", StringComparison.Ordinal))
            ?? callee.Ports.FirstOrDefault(p => tls && p.Protocol == "https")
            ?? callee.Ports.FirstOrDefault(static p => p.Protocol == "http")
            ?? callee.Ports.FirstOrDefault(static p => p.Protocol is not null);
    }

    private static string AddressOf(string value, int colon, SolutionMember callee, SolutionPort port)
    {
        bool tls = port.Protocol == "https";
        string scheme = (value[0] == 'w', tls) switch { (true, true) => "wss", (true, false) => "ws", (false, true) => "https", _ => "http" };
        int end = value.AsSpan(colon + 3).IndexOfAny('/', '?', '#');
        string rest = end < 0 ? "" : value[(colon + 3 + end)..];
        string number = port.Number == DefaultPort(scheme) ? "" : string.Create(CultureInfo.InvariantCulture, $":{port.Number}");
        return $"{scheme}://{callee.Name}{number}{rest}";
    }
}
