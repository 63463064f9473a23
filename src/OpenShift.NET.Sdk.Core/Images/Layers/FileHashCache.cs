using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>Digests of files that have been hashed before, by path, size and modification time, kept in one file of the build's own folder.</summary>
public sealed class FileHashCache
{
    private const int Format = 1;

    // Two edits within the clock's grain can leave size and time equal; what was that fresh when it was hashed is hashed again.
    private static readonly long Settled = TimeSpan.FromSeconds(2).Ticks;

    private readonly string _path;
    private readonly ConcurrentDictionary<string, HashedFile> _known;
    private readonly ConcurrentDictionary<string, HashedFile> _used = new(StringComparer.Ordinal);
    private bool _changed;
    private int _hashed;

    private FileHashCache(string path, ConcurrentDictionary<string, HashedFile> known)
    {
        _path = path;
        _known = known;
    }

    /// <summary>How many files had to be hashed.</summary>
    public int Hashed => _hashed;

    /// <summary>Reads the file; one that is missing or damaged counts as empty.</summary>
    public static FileHashCache Load(string path)
    {
        var known = new ConcurrentDictionary<string, HashedFile>(StringComparer.Ordinal);
        try
        {
            if (File.Exists(path))
            {
                using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)));
                int count = reader.ReadInt32() == Format ? reader.ReadInt32() : 0;
                for (int i = 0; i < count; i++)
                {
                    string name = reader.ReadString();
                    long size = reader.ReadInt64();
                    long modified = reader.ReadInt64();
                    long recorded = reader.ReadInt64();
                    known[name] = new HashedFile(new FileStamp(size, modified, Digest.FromHash(reader.ReadBytes(32))), recorded);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            known.Clear();
        }

        return new FileHashCache(path, known);
    }

    /// <summary>State and digest of a file, from the cache when size and time are those of last time.</summary>
    /// <exception cref="OpenShiftException">OSC0030: the file is missing or cannot be read.</exception>
    public FileStamp StampOf(string file)
    {
        if (_used.TryGetValue(file, out HashedFile? seen))
        {
            return seen.Stamp;
        }

        try
        {
            var info = new FileInfo(file);
            if (!info.Exists)
            {
                throw new FileNotFoundException(null, file);
            }

            long size = info.Length;
            long modified = info.LastWriteTimeUtc.Ticks;
            if (_known.TryGetValue(file, out HashedFile? known)
                && known.Stamp.Size == size
                && known.Stamp.ModifiedTicks == modified
                && known.RecordedTicks - modified > Settled)
            {
                _used[file] = known;
                return known.Stamp;
            }

            long now = DateTime.UtcNow.Ticks;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
            Span<byte> hash = stackalloc byte[32];
            System.Security.Cryptography.SHA256.HashData(stream, hash);
            var stamp = new FileStamp(size, modified, Digest.FromHash(hash));
            _used[file] = new HashedFile(stamp, now);
            _changed = true;
            Interlocked.Increment(ref _hashed);
            return stamp;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, e);
        }
    }

    /// <summary>Keeps what was used. A failure costs the next publish time and nothing else.</summary>
    public void Save()
    {
        if (!_changed && _used.Count == _known.Count)
        {
            return;
        }

        string temporary = _path + ".tmp-" + Guid.NewGuid().ToString("N");
        try
        {
            using (var writer = new BinaryWriter(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024)))
            {
                writer.Write(Format);
                writer.Write(_used.Count);
                foreach ((string name, (FileStamp stamp, long recorded)) in _used)
                {
                    writer.Write(name);
                    writer.Write(stamp.Size);
                    writer.Write(stamp.ModifiedTicks);
                    writer.Write(recorded);
                    writer.Write(Convert.FromHexString(stamp.Content.Hex));
                }
            }

            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }

    internal static OpenShiftException Unreadable(string file, Exception cause) => new(
        ToolCodes.PublishFileUnreadable,
        $"Publish file '{file}' {(cause is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : $"cannot be read ({cause.GetType().Name})")}",
        "Publish again without --no-build, and let nothing change the output meanwhile.",
        innerException: cause);

    internal static OpenShiftException Changed(string file) => new(
        ToolCodes.AnotherVersion,
        $"Publish file '{file}' changed while it was read",
        "Publish again without --no-build, and let nothing change the output meanwhile.");
}
