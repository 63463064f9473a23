namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>A node of a YAML document (YAML 1.2, chapter 3.2.1), as far as Kubernetes knows them: mapping, sequence, scalar. Immutable; anchors are resolved when a text is read.</summary>
public abstract record YamlNode
{
    private protected YamlNode()
    {
    }

    /// <summary>Where the node stands in its text.</summary>
    public YamlMark Mark { get; init; }
}
