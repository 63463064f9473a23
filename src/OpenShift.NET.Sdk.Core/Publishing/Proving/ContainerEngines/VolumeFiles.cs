using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>What was written in a volume, by what is in it now and what was put into it before.</summary>
/// <param name="volume">The volume.</param>
internal sealed class VolumeFiles(MountedVolume volume)
{
    private const int MaxFiles = 10_000;

    private readonly SortedDictionary<string, (bool IsFolder, long Size)> _entries = new(StringComparer.Ordinal);

    /// <summary>Reads a volume that is a folder.</summary>
    public static ImmutableArray<WrittenFile> Read(MountedVolume volume)
    {
        if (SingleFile.Of(volume.Volume) is { } before)
        {
            return ReadSingle(volume, before);
        }

        var files = new VolumeFiles(volume);
        foreach (FileSystemInfo entry in FolderEntries.Below(volume.Source, MaxFiles))
        {
            files.Add(Path.GetRelativePath(volume.Source, entry.FullName), entry is DirectoryInfo && entry.LinkTarget is null, FolderEntries.SizeOf(entry));
        }

        return files.Finish();
    }

    /// <summary>Adds what is in it.</summary>
    /// <param name="path">Path relative to the volume.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    /// <param name="size">Size in bytes.</param>
    public void Add(string path, bool isFolder, long size)
    {
        string relative = path.Replace('\\', '/').Trim('/');
        relative = relative.StartsWith("./", StringComparison.Ordinal) ? relative[2..] : relative;
        if (relative.Length > 0 && relative != "." && _entries.Count < MaxFiles)
        {
            _entries[relative] = (isFolder, size);
        }
    }

    /// <summary>What of it was written.</summary>
    public ImmutableArray<WrittenFile> Finish()
    {
        ImmutableArray<WrittenFile>.Builder written = ImmutableArray.CreateBuilder<WrittenFile>();
        var parents = _entries.Keys.Select(static p => p[..Math.Max(0, p.LastIndexOf('/'))]).ToHashSet(StringComparer.Ordinal);
        string root = volume.Volume.Path.TrimEnd('/');
        ImmutableDictionary<string, byte[]> given = volume.Volume.Files;
        foreach ((string path, (bool isFolder, long size)) in _entries)
        {
            if (given.TryGetValue(path, out byte[]? before))
            {
                if (before.LongLength != size || !IsSame(path, before))
                {
                    written.Add(new WrittenFile($"{root}/{path}", size, FileChange.Changed, IsDeclared: true));
                }
            }
            else if (!isFolder || !parents.Contains(path))
            {
                written.Add(new WrittenFile($"{root}/{path}", size, FileChange.Created, IsDeclared: true));
            }
        }

        written.AddRange(given.Keys.Where(g => !_entries.ContainsKey(g)).Order(StringComparer.Ordinal).Select(g => new WrittenFile($"{root}/{g}", 0, FileChange.Deleted, IsDeclared: true)));
        return written.ToImmutable();
    }

    private static ImmutableArray<WrittenFile> ReadSingle(MountedVolume volume, byte[] before)
    {
        try
        {
            byte[] now = File.ReadAllBytes(volume.Source);
            return now.AsSpan().SequenceEqual(before) ? [] : [new WrittenFile(volume.Volume.Path, now.LongLength, FileChange.Changed, IsDeclared: true)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private bool IsSame(string path, byte[] before)
    {
        if (!volume.IsFolder)
        {
            return true;
        }

        try
        {
            return File.ReadAllBytes(Path.Combine(volume.Source, path)).AsSpan().SequenceEqual(before);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
