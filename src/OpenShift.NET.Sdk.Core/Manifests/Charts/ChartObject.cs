using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>An object of the merged Template on its way into a chart.</summary>
/// <param name="File">File name of its template, without the ending.</param>
/// <param name="Root">The object, its parameters not yet put in.</param>
/// <param name="Condition">The pipeline that decides whether it is rendered; <see langword="null"/> for always.</param>
internal sealed record ChartObject(string File, YamlMapping Root, string? Condition);
