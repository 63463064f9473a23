namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Kind of a file system entry.</summary>
public enum FileKind
{
    /// <summary>Regular file.</summary>
    File,

    /// <summary>Folder.</summary>
    Directory,

    /// <summary>Symbolic link.</summary>
    SymbolicLink,

    /// <summary>Device, FIFO or socket.</summary>
    Other,
}
