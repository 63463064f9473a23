namespace OpenShift.NET.Sdk.Projects;

/// <summary>A name with a value: a label, an environment variable, an annotation.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; can be empty.</param>
public sealed record NamedValue(string Name, string Value);
