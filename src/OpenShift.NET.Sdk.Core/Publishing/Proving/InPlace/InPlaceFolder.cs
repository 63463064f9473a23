using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.InPlace;

/// <summary>Folders of this machine that stand for folders of the image, and what is changed in them.</summary>
internal sealed class InPlaceFolder
{
    private const int MaxFiles = 10_000;
    private const int MaxEntries = 100_000;

    private readonly List<(string Path, string Place, bool IsDeclared)> _folders = [];
    private readonly Dictionary<string, (long Size, DateTime Written)> _before = new(StringComparer.Ordinal);

    /// <summary>Adds a folder as it is now.</summary>
    /// <param name="path">Path in the image.</param>
    /// <param name="place">The folder here.</param>
    /// <param name="isDeclared">Whether the manifest makes it writable.</param>
    public void Add(string path, string place, bool isDeclared)
    {
        _folders.Add((path.TrimEnd('/'), place, isDeclared));
        foreach (FileSystemInfo file in FilesOf(place))
        {
            _before[file.FullName] = (FolderEntries.SizeOf(file), file.LastWriteTimeUtc);
        }
    }

    /// <summary>What is at a path of the image here; <see langword="null"/> when nothing is.</summary>
    public string? Find(string path) => PlaceOf(path) is { } place && Path.Exists(place) ? place : null;

    /// <summary>Where a path of the image would be here; the folder that is named most exactly counts.</summary>
    public string? PlaceOf(string path) =>
        _folders.Where(f => path == f.Path || path.StartsWith(f.Path + "/", StringComparison.Ordinal)).OrderByDescending(static f => f.Path.Length).Select(f => f.Place + path[f.Path.Length..]).FirstOrDefault();

    /// <summary>What the application says, with the paths of the image in place of those of this machine.</summary>
    public string Told(string text)
    {
        foreach ((string path, string place, _) in _folders.OrderByDescending(static f => f.Place.Length))
        {
            text = text.Replace(place + "/", path + "/", StringComparison.Ordinal).Replace(place, path.Length == 0 ? "/" : path, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What was written since.</summary>
    public ImmutableArray<WrittenFile> Written()
    {
        ImmutableArray<WrittenFile>.Builder written = ImmutableArray.CreateBuilder<WrittenFile>();
        foreach ((string path, string place, bool isDeclared) in _folders)
        {
            // A volume can lie inside of the folder.
            string[] inner = [.. _folders.Select(static f => f.Place).Where(p => p.StartsWith(place + "/", StringComparison.Ordinal)).Select(static p => p + "/")];
            foreach (FileSystemInfo file in FilesOf(place).Where(f => !inner.Any(i => (f.FullName + "/").StartsWith(i, StringComparison.Ordinal))))
            {
                bool isKnown = _before.TryGetValue(file.FullName, out (long Size, DateTime Written) before);
                if (!isKnown || (file is FileInfo && before != (FolderEntries.SizeOf(file), file.LastWriteTimeUtc)))
                {
                    written.Add(new WrittenFile(path + file.FullName[place.Length..], FolderEntries.SizeOf(file), isKnown ? FileChange.Changed : FileChange.Created, isDeclared));
                }
            }

            written.AddRange(_before.Keys
                .Where(f => f.StartsWith(place + "/", StringComparison.Ordinal) && !inner.Any(i => f.StartsWith(i, StringComparison.Ordinal)) && !Path.Exists(f))
                .Order(StringComparer.Ordinal)
                .Select(f => new WrittenFile(path + f[place.Length..], 0, FileChange.Deleted, isDeclared)));
        }

        return written.ToImmutable();
    }

    // Files, and folders with nothing in them.
    private static IEnumerable<FileSystemInfo> FilesOf(string place) =>
        FolderEntries.Below(place, MaxEntries).Where(static f => f is FileInfo || f.LinkTarget is not null || IsEmpty(f.FullName)).Take(MaxFiles);

    private static bool IsEmpty(string folder)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
