using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>The chart of a service of a solution.</summary>
/// <param name="Name">Name of the chart, which is that of the service's objects.</param>
/// <param name="Files">Its files by their paths in it.</param>
internal sealed record SolutionChartPart(string Name, ImmutableSortedDictionary<string, string> Files)
{
    /// <summary>Its <c>Chart.yaml</c>.</summary>
    public YamlMapping Chart => Read(ChartFile.FileName) ?? YamlMapping.Empty;

    /// <summary>A file of it; <see langword="null"/> when it has none of this name.</summary>
    public YamlMapping? Read(string path) => Files.TryGetValue(path, out string? text) && YamlReader.ReadText(text, path) is [{ } root, ..] ? root : null;
}
