namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>What a path is.</summary>
internal enum UnixFileType
{
    /// <summary>A device, a pipe or a socket.</summary>
    Other,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>Overlayfs' sign that a file of a lower folder is gone.</summary>
    Whiteout,
}
