namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Whose records a package database holds.</summary>
public enum PackageDatabaseKind
{
    /// <summary>dpkg (Debian, Ubuntu; distroless images keep one file a package).</summary>
    Dpkg,

    /// <summary>apk (Alpine, Wolfi).</summary>
    Apk,

    /// <summary>chisel (chiselled Ubuntu).</summary>
    Chisel,

    /// <summary>RPM (Red Hat, Fedora, SUSE), in any of its three formats.</summary>
    Rpm,

    /// <summary>The packages a .NET application was built from (<c>*.deps.json</c>).</summary>
    NuGet,
}
