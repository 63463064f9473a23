namespace OpenShift.NET.Sdk.Publishing.CommonLibraries;

/// <summary>A library that could not be restored.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Reason">What NuGet said, one line; empty when it said nothing.</param>
internal sealed record LibraryFailure(string Name, string Version, string Reason);
