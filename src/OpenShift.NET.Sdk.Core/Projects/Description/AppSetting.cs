namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>One setting of a settings file. A class: dictionaries over structures are compiled anew in every process.</summary>
/// <param name="Key">The key, <c>Section:Key</c>.</param>
/// <param name="Value">The value as .NET's configuration reads it.</param>
/// <param name="File">Name of the file, for example <c>appsettings.json</c>.</param>
/// <param name="Line">Line of its name, or of its value in an array, counted from 1.</param>
/// <param name="Column">Column of that, counted from 1.</param>
internal sealed record AppSetting(string Key, string Value, string File, int Line, int Column);
