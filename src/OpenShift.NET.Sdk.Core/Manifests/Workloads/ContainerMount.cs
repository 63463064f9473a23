using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Workloads;

/// <summary>A volume mounted into a container.</summary>
/// <param name="Path"><c>mountPath</c>, without a trailing slash.</param>
/// <param name="IsReadOnly">Whether nothing can be written there.</param>
/// <param name="Volume">The pod's volume; of a StatefulSet's claim template a volume with that claim; <see langword="null"/> when there is none of that name.</param>
/// <param name="Root">The entry of <c>volumeMounts</c>.</param>
public sealed record ContainerMount(string Path, bool IsReadOnly, YamlMapping? Volume, YamlMapping Root)
{
    /// <summary>Whether what is written is lost with the pod.</summary>
    public bool IsEmptyDir => Volume?["emptyDir"] is not null;

    /// <summary>Whether a path lies in the mounted folder.</summary>
    public bool Holds(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path == "/" || path == Path || path.StartsWith(Path + "/", StringComparison.Ordinal);
    }
}
