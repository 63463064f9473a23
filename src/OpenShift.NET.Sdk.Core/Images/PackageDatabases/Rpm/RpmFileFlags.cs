namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>Flags of a packaged file (rpm, include/rpm/rpmfiles.h).</summary>
internal static class RpmFileFlags
{
    /// <summary>Configuration (1), documentation (2), may be missing (8), not replaced (16), ghost (64): files that a package itself expects to change or be absent.</summary>
    public const long MayChange = 1 | 2 | 8 | 16 | 64;
}
