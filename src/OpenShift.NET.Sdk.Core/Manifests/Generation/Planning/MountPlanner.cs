using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>The folders that are writable under a read-only root: <c>/tmp</c>, the project's writable paths, and the volumes the image declares.</summary>
internal static class MountPlanner
{
    /// <summary>Size of a claim for which the project names none.</summary>
    public const string DefaultClaimSize = "1Gi";

    // ASP.NET Core buffers uploads here, several requests at once; beyond the limit the pod is evicted.
    private const string TemporarySize = "256Mi";

    public static ImmutableArray<WorkloadMount> Plan(ImmutableArray<WritablePath> writable, ExecutionConfig config)
    {
        var mounts = ImmutableArray.CreateBuilder<WorkloadMount>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (WritablePath path in writable)
        {
            if (path.Volume != VolumeKind.None && paths.Add(Normal(path.Path)))
            {
                string? size = path.Volume == VolumeKind.Claim ? path.Size ?? DefaultClaimSize : path.Size;
                mounts.Add(new WorkloadMount(NameOf(path.Path, names), Normal(path.Path), path.Volume, size, path.AccessMode, $"OpenShiftWritablePath Include=\"{path.Path}\""));
            }
        }

        foreach (string volume in config.Volumes?.Keys ?? [])
        {
            if (!writable.Any(p => Normal(p.Path) == Normal(volume)) && paths.Add(Normal(volume)))
            {
                mounts.Add(new WorkloadMount(NameOf(volume, names), Normal(volume), VolumeKind.EmptyDir, null, "", $"A volume that the image declares; OpenShiftWritablePath Include=\"{volume}\" Volume=\"Claim\" keeps its content."));
            }
        }

        if (!writable.Any(p => Normal(p.Path) == "/tmp") && paths.Add("/tmp"))
        {
            mounts.Add(new WorkloadMount(NameOf("/tmp", names), "/tmp", VolumeKind.EmptyDir, TemporarySize, "", "Temporary files; OpenShiftWritablePath Include=\"/tmp\" Size=\"…\" changes the limit."));
        }

        return [.. mounts.OrderBy(m => m.Path, StringComparer.Ordinal)];
    }

    private static string Normal(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private static string NameOf(string path, HashSet<string> taken)
    {
        string last = path.TrimEnd('/');
        string name = GeneratedName.From(last[(last.LastIndexOf('/') + 1)..], "data");
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        return unique;
    }
}
