using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Templates;

/// <summary>A parameter of an OpenShift Template (<c>template.openshift.io/v1</c>, <c>Parameter</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Root">The parameter as it stands.</param>
public sealed record TemplateParameter(string Name, YamlMapping Root)
{
    /// <summary>The default; empty when there is none.</summary>
    public string Value => Root.TextAt("value") ?? "";

    /// <summary>The generator, <c>expression</c>; <see langword="null"/> for none.</summary>
    public string? Generate => Root.TextAt("generate") is { Length: > 0 } generate ? generate : null;

    /// <summary>The pattern of the generator.</summary>
    public string? From => Root.TextAt("from");

    /// <summary>Whether the template cannot be processed without a value.</summary>
    public bool Required => (Root["required"] as YamlScalar)?.AsBoolean() == true;

    /// <summary>Whether only processing gives it a value: it is generated, or must be given. <c>${NAME}</c> then stays as it is.</summary>
    public bool IsOpen => Value.Length == 0 && (Generate is not null || Required);

    /// <summary>Where the name stands.</summary>
    public YamlMark Mark => Root["name"]?.Mark ?? Root.Mark;
}
