using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests;

/// <summary>One Kubernetes or OpenShift object of the manifests; an object of a Template with the Template's parameters put in.</summary>
/// <param name="Root">The object.</param>
/// <param name="File">The file it stands in; nodes of <paramref name="Root"/> keep their marks in that file.</param>
public sealed record ManifestObject(YamlMapping Root, ManifestFile File)
{
    /// <summary><c>apiVersion</c>; empty when it is missing.</summary>
    public string ApiVersion => Root.TextAt("apiVersion") ?? "";

    /// <summary><c>kind</c>; empty when it is missing.</summary>
    public string Kind => Root.TextAt("kind") ?? "";

    /// <summary><c>metadata.name</c>; empty when it is missing.</summary>
    public string Name => Root.TextAt("metadata", "name") ?? "";

    /// <summary>The Template the object comes from; <see langword="null"/> when it stands by itself.</summary>
    public ManifestObject? Template { get; init; }

    /// <summary>The place of a node of the object: in the file the user wrote it in, where that is known.</summary>
    public SourceLocation PlaceOf(YamlMark mark) => new(mark.File ?? File.FullPath ?? File.Path, mark.Line, mark.Column);
}
