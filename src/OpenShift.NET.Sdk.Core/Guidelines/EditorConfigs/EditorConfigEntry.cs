namespace OpenShift.NET.Sdk.Guidelines.EditorConfigs;

/// <summary>One <c>key = value</c> that applies to a file.</summary>
/// <param name="Key">The key, in lower case.</param>
/// <param name="Value">The value as written.</param>
/// <param name="File">Full path of the .editorconfig file.</param>
/// <param name="Line">Line in it, counted from 1.</param>
internal sealed record EditorConfigEntry(string Key, string Value, string File, int Line);
