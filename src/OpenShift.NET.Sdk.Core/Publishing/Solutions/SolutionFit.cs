using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Neighbours;
using OpenShift.NET.Sdk.Publishing.Stages;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>Makes the manifests of a solution's services fit together: who calls another one has its address, and who is called lets the callers in. The manifests of each by itself stay as they are.</summary>
/// <param name="Services">The services; those whose manifests changed with the folder of the changed ones.</param>
/// <param name="Messages">What was made up, one message for each service that calls others.</param>
public sealed record SolutionFit(ImmutableArray<SolutionService> Services, ImmutableArray<CheckMessage> Messages)
{
    private const int MostNames = 4;

    /// <summary>Fits them together.</summary>
    /// <param name="services">The services. One without facts keeps its manifests.</param>
    /// <param name="projects">Full paths of all projects of the solution, those that are no services included.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">OSC0020: facts cannot be read; OSC005n: a manifest cannot be read; OSC0085: a folder cannot be written.</exception>
    public static async Task<SolutionFit> OfAsync(ImmutableArray<SolutionService> services, ImmutableArray<string> projects, CancellationToken cancellationToken)
    {
        ILookup<string, string> aliases = AspireNames.Find(projects);
        var members = ImmutableArray.CreateBuilder<SolutionMember>();
        var facts = new Dictionary<SolutionService, ProjectFacts>();
        foreach (SolutionService service in services.Where(static s => !s.Facts.IsEmpty))
        {
            ProjectFacts read = facts[service] = FactsJson.Read(await File.ReadAllBytesAsync(service.Facts[0], cancellationToken).ConfigureAwait(false), service.Facts[0]);
            if (read.Manifests.IsWanted)
            {
                SolutionMember member = await MemberOfAsync(service, read, cancellationToken).ConfigureAwait(false);
                members.Add(member with { Aliases = [.. aliases[AspireNames.Written(member.Project)]] });
            }
        }

        // Of two with one name nobody could say who is meant, nor whose Service it is.
        ImmutableArray<SolutionMember> known = [.. members.GroupBy(static m => m.Name).Where(static g => g.Count() == 1).SelectMany(static g => g)];
        ImmutableArray<ServiceLink> links = ServiceLinks.Find(known);

        // A port is closed to those who are not known to call it only where all who could are known.
        HashSet<string> published = new(facts.Values.Select(static f => f.Identity.ProjectFile), StringComparer.OrdinalIgnoreCase);
        bool areAll = known.Length == services.Length && !projects.Any(p => !published.Contains(p) && SolutionApplications.Is(p));
        known = WithOpenPorts(known, links, areAll);
        var fitted = ImmutableArray.CreateBuilder<SolutionService>();
        var messages = ImmutableArray.CreateBuilder<CheckMessage>();
        foreach (SolutionService service in services)
        {
            ServiceNeighbours neighbours = known.FirstOrDefault(m => m.Name == service.Name) is { } one && facts.ContainsKey(service) ? ServiceNeighbours.Of(one, known, links) : ServiceNeighbours.None;
            if (neighbours.IsEmpty)
            {
                fitted.Add(service);
                continue;
            }

            StageFolder folder = StageFolder.OfFacts(service.Facts[0]);
            await new ManifestStage().FitAsync(facts[service], folder, service.Delivered, neighbours, cancellationToken).ConfigureAwait(false);
            fitted.Add(service with { Folder = folder.InSolution.Manifests });
            if (!neighbours.Called.IsEmpty)
            {
                messages.Add(MessageOf(facts[service], neighbours.Called));
            }
        }

        return new SolutionFit(fitted.ToImmutable(), messages.ToImmutable());
    }

    /// <summary>The services, those whose callers are not all known with every port open.</summary>
    internal static ImmutableArray<SolutionMember> WithOpenPorts(ImmutableArray<SolutionMember> members, ImmutableArray<ServiceLink> links, bool areAll)
    {
        ImmutableHashSet<string> mentioned = ServiceMentions.Find(members, links);
        return [.. members.Select(m => areAll && !mentioned.Contains(m.Name) ? m : m with { OpenPorts = [.. m.Ports.Select(static p => p.Target)] })];
    }

