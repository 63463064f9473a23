using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Charts;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The user's own manifest files, and their workloads: those of the files that everything is made of, and those of the chart, which has files of its own besides.</summary>
internal sealed class OwnManifests
{
    private OwnManifests(ImmutableArray<ManifestFile> all, ManifestFacts wanted)
    {
        All = all;
        Merged = [.. all.Where(static s => !ChartGenerator.IsForChartsAlone(s.Path))];
        Workloads = OwnWorkloads.Of(Merged, wanted.Name);
        ChartWorkloads = Merged.Length == all.Length ? Workloads : OwnWorkloads.Of(all, wanted.Name);
        Deployed = wanted is { Template: false, Kubernetes: false } ? ChartWorkloads : Workloads;
    }

    /// <summary>Every file, also those for charts alone when a chart is written.</summary>
    public ImmutableArray<ManifestFile> All { get; }

    /// <summary>The files that Template and Kubernetes files are made of.</summary>
    public ImmutableArray<ManifestFile> Merged { get; }

    /// <summary>What Template and Kubernetes files have.</summary>
    public OwnWorkloads Workloads { get; }

    /// <summary>What the chart has.</summary>
    public OwnWorkloads ChartWorkloads { get; }

    /// <summary>What a start-up guard may name: only what a chart has where nothing else is written.</summary>
    public OwnWorkloads Deployed { get; }

    /// <summary>Reads them.</summary>
    /// <exception cref="OpenShiftException">OSC005n: a file is no manifest.</exception>
    public static async Task<OwnManifests> ReadAsync(ManifestFacts wanted, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<ManifestFile>();
        foreach (string source in wanted.Sources.Where(s => wanted.Helm || !ChartGenerator.IsForChartsAlone(s)))
        {
            files.Add(await ManifestFileReader.ReadAsync(source, "openshift/" + Path.GetFileName(source), cancellationToken).ConfigureAwait(false));
        }

        return new OwnManifests(files.ToImmutable(), wanted);
    }

    /// <summary>The workloads that the guard of a project may name. What cannot be read is the manifests' error, and told there.</summary>
    public static async Task<OwnWorkloads> DeployedAsync(ProjectFacts facts, CancellationToken cancellationToken)
    {
        if (!facts.Manifests.IsWanted || !facts.Guard.IsCompiledIn || facts.Manifests.Sources.IsEmpty)
        {
            return OwnWorkloads.None;
        }

        try
        {
            return (await ReadAsync(facts.Manifests, cancellationToken).ConfigureAwait(false)).Deployed;
        }
        catch (OpenShiftException)
        {
            return OwnWorkloads.None;
        }
    }
}
