using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>
/// Opens files that somebody else has put where they lie. Opening a pipe waits for whoever writes into it, and a device has no end: neither is opened as a file is.
/// </summary>
internal static partial class RegularFile
{
    private const int LinuxNonBlocking = 0x800;
    private const int LinuxCloseOnExec = 0x80000;
    private const int MacNonBlocking = 0x4;
    private const int MacCloseOnExec = 0x1000000;

    /// <summary>Opens a file for reading, symbolic links followed.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="options">What .NET is to know of the reading.</param>
    /// <exception cref="FileNotFoundException">There is nothing.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    /// <exception cref="NotSupportedException">It is a pipe, a socket or a device.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafeFileHandle Open(string path, FileOptions options)
    {
        if (IsNoFile(path))
        {
            throw new NotSupportedException("it is a pipe, a socket or a device");
        }

        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, options);
    }

    // Without waiting an end of a pipe opens at once and cannot be sought in; sockets do not open at all. Whatever else goes wrong is told when the file is opened as usual.
    private static bool IsNoFile(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        int flags = OperatingSystem.IsMacOS() ? MacNonBlocking | MacCloseOnExec : LinuxNonBlocking | LinuxCloseOnExec;
        try
        {
            using var handle = new SafeFileHandle(OpenFile(path, flags), ownsHandle: true);
            if (handle.IsInvalid)
            {
                const int NoSuchDeviceOrAddress = 6;
                return Marshal.GetLastPInvokeError() == NoSuchDeviceOrAddress;
            }

            // A file without a size that has content all the same is a device (or of a file system like /proc, where no image lies).
            return Seek(handle, 0, 1) < 0 || (RandomAccess.GetLength(handle) == 0 && HasContent(handle));
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return e is NotSupportedException;
        }
    }

    private static bool HasContent(SafeFileHandle handle)
    {
        Span<byte> one = stackalloc byte[1];
        return RandomAccess.Read(handle, one, 0) > 0;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int whence);
}
