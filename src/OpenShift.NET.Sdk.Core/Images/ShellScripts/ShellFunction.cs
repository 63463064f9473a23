namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>The definition of a function.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">Its name.</param>
/// <param name="Body">What a call runs.</param>
internal sealed record ShellFunction(ShellPosition Position, string Name, ShellCommand Body) : ShellCommand(Position);
