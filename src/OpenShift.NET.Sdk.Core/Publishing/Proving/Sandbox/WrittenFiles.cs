using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>What a container has written: what overlayfs has put into its upper folder, held against the folders below, and what lies in the folders of volumes.</summary>
internal static partial class WrittenFiles
{
    private const int Most = 20_000;
    private const long LargestCompared = 64 << 20;

    /// <summary>Lists the changes.</summary>
    /// <param name="folder">The upper folder, or a volume's.</param>
    /// <param name="path">Where the container sees it.</param>
    /// <param name="lower">What it lies over.</param>
    /// <param name="given">What was there before the container, by path in the container.</param>
    /// <param name="isDeclared">Whether it was to be written.</param>
    /// <param name="isMountPoint">Whether something else is mounted at a path.</param>
    public static IEnumerable<WrittenFile> In(string folder, string path, LowerFolders lower, ImmutableDictionary<string, byte[]> given, bool isDeclared, Func<string, bool> isMountPoint)
    {
        var rest = new Stack<(string Place, string Path)>([(folder, path)]);
        int count = 0;
        while (rest.TryPop(out (string Place, string Path) next) && count < Most)
        {
            string[] entries = Entries(next.Place);
            if (entries.Length == 0 && next.Path != path && lower.Find(next.Path) is null && !isMountPoint(next.Path))
            {
                count++;
                yield return new WrittenFile(next.Path, 0, FileChange.Created, isDeclared);
            }

            foreach (string place in entries)
            {
                string name = Path.GetFileName(place);
                string inside = next.Path == ImagePath.Root ? "/" + name : next.Path + "/" + name;
                if (UnixFile.StatusOf(place) is not { } status)
                {
                    continue;
                }

                if (status.Type == UnixFileType.Directory)
                {
                    rest.Push((place, inside));
                }
                else if (Of(place, inside, status, lower, given, isDeclared) is { } written)
                {
                    count++;
                    yield return written;
                }
            }
        }
    }

    private static WrittenFile? Of(string place, string path, UnixStatus status, LowerFolders lower, ImmutableDictionary<string, byte[]> given, bool isDeclared)
    {
        bool wasThere = lower.Find(path) is not null || given.ContainsKey(path);
        return status.Type switch
        {
            UnixFileType.Whiteout => wasThere ? new WrittenFile(path, 0, FileChange.Deleted, isDeclared) : null,
            UnixFileType.Other when OfTheRuntime().IsMatch(path) => null,
            UnixFileType.File when wasThere && IsSame(place, path, status, lower, given) => null,
            _ => new WrittenFile(path, status.Type == UnixFileType.File ? status.Size : 0, wasThere ? FileChange.Changed : FileChange.Created, isDeclared),
        };
    }

    // A file that was opened for writing, or only given another mode, is copied up as it is.
    private static bool IsSame(string place, string path, UnixStatus status, LowerFolders lower, ImmutableDictionary<string, byte[]> given)
    {
        try
        {
            if (given.TryGetValue(path, out byte[]? content))
            {
                return status.Size == content.Length && File.ReadAllBytes(place).AsSpan().SequenceEqual(content);
            }

            return lower.Find(path) is { Status.Type: UnixFileType.File } below && below.Status.Size == status.Size && status.Size <= LargestCompared && HasSameContent(place, below.Place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool HasSameContent(string one, string other)
    {
        using var first = new FileStream(one, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        using var second = new FileStream(other, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        byte[] left = new byte[64 * 1024];
        byte[] right = new byte[64 * 1024];
        while (true)
        {
            int count = first.ReadAtLeast(left, left.Length, throwOnEndOfStream: false);
            int same = second.ReadAtLeast(right, right.Length, throwOnEndOfStream: false);
            if (count != same || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, same)))
            {
                return false;
            }

            if (count == 0)
            {
                return true;
            }
        }
    }

    private static string[] Entries(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Closed by the application, or gone meanwhile.
            return [];
        }
    }

    // .NET makes these for debuggers and goes on without them where it cannot.
    [GeneratedRegex(@"/(dotnet-diagnostic-\d+-\d+-socket|clr-debug-pipe-\d+-\d+-(in|out))$")]
    private static partial Regex OfTheRuntime();
}
