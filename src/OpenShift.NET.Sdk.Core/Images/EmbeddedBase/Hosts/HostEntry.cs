using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase.Hosts;

/// <summary>One entry of the host's file system, a link not followed.</summary>
/// <param name="Kind">Kind of entry; <see langword="null"/> when there is none at the path.</param>
/// <param name="Size">Size in bytes of a regular file.</param>
/// <param name="Modified">Modification time in ticks (100 ns) since 0001-01-01 UTC.</param>
/// <param name="LinkTarget">Target of a symbolic link as written.</param>
/// <param name="Executable">Whether anyone may execute the file.</param>
internal readonly record struct HostEntry(FileKind? Kind, long Size = 0, long Modified = 0, string? LinkTarget = null, bool Executable = false)
{
    /// <summary>Looks at a path of the file system.</summary>
    public static HostEntry At(string physicalPath)
    {
        var info = new FileInfo(physicalPath);
        FileAttributes attributes = info.Attributes;
        if ((int)attributes == -1)
        {
            return default;
        }

        long modified = info.LastWriteTimeUtc.Ticks;
        if ((attributes & FileAttributes.ReparsePoint) != 0 && info.LinkTarget is { } target)
        {
            return new HostEntry(FileKind.SymbolicLink, 0, modified, target);
        }

        return (attributes & FileAttributes.Directory) != 0
            ? new HostEntry(FileKind.Directory, 0, modified)
            : new HostEntry(FileKind.File, info.Length, modified, null, OperatingSystem.IsWindows() || (info.UnixFileMode & AnyExecute) != 0);
    }

    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
