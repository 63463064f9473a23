namespace OpenShift.NET.Sdk.Guidelines.EditorConfigs;

/// <summary>An .editorconfig file as it was read.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Text">Content.</param>
public sealed record EditorConfigFile(string Path, string Text);
