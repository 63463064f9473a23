using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>What was generated.</summary>
/// <param name="Files">The YAML files, ordered by path.</param>
/// <param name="Texts">The other files: <c>SETTINGS.md</c> and the example of a secret file, ordered by path.</param>
/// <param name="Notes">What the user is told besides.</param>
public sealed record GeneratedManifests(ImmutableArray<ManifestFile> Files, ImmutableArray<ManifestText> Texts, ImmutableArray<ManifestNote> Notes);
