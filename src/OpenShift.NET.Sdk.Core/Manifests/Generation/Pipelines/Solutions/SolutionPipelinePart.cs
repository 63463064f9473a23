using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>What the pipelines of a solution are made of: one service.</summary>
/// <param name="Name">The name of its objects.</param>
/// <param name="Facts">What the project says.</param>
/// <param name="Files">The documents of its own files for clusters by file name, what the project has written by hand merged in.</param>
/// <param name="HasSecrets">Whether it wants a Secret that somebody else makes.</param>
public sealed record SolutionPipelinePart(string Name, ProjectFacts Facts, ImmutableSortedDictionary<string, ImmutableArray<YamlMapping>> Files, bool HasSecrets)
{
    internal PipelineImage Image => new(Facts, Name);

    internal string Variable => ServiceVariable.OfImage(Name);

    internal bool AsksFor(PipelineKind kind) => Facts.Pipelines.Kinds.Contains(kind);

    /// <summary>The documents of one of its files; none when it has no such file.</summary>
    internal ImmutableArray<YamlMapping> Documents(string fileName) => Files.TryGetValue(fileName, out ImmutableArray<YamlMapping> documents) ? documents : [];
}
