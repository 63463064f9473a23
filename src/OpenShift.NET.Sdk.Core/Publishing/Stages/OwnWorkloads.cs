using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The workloads of some of the user's own manifests, as far as they decide what is generated beside them and what the start-up guard names.</summary>
/// <param name="Any">Whether there is one at all.</param>
/// <param name="Kind">Kind of the one with the application's name; <see langword="null"/> when none has it.</param>
internal sealed record OwnWorkloads(bool Any, string? Kind)
{
    /// <summary>There are none.</summary>
    public static OwnWorkloads None { get; } = new(false, null);

    /// <summary>Those of some files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="name">Name of the application: what a Template's parameter NAME stands for.</param>
    public static OwnWorkloads Of(ImmutableArray<ManifestFile> files, string name)
    {
        if (files.IsEmpty)
        {
            return None;
        }

        ImmutableArray<Workload> all = new WorkloadSet(ManifestSet.Of(files)).Workloads;
        return new OwnWorkloads(!all.IsEmpty, all.FirstOrDefault(w => w.Object.Name.Replace("${NAME}", name, StringComparison.Ordinal) == name)?.Kind);
    }
}
