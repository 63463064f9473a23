namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>Tags of an RPM header (rpm, include/rpm/rpmtag.h).</summary>
internal static class RpmTag
{
    /// <summary>Name.</summary>
    public const int Name = 1000;

    /// <summary>Version.</summary>
    public const int Version = 1001;

    /// <summary>Release.</summary>
    public const int Release = 1002;

    /// <summary>Vendor.</summary>
    public const int Vendor = 1011;

    /// <summary>Mode of each file.</summary>
    public const int FileModes = 1030;

    /// <summary>Flags of each file.</summary>
    public const int FileFlags = 1037;

    /// <summary>Index of each file's folder.</summary>
    public const int DirIndexes = 1116;

    /// <summary>Name of each file in its folder.</summary>
    public const int BaseNames = 1117;

    /// <summary>Folders, each with a slash at its end.</summary>
    public const int DirNames = 1118;
}
