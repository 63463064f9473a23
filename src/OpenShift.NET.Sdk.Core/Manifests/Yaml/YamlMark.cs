namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>A place in a YAML text.</summary>
/// <param name="Line">Line, counted from 1; 0 for a node that was made, not read.</param>
/// <param name="Column">Column, counted from 1; 0 for a node that was made, not read.</param>
public readonly record struct YamlMark(int Line, int Column)
{
    /// <summary>Full path of the file where the user wrote the node, when that is another file than the one it was read from; <see langword="null"/> otherwise.</summary>
    public string? File { get; init; }
}
