using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Charts;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>The workloads of the user's own manifests, as far as they decide what is generated beside them and what the start-up guard names.</summary>
/// <param name="Any">Whether there is one at all.</param>
/// <param name="Kind">Kind of the one with the application's name; <see langword="null"/> when none has it.</param>
internal sealed record OwnWorkloads(bool Any, string? Kind)
{
    /// <summary>There are none.</summary>
    public static OwnWorkloads None { get; } = new(false, null);

    /// <summary>Those of some files; files for charts alone make none that a name could be told of.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="name">Name of the application: what a Template's parameter NAME stands for.</param>
    public static OwnWorkloads Of(ImmutableArray<ManifestFile> sources, string name)
    {
        ImmutableArray<Workload> all = sources.IsEmpty ? [] : new WorkloadSet(ManifestSet.Of(sources)).Workloads;
        ImmutableArray<ManifestFile> merged = [.. sources.Where(static s => !ChartGenerator.IsForChartsAlone(s.Path))];
        Workload? own = merged.IsEmpty ? null : new WorkloadSet(ManifestSet.Of(merged)).Workloads.FirstOrDefault(w => w.Object.Name.Replace("${NAME}", name, StringComparison.Ordinal) == name);
        return new OwnWorkloads(!all.IsEmpty, own?.Kind);
    }

    /// <summary>Those of a project. What cannot be read is the manifests' error, and told there.</summary>
    public static async Task<OwnWorkloads> ReadAsync(ProjectFacts facts, CancellationToken cancellationToken)
    {
        if (!facts.Manifests.IsWanted || !facts.Guard.IsCompiledIn || facts.Manifests.Sources.IsEmpty)
        {
            return None;
        }

        try
        {
            var sources = ImmutableArray.CreateBuilder<ManifestFile>();
            foreach (string source in facts.Manifests.Sources.Where(s => facts.Manifests.Helm || !ChartGenerator.IsForChartsAlone(s)))
            {
                sources.Add(await ManifestFileReader.ReadAsync(source, "openshift/" + Path.GetFileName(source), cancellationToken).ConfigureAwait(false));
            }

            return Of(sources.ToImmutable(), facts.Manifests.Name);
        }
        catch (OpenShiftException)
        {
            return None;
        }
    }
}
