namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>A property of the project that does what an instruction did.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">Line of the instruction.</param>
internal sealed record MigratedProperty(string Name, string Value, int Line);
