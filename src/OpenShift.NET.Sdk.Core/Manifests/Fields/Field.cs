namespace OpenShift.NET.Sdk.Manifests.Fields;

/// <summary>A field of an API type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRequired">Whether the API demands it.</param>
/// <param name="Shape">Containers around the value, the outermost first: <c>[</c> a sequence, <c>{</c> a mapping with free keys.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Object">Name of the API type for <see cref="FieldType.Object"/>.</param>
internal sealed record Field(string Name, bool IsRequired, string Shape, FieldType Type, string Object);
