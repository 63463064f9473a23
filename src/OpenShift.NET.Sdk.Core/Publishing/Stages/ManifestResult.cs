using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Generation;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>What the stage Manifests has to say.</summary>
/// <param name="Files">Paths of the files relative to their folder, ordered; empty when the project wants none.</param>
/// <param name="Notes">What the manifests would gain from.</param>
/// <param name="Reused">Whether nothing had changed since they were generated.</param>
public sealed record ManifestResult(ImmutableArray<string> Files, ImmutableArray<ManifestNote> Notes, bool Reused);
