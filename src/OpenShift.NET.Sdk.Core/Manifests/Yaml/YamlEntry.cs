namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key; Kubernetes knows only text.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(string Key, YamlNode Value)
{
    /// <summary>Where the key stands in its text.</summary>
    public YamlMark Mark { get; init; }

    /// <summary>What is written above the key as a comment, without <c>#</c>, lines separated by LF; comments of a text are not kept when it is read.</summary>
    public string? Comment { get; init; }
}
