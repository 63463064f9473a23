namespace OpenShift.NET.Sdk.Code;

/// <summary>A NuGet package the application runs with.</summary>
/// <param name="Name">Package id.</param>
/// <param name="Version">Version.</param>
public sealed record CodePackage(string Name, string Version);
