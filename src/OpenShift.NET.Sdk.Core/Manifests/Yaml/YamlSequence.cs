using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>A sequence.</summary>
/// <param name="Items">Its items.</param>
public sealed record YamlSequence(ImmutableArray<YamlNode> Items) : YamlNode;
