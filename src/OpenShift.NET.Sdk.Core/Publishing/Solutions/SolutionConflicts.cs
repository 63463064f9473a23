using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>What only shows when the projects of a solution are seen together, before any of them is delivered.</summary>
public static class SolutionConflicts
{
    /// <summary>Finds projects that would replace each other's images (OSC0073) or, in a cluster, each other's objects (OSC0074).</summary>
    /// <param name="projects">Facts of the projects, those of all platforms for each.</param>
    /// <returns>Errors and warnings, each at the project that comes later.</returns>
    public static ImmutableArray<CheckMessage> Find(ImmutableArray<ImmutableArray<ProjectFacts>> projects)
    {
        var found = ImmutableArray.CreateBuilder<CheckMessage>();
        var images = new Dictionary<string, ProjectFacts>(StringComparer.Ordinal);
        var names = new Dictionary<string, ProjectFacts>(StringComparer.Ordinal);
        foreach (ProjectFacts facts in projects.Where(static p => !p.IsEmpty).Select(static p => p[0]))
        {
            string? taken = PlacesOf(facts.Destination).FirstOrDefault(p => !images.TryAdd(p, facts));
            if (taken is not null)
            {
                found.Add(new CheckMessage(
                    Severity.Error,
                    ToolCodes.SameDestination,
                    $"The image goes to {taken}, and so does that of {File(images[taken])}: one would replace the other. Set ContainerRepository in each project rather than for the whole solution (ContainerArchiveOutputPath to a folder, with a / at its end).",
                    new SourceLocation(facts.Identity.ProjectFile)));
            }

            if (facts.Manifests.IsWanted && !names.TryAdd(facts.Manifests.Name, facts))
            {
                found.Add(new CheckMessage(
                    Severity.Warning,
                    ToolCodes.SameName,
                    $"The objects of the manifests are named {facts.Manifests.Name}, as those of {File(names[facts.Manifests.Name])} are: in one namespace one would replace the other. Set OpenShiftName in each project.",
                    new SourceLocation(facts.Identity.ProjectFile)));
            }
        }

        return found.ToImmutable();
    }

    private static IEnumerable<string> PlacesOf(DestinationFacts destination) => destination switch
    {
        { ArchivePath: { } path } => [path],
        { Registry: { } registry } => destination.Tags.Select(t => $"{registry}/{destination.Repository}:{t}"),
        _ => destination.Tags.Select(t => $"{destination.Repository}:{t}"),
    };

    private static string File(ProjectFacts facts) => Path.GetFileName(facts.Identity.ProjectFile);
}
