using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>Hard links, which the BCL does not offer.</summary>
internal static partial class HardLink
{
    /// <summary>Makes <paramref name="path"/> another name of <paramref name="target"/>, or a copy where the file system has no links (another volume, FAT, a limit reached).</summary>
    public static void CreateOrCopy(string target, string path)
    {
        bool linked;
        try
        {
            linked = OperatingSystem.IsWindows() ? CreateHardLink(path, target, 0) : Link(target, path) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            linked = false;
        }

        if (!linked)
        {
            File.Copy(target, path, overwrite: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string target, string path);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string path, string target, nint security);
}
