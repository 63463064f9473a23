namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>One package as its database records it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version as written; RPM's is <c>version-release</c>.</param>
/// <param name="Vendor">Vendor, where the database knows it (RPM tag 1011).</param>
public sealed record InstalledPackage(string Name, string Version, string? Vendor = null);
