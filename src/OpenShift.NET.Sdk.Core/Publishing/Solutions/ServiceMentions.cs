using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects.Addresses;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Neighbours;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>
/// Services that others speak of without telling which port they call: an address in another form than a URL, a secret whose value nobody knows, a value that stays as somebody has written it.
/// Who calls them is not known then, and what is not known is not shut out.
/// </summary>
internal static class ServiceMentions
{
    private static readonly char[] s_separators = [' ', '\t', '\r', '\n', ',', ';', '|', '"', '\'', '[', ']', '{', '}'];

    /// <summary>Finds them.</summary>
    /// <param name="members">The services.</param>
    /// <param name="links">The calls that are known.</param>
    /// <returns>Their names.</returns>
    public static ImmutableHashSet<string> Find(ImmutableArray<SolutionMember> members, ImmutableArray<ServiceLink> links)
    {
        var names = new MemberNames(members);
        HashSet<(string Caller, string Callee, string Setting)> known = [.. links.Select(static l => (l.Caller, l.Callee, l.Setting.Length > 0 ? l.Setting : l.Address))];
        return
        [
            .. from caller in members
               from place in caller.Settings.Select(s => (Where: s.Name, Callees: OfSetting(s, caller, members, names))).Concat(caller.Addresses.Select(a => (Where: a, Callees: OfText(a, isHost: false, members, names))))
               from callee in place.Callees
               where callee != caller && !known.Contains((caller.Name, callee.Name, place.Where))
               select callee.Name,
        ];
    }

    private static IEnumerable<SolutionMember> OfSetting(SettingFact setting, SolutionMember caller, ImmutableArray<SolutionMember> members, MemberNames names)
    {
        // Who may call the application, and where it listens, is nobody that it calls.
        if (AddressRoles.Of(setting.Name) is AddressRole.Caller or AddressRole.Filter or AddressRole.Listening)
        {
            return [];
        }

        string[] texts = caller.Given.GetValueOrDefault(setting.Name) is { } given ? [given] : [.. ((string?[])[setting.Default, setting.Replaces, setting.OwnValue]).OfType<string>()];
        bool isHost = AddressRoles.IsOfHost(setting.Name) || AddressRoles.SpeakOfAddress(setting.Name);
        bool isUnknown = setting.Kind == SettingKind.Secret || (texts.Length == 0 && (isHost || setting.Kind is SettingKind.Endpoint or SettingKind.OwnAddress));
        return texts.SelectMany(t => OfText(t, isHost, members, names)).Concat(isUnknown ? names.SpokenOfIn(setting.Name) : []).Distinct();
    }

    private static IEnumerable<SolutionMember> OfText(string text, bool isHost, ImmutableArray<SolutionMember> members, MemberNames names)
    {
        IEnumerable<AddressText> whole = AddressText.Read(text, isName: true) is { } read ? [read] : [];
        return whole.Concat(text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries).Select(static p => AddressText.Read(p, isName: true)).OfType<AddressText>())
            .SelectMany(a => a.Hosts.SelectMany(h => OfHost(h, isHost || a.Form != AddressForm.Name, members, names)));
    }

    // A word by itself is the name of a queue or a table more often than that of a host.
    private static IEnumerable<SolutionMember> OfHost(HostAddress host, bool isHost, ImmutableArray<SolutionMember> members, MemberNames names) =>
        host.IsLocal ? members.Where(m => host.Port is { } port && m.LaunchPorts.Contains(port))
        : isHost || MemberNames.ServiceInCluster(host.Host) is not null ? names.MeantBy(host.Host)
        : names.Called(host.Host);
}
