using System.IO.Enumeration;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>What lies in a folder that an application has written to: links are told and not followed, for they can lead out of it, or round in circles.</summary>
internal static class FolderEntries
{
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Lists the files and folders below a folder; what goes away meanwhile, or is closed, is left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="most">How many at most.</param>
    public static IEnumerable<FileSystemInfo> Below(string folder, int most)
    {
        using IEnumerator<FileSystemInfo> entries = Enumerate(folder);
        for (int i = 0; i < most && TryMoveNext(entries); i++)
        {
            yield return entries.Current;
        }
    }

    /// <summary>Size of a file in bytes; 0 for a folder, a link, and what is gone.</summary>
    public static long SizeOf(FileSystemInfo entry)
    {
        try
        {
            return entry.LinkTarget is null && entry is FileInfo file ? file.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static IEnumerator<FileSystemInfo> Enumerate(string folder)
    {
        try
        {
            return new FileSystemEnumerable<FileSystemInfo>(folder, static (ref FileSystemEntry e) => e.ToFileSystemInfo(), All)
            {
                ShouldRecursePredicate = static (ref FileSystemEntry e) => (e.Attributes & FileAttributes.ReparsePoint) == 0,
            }.GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Enumerable.Empty<FileSystemInfo>().GetEnumerator();
        }
    }

    private static bool TryMoveNext(IEnumerator<FileSystemInfo> entries)
    {
        try
        {
            return entries.MoveNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