    private static CheckMessage MessageOf(ProjectFacts facts, ImmutableArray<ServiceLink> made)
    {
        int shown = made.Length <= MostNames ? made.Length : MostNames - 1;
        string named = string.Join("; ", made.Take(shown).Select(static l => $"{l.Setting} is {l.Address} (the application says {l.Said}, {l.Reason})"));
        return new CheckMessage(
            Severity.Info,
            ToolCodes.AddressesOfSolution,
            FormattableString.Invariant($"In the manifests of the solution {facts.Manifests.Name} gets addresses that were made up: {named}{(shown == made.Length ? "" : $"; and {made.Length - shown} more")}. A Default of an OpenShiftSetting says another one."),
            new SourceLocation(facts.Identity.ProjectFile));
    }

    /// <summary>What the others have to know of a service.</summary>
    internal static async Task<SolutionMember> MemberOfAsync(SolutionService service, ProjectFacts facts, CancellationToken cancellationToken)
    {
        // What this publish made, not what lies in the user's folder, which may hold more.
        StageFolder stage = service.Stage.Length > 0 ? new StageFolder(service.Stage) : StageFolder.OfFacts(service.Facts[0]);
        ManifestSet manifests = await ManifestStage.ReadAsync(stage, cancellationToken).ConfigureAwait(false) ?? ManifestSet.Of([]);
        var workloads = new WorkloadSet(manifests);
        Workload? workload = workloads.Workloads.FirstOrDefault(w => w.Object.Name == service.Name);
        WorkloadContainer? container = workload?.Containers.FirstOrDefault(static c => c.IsMain);
        ServiceSettings told = StageJson.TryRead(stage.ManifestSettings, StageJson.Default.ServiceSettings) ?? new ServiceSettings(facts.Manifests.Settings, []);
        IReadOnlyDictionary<string, string> variables = container is null ? ImmutableDictionary<string, string>.Empty : workloads.ReadableVariables(container);
        ImmutableArray<SolutionPort> ports = [.. manifests.Objects.Where(o => o.Kind == "Service" && o.Name == service.Name).Take(1).SelectMany(s => PortsOf(s, container))];
        return new SolutionMember
        {
            Name = service.Name,
            Project = Path.GetFileNameWithoutExtension(facts.Identity.ProjectFile),
            Repository = facts.Destination.Repository,
            LaunchPorts = [.. LaunchSettings.Ports(Path.GetDirectoryName(facts.Identity.ProjectFile)!).Distinct()],
            Ports = ports,
            OpenPorts = OutwardPorts.Of(manifests, service.Name, ports),
            Settings = told.Settings,
            Addresses = told.Addresses,
            Given = told.Settings.Where(s => variables.TryGetValue(s.Name, out string? value) && value != s.Default && !value.Contains("${", StringComparison.Ordinal))
                .DistinctBy(static s => s.Name, StringComparer.Ordinal).ToImmutableDictionary(static s => s.Name, s => variables[s.Name]),
            IsLabelled = workload?.PodLabels.TextAt("app.kubernetes.io/name") == service.Name,
        };
    }

    private static IEnumerable<SolutionPort> PortsOf(ManifestObject service, WorkloadContainer? container)
    {
        foreach (YamlMapping port in service.Root.ItemsAt("spec", "ports").OfType<YamlMapping>().Where(static p => p.TextAt("protocol") is null or "TCP"))
        {
            if ((port["port"] as YamlScalar)?.AsInteger() is { } number && (container?.PortOf(port["targetPort"] ?? port["port"])?.Number ?? number) is var target && number is > 0 and <= 65535 && target is > 0 and <= 65535)
            {
                yield return new SolutionPort(port.TextAt("name") ?? "", (int)number, (int)target, port.TextAt("appProtocol"));
            }
        }
    }
}
