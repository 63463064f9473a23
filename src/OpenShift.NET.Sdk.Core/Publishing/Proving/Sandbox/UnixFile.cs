using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>What the BCL does not offer of files and processes: no link is ever followed at the end of a path.</summary>
internal static partial class UnixFile
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int TypeMask = 0xF000;
    private const uint CharacterDevice = 0x2000;
    private const int Exists = 17;
    private const int NameTooLong = 36;

    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>What is at a path; <see langword="null"/> when there is nothing, or it cannot be told.</summary>
    public static UnixStatus? StatusOf(string path)
    {
        // statx(2): the same on every architecture, unlike stat(2).
        Span<byte> result = stackalloc byte[256];
        if (StatX(CurrentDirectory, path, NoFollow, BasicStats, ref result[0]) != 0)
        {
            return null;
        }

        int mode = MemoryMarshal.Read<ushort>(result[28..]);
        bool isWhiteout = MemoryMarshal.Read<ulong>(result[128..]) == 0;
        UnixFileType type = (mode & TypeMask) switch
        {
            0x8000 => UnixFileType.File,
            0x4000 => UnixFileType.Directory,
            0xA000 => UnixFileType.SymbolicLink,
            0x2000 when isWhiteout => UnixFileType.Whiteout,
            _ => UnixFileType.Other,
        };
        return new UnixStatus(type, mode & 0xFFF, MemoryMarshal.Read<long>(result[40..]));
    }

    /// <summary>Makes a folder; <see langword="false"/> when something is in its place.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static bool TryMakeFolder(string path, int mode)
    {
        if (MakeDirectory(path, (uint)mode) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == Exists ? false : throw Failure(path);
    }

#pragma warning disable CA1416 // Nothing of this is reached on Windows.
    /// <summary>Sets the permission bits of a file or folder.</summary>
    public static void SetMode(string path, int mode) => File.SetUnixFileMode(path, (UnixFileMode)mode);

    /// <summary>Sets the permission bits of an open file.</summary>
    public static void SetMode(SafeFileHandle file, int mode) => File.SetUnixFileMode(file, (UnixFileMode)mode);

    /// <summary>Makes a file where nothing is, a link neither, for its owner alone.</summary>
    public static FileStream Create(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
#pragma warning restore CA1416

    /// <summary>Gives a file, folder or link to a user and the group of the same number.</summary>
    /// <exception cref="IOException">It cannot be given.</exception>
    public static void ChangeOwner(string path, uint owner)
    {
        if (ChangeLinkOwner(path, owner, owner) != 0)
        {
            throw Failure(path);
        }
    }

    /// <summary>Makes another name of a file; <see langword="false"/> when that cannot be.</summary>
    public static bool TryLink(string target, string path) => Link(target, path) == 0;

    /// <summary>
    /// Makes what overlayfs takes for the absence of a file of a lower folder (kernel, filesystems/overlayfs.rst, "whiteouts and opaque directories"): a character device 0/0, which
    /// any user may make since Linux 5.8.
    /// </summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void MakeWhiteout(string path)
    {
        int result;
        try
        {
            result = MakeNode(path, CharacterDevice, 0);
        }
        catch (EntryPointNotFoundException)
        {
            // glibc before 2.33 has no such symbol.
            ulong device = 0;
            result = MakeNodeOld(0, path, CharacterDevice, ref device);
        }

        if (result != 0 && Marshal.GetLastPInvokeError() != Exists)
        {
            throw Failure(path);
        }
    }

    /// <summary>Sends a signal; <see langword="false"/> when there is no such process or it may not be sent one.</summary>
    public static bool TrySignal(int process, int signal) => SendSignal(process, signal) == 0;

    /// <summary>Effective user id of this process.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    private static IOException Failure(string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return error == NameTooLong ? new PathTooLongException(path) : new IOException($"{path}: {new Win32Exception(error).Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte result);

    [LibraryImport("libc", EntryPoint = "mkdir", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MakeDirectory(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ChangeLinkOwner(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string target, string path);

    [LibraryImport("libc", EntryPoint = "mknod", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MakeNode(string path, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "__xmknod", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MakeNodeOld(int version, string path, uint mode, ref ulong device);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
