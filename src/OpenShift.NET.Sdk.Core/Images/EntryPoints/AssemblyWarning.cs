namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>Something the user should know of that does not stop the assembly.</summary>
/// <param name="Code">The diagnostic code.</param>
/// <param name="Seen">What was seen, one sentence without its final full stop.</param>
/// <param name="Remedy">What to do, one sentence with its final full stop.</param>
public sealed record AssemblyWarning(string Code, string Seen, string Remedy);
