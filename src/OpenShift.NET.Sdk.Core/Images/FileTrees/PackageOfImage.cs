using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>One package of an image.</summary>
/// <param name="Package">The package.</param>
/// <param name="Kind">Whose database names it.</param>
/// <param name="Database">The database's file.</param>
/// <param name="Origin">Whose the package is: the application's when the base image has none of this name.</param>
public sealed record PackageOfImage(InstalledPackage Package, PackageDatabaseKind Kind, FileVersion Database, Origin Origin);
