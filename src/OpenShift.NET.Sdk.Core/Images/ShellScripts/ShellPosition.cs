namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>A place in a script.</summary>
/// <param name="Line">Line, the first one 1.</param>
/// <param name="Column">Column in characters, the first one 1.</param>
internal readonly record struct ShellPosition(int Line, int Column);
