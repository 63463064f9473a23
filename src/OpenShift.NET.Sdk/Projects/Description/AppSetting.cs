namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>One setting. A class: dictionaries over structures are compiled anew in every process.</summary>
/// <param name="Value">The value.</param>
/// <param name="File">The file it comes from.</param>
internal sealed record AppSetting(string Value, string File);
