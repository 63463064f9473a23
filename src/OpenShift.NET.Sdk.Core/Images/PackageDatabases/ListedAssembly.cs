namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>An assembly that a <c>.deps.json</c> lists among those the application runs with (assets of kind <c>runtime</c>).</summary>
/// <param name="Library">The library it is of, <c>NAME/VERSION</c>.</param>
/// <param name="File">Where the host looks for it, seen from the application's folder.</param>
public sealed record ListedAssembly(string Library, string File);
