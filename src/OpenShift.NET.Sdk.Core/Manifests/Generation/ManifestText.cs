namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>A generated file that is not YAML.</summary>
/// <param name="Path">Path relative to the manifest folder with <c>/</c>.</param>
/// <param name="Content">Its content, lines end with LF.</param>
public sealed record ManifestText(string Path, string Content);
