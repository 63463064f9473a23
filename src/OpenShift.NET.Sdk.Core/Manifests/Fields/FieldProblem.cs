using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Fields;

/// <summary>A field that the API does not have or would not take.</summary>
/// <param name="Path">Where it is in the object, <c>spec.template.spec.containers[0].imgae</c>.</param>
/// <param name="Seen">What is wrong, a predicate.</param>
/// <param name="Mark">Where it stands.</param>
/// <param name="Suggestion">The field that was probably meant; <see langword="null"/> for none.</param>
internal sealed record FieldProblem(string Path, string Seen, YamlMark Mark, string? Suggestion = null);
