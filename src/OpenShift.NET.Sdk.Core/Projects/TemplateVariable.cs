namespace OpenShift.NET.Sdk.Projects;

/// <summary>A variable of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasDefault">Whether the template names a value for it (<c>${NAME:-value}</c>).</param>
/// <param name="Line">Line of its first use.</param>
public sealed record TemplateVariable(string Name, bool HasDefault, int Line);
