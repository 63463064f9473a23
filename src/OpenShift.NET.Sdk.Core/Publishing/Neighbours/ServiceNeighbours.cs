using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Publishing.Neighbours;

/// <summary>What the manifests of a service have to know of the others of its solution.</summary>
/// <param name="Called">What it calls: settings that get another address.</param>
/// <param name="Callers">Who calls it.</param>
internal sealed record ServiceNeighbours(ImmutableArray<ServiceLink> Called, ImmutableArray<ServiceCaller> Callers)
{
    /// <summary>Those of a service by itself.</summary>
    public static ServiceNeighbours None { get; } = new([], []);

    /// <summary>Those of a service.</summary>
    /// <param name="member">The service.</param>
    /// <param name="members">All services.</param>
    /// <param name="links">Who calls whom.</param>
    public static ServiceNeighbours Of(SolutionMember member, ImmutableArray<SolutionMember> members, ImmutableArray<ServiceLink> links)
    {
        ServiceLink[] callers = [.. links.Where(l => l.Callee == member.Name && !member.OpenPorts.Contains(l.Port))];

        // A caller whose pods cannot be told from others would be shut out.
        HashSet<int> open = [.. callers.Where(l => !members.Any(m => m.Name == l.Caller && m.IsLabelled)).Select(static l => l.Port)];
        return new ServiceNeighbours(
            [.. links.Where(l => l.Caller == member.Name && l.Replaces is not null)],
            [.. callers.Where(l => !open.Contains(l.Port)).Select(static l => new ServiceCaller(l.Caller, l.Port)).Distinct().OrderBy(static c => c.Port).ThenBy(static c => c.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Whether there is nothing that would change its manifests.</summary>
    public bool IsEmpty => Called.IsEmpty && Callers.IsEmpty;

    /// <summary>Facts whose settings have the addresses of the others.</summary>
    public ProjectFacts Into(ProjectFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Called.IsEmpty ? facts : facts with
        {
            Manifests = facts.Manifests with { Settings = [.. facts.Manifests.Settings.Select(s => Called.FirstOrDefault(l => l.Setting == s.Name) is { } link ? Linked(s, link) : s)] },
        };
    }

    /// <summary>All of it as text, for a fingerprint.</summary>
    public string ToText() => string.Join('\n', [.. Called.Select(static l => $"{l.Setting}={l.Address}"), .. Callers.Select(static c => string.Create(CultureInfo.InvariantCulture, $"{c.Name}:{c.Port}"))]);

    private static SettingFact Linked(SettingFact setting, ServiceLink link) => setting with
    {
        Kind = SettingKind.Endpoint,
        Default = link.Address,
        Replaces = null,
        IsOffered = false,
        Description = $"Address of {link.Callee}, which the same solution publishes; made up: the application says {link.Said}, {link.Reason}.{(setting.Description is null ? "" : " " + setting.Description)}",
    };
}
