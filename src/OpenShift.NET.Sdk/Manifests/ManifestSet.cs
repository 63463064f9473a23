using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Manifests;

/// <summary>The manifests of one publish as the rules see them.</summary>
/// <param name="Files">The files, ordered by path.</param>
/// <param name="Objects">Every object of every file, List kinds opened, in the order of files and documents; a Template is there itself and is followed by its objects, expanded with its parameters' defaults.</param>
public sealed record ManifestSet(ImmutableArray<ManifestFile> Files, ImmutableArray<ManifestObject> Objects);
