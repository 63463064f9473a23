using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Images.Blobs;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>What a path to be written stands for.</summary>
/// <param name="Path">The path without symbolic links, so that what is written reaches what a link points to and the link stays.</param>
/// <param name="IsFile">Whether it is a regular file or nothing yet, and so may be replaced by another file. What is no regular file (a device, a FIFO, a socket, an open file of a process) is written into.</param>
internal sealed partial record OutputPlace(string Path, bool IsFile)
{
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const int CurrentDirectory = -100;
    private const uint TypeAndMode = 0x3;
    private const int ModeOffset = 28;

    /// <summary>Number of the open file of this process that the path names; <see langword="null"/> when it names none.</summary>
    public int? Descriptor => RealPath.DescriptorOf(Path);

    /// <summary>Finds out.</summary>
    public static OutputPlace Of(string path)
    {
        string real = RealPath.Of(path);
        return new OutputPlace(real, RealPath.DescriptorOf(real) is null && IsReplaceable(real));
    }

    private static bool IsReplaceable(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // statx(2): the same on every architecture, unlike stat(2). stx_mode is at byte 28.
                byte[] result = new byte[256];
                return StatX(CurrentDirectory, path, 0, TypeAndMode, ref result[0]) != 0
                    || (BitConverter.ToUInt16(result, ModeOffset) & TypeMask) is RegularFile or Folder;
            }
            catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
            {
                // A C library older than the call: where devices are is known too.
            }
        }

        return !path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/proc/", StringComparison.Ordinal);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte result);
}
