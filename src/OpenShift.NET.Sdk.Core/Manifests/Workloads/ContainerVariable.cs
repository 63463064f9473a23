using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Workloads;

/// <summary>An environment variable of a container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; <see langword="null"/> when it comes from elsewhere.</param>
/// <param name="Root">The entry of <c>env</c>.</param>
public sealed record ContainerVariable(string Name, string? Value, YamlMapping Root)
{
    /// <summary>Where the value stands, or else the entry.</summary>
    public YamlMark Mark => Root["value"]?.Mark ?? Root["valueFrom"]?.Mark ?? Root.Mark;
}
