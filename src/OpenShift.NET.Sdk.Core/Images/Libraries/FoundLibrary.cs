namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>A library as a dynamic loader finds it.</summary>
/// <param name="Name">The name it is asked for by, for example <c>libssl.so.3</c>.</param>
/// <param name="Path">Path it is found at; links not followed.</param>
/// <param name="RealPath">Path of the file itself.</param>
/// <param name="ThroughRunPath">Whether it is found because the file that needs it says where, rather than in a folder of the system.</param>
internal sealed record FoundLibrary(string Name, string Path, string RealPath, bool ThroughRunPath);
