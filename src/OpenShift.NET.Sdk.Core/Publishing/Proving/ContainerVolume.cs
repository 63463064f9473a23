using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>A volume of a container.</summary>
/// <param name="Path">Where it is mounted.</param>
/// <param name="IsReadOnly">Whether nothing can be written.</param>
/// <param name="Files">Its files by relative path, as a ConfigMap or Secret gives them; empty for a fresh folder that group 0 can write. A single one of the empty name: <paramref name="Path"/> itself is that file (<c>subPath</c>).</param>
/// <param name="SharedAs">Volumes of this name are one and the same in all containers of the scene (a claim); <see langword="null"/> for one of its own (emptyDir).</param>
internal sealed record ContainerVolume(string Path, bool IsReadOnly, ImmutableDictionary<string, byte[]> Files, string? SharedAs = null);
