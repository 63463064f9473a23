namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>A library that is needed and not there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NeededBy">Path of the file that needs it.</param>
internal sealed record MissingLibrary(string Name, string NeededBy);
