using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>One YAML file with its documents.</summary>
/// <param name="Path">Path relative to the manifest folder with <c>/</c>, for example <c>kubernetes/deployment.yaml</c>; also what findings call it.</param>
/// <param name="Documents">Its documents, comments included where they were made here.</param>
public sealed record ManifestFile(string Path, ImmutableArray<YamlMapping> Documents)
{
    /// <summary>Full path of the file on disk; <see langword="null"/> before it is written.</summary>
    public string? FullPath { get; init; }

    /// <summary>What is written on top of the file as a comment, without <c>#</c>, lines separated by LF.</summary>
    public string? Comment { get; init; }
}
