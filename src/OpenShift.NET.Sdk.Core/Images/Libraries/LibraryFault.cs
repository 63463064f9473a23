namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>Why a dynamic loader does not load a file.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Name">The loader, library, or symbol version that is needed.</param>
/// <param name="NeededBy">Path of the file that needs it: the file itself or one of the libraries it needs.</param>
/// <param name="Library">For a symbol version: the library that lacks it.</param>
internal sealed record LibraryFault(LibraryFaultKind Kind, string Name, string NeededBy, string? Library = null);
