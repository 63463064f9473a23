using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>A Helm chart.</summary>
/// <param name="Template">The Template it was made of, the user's files merged in; its path is the folder of the chart's templates. It is not written.</param>
/// <param name="Files">The files of the chart, ordered by path.</param>
public sealed record GeneratedChart(ManifestFile Template, ImmutableArray<ManifestText> Files);
