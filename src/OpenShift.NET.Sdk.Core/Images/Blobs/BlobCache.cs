using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>
/// A content-addressed folder (<c>blobs/sha256/HEX</c>) shared by all publishes of a user. Entries appear whole, by rename,
/// so that publishes can run at the same time in several processes; an entry is never changed after that.
/// </summary>
public sealed class BlobCache
{
    private static readonly TimeSpan InUse = TimeSpan.FromHours(1);
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<Digest, long> _verified = new();
    private readonly ConcurrentDictionary<Digest, SemaphoreSlim> _fetches = new();
    private readonly string _blobs;
    private int _added;

    private BlobCache(string directory, long sizeLimit)
    {
        Directory = directory;
        SizeLimit = sizeLimit;
        _blobs = Path.Combine(directory, "blobs", "sha256");
    }

    /// <summary>Full path of the cache folder.</summary>
    public string Directory { get; }

    /// <summary>Most bytes the blobs may take once <see cref="Trim()"/> has run.</summary>
    public long SizeLimit { get; }

    /// <summary>Opens the cache, creating its folder when needed.</summary>
    /// <exception cref="OpenShiftException">OSC0044: the folder cannot be made.</exception>
    public static BlobCache Open(string directory, long sizeLimit = long.MaxValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var cache = new BlobCache(Path.GetFullPath(directory), sizeLimit);
        try
        {
            System.IO.Directory.CreateDirectory(cache._blobs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw cache.NotWritable(e);
        }

        return cache;
    }

    /// <summary>Where a blob is or would be.</summary>
    public string PathOf(Digest digest) => Path.Combine(_blobs, digest.Hex);

    /// <summary>Whether a blob of that digest and size is there. Marks it as used. The content itself is verified by whoever reads it.</summary>
    public bool Contains(Digest digest, long size)
    {
        var file = new FileInfo(PathOf(digest));
        if (!file.Exists)
        {
            return false;
        }

        if (file.Length != size)
        {
            Remove(digest);
            return false;
        }

        Touch(file);
        return true;
    }

    /// <summary>
    /// Opens a blob that is there and sound; <see langword="null"/> otherwise. The first opening in a process reads it once in advance,
    /// so that a corrupt entry can be replaced before a reader has seen any of it; what is handed out is verified again as it is read.
    /// </summary>
    public async ValueTask<Stream?> TryOpenAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        if (!Contains(blob.Digest, blob.Size))
        {
            return null;
        }

        FileStream file;
        try
        {
            file = new FileStream(PathOf(blob.Digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            // Another publish has just trimmed the cache.
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }

        try
        {
            if (!_verified.ContainsKey(blob.Digest))
            {
                Digest found = await Digest.OfAsync(file, cancellationToken).ConfigureAwait(false);
                if (found != blob.Digest)
                {
                    await file.DisposeAsync().ConfigureAwait(false);
                    Remove(blob.Digest);
                    return null;
                }

                _verified[blob.Digest] = blob.Size;
                file.Position = 0;
            }

            return new VerifyingStream(file, blob, "the cache", () => Remove(blob.Digest));
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a blob whose digest is known only when it is written.</summary>
    /// <exception cref="OpenShiftException">OSC0044: the cache cannot be written.</exception>
    public BlobWriter CreateWriter()
    {
        string temporary = Path.Combine(_blobs, ".tmp-" + Guid.NewGuid().ToString("N"));
        try
        {
            return new BlobWriter(this, temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>Adds a blob that is at hand.</summary>
    public async ValueTask<Digest> AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Digest digest = Digest.Of(content.Span);
        if (!Contains(digest, content.Length))
        {
            BlobWriter writer = CreateWriter();
            await using (writer.ConfigureAwait(false))
            {
                await writer.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return digest;
    }

    /// <summary>Makes sure that a blob is in the cache, fetching it at most once however many ask in this process at the same time.</summary>
    /// <exception cref="OpenShiftException">OSC0041: the source's content is not the descriptor's; OSC0044: the cache cannot be written; and what the source throws.</exception>
    public ValueTask FetchAsync(Descriptor blob, IBlobSource source, CancellationToken cancellationToken) => FetchAsync(blob, source, null, cancellationToken);

    /// <summary>As the other overload; somebody reads along what is fetched.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="source">Where it is when the cache does not have it.</param>
    /// <param name="reader">
    /// Reads the blob while it is fetched, as far as it likes. Not called for one that is there. What it returns is called once the blob has turned out to be sound, before anybody finds it in the cache.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">As for the other overload, and what the reader throws; the cache then does not have the blob.</exception>
    internal async ValueTask FetchAsync(Descriptor blob, IBlobSource source, Func<Stream, CancellationToken, Task<Action>>? reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(source);
        if (Contains(blob.Digest, blob.Size))
        {
            return;
        }

        SemaphoreSlim gate = _fetches.GetOrAdd(blob.Digest, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Contains(blob.Digest, blob.Size))
            {
                return;
            }

            Action? sound = null;
            BlobWriter writer = CreateWriter();
            await using (writer.ConfigureAwait(false))
            {
                Stream inner = await source.OpenAsync(blob, cancellationToken).ConfigureAwait(false);
                await using (inner.ConfigureAwait(false))
                {
                    if (reader is not null)
                    {
                        sound = await reader(new ReadAlongStream(inner, writer), cancellationToken).ConfigureAwait(false);
                    }

                    await inner.CopyToAsync(writer, 128 * 1024, cancellationToken).ConfigureAwait(false);
                }

                if (writer.Length != blob.Size || writer.CurrentDigest() != blob.Digest)
                {
                    throw new OpenShiftException(
                        ToolCodes.CorruptBlob,
                        $"Blob {blob.Digest} came from its source with another digest or size",
                        "Publish again; if it happens again, restore the image at its source.");
                }

                sound?.Invoke();
                await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Deletes a blob that turned out to be bad.</summary>
    public void Remove(Digest digest)
    {
        _verified.TryRemove(digest, out _);
        try
        {
            File.Delete(PathOf(digest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>
    /// Deletes what has not been used for longest until the limit holds. What was used within the last hour stays, because a
    /// publish that runs now may be about to link it. Does nothing when this instance has added nothing.
    /// </summary>
    public void Trim()
    {
        if (Interlocked.Exchange(ref _added, 0) != 0)
        {
            Trim(DateTime.UtcNow);
        }
    }

    internal void Trim(DateTime now)
    {
        try
        {
            if (File.Exists(Path.Combine(Directory, "oci-layout")))
            {
                // Somebody's layout that was named as cache: its blobs belong to its images.
                return;
            }

            var blobs = new List<(string Path, long Size, DateTime UsedAt)>();
            long total = 0;
            foreach (FileInfo file in new DirectoryInfo(_blobs).EnumerateFiles())
            {
                if (file.Name.StartsWith(".tmp-", StringComparison.Ordinal))
                {
                    if (now - file.LastWriteTimeUtc > Abandoned)
                    {
                        file.Delete();
                    }

                    continue;
                }

                // Whatever else somebody keeps here is none of ours.
                if (Digest.TryParse("sha256:" + file.Name, out _))
                {
                    blobs.Add((file.FullName, file.Length, file.LastWriteTimeUtc));
                    total += file.Length;
                }
            }

            if (total <= SizeLimit)
            {
                return;
            }

            blobs.Sort(static (a, b) => a.UsedAt.CompareTo(b.UsedAt));
            foreach ((string path, long size, DateTime usedAt) in blobs)
            {
                if (total <= SizeLimit || now - usedAt < InUse)
                {
                    return;
                }

                File.Delete(path);
                total -= size;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process trims too, or holds a file open: what is left now goes next time.
        }
    }

    internal void Publish(string temporary, Digest digest)
    {
        string path = PathOf(digest);
        try
        {
            // Hard links of an entry lie in build folders; read-only keeps an edit there from reaching every other publish.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }

            File.Move(temporary, path, overwrite: true);
            _verified[digest] = 0;
            Interlocked.Exchange(ref _added, 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On Windows a reader keeps its file from being replaced; the content is the same anyway.
            if (!File.Exists(path))
            {
                throw NotWritable(e);
            }
        }
    }

    internal OpenShiftException NotWritable(Exception cause) =>
        WriteFailure.Of(ToolCodes.CacheNotWritable, Directory, $"The cache folder '{Directory}'", "set OpenShiftCacheDirectory to another folder", cause);

    private OpenShiftException Unreadable(Exception cause) => new(
        ToolCodes.CacheNotWritable,
        $"The cache folder '{Directory}' cannot be read ({cause.GetType().Name})",
        "Make the folder readable and writable, or set OpenShiftCacheDirectory to another folder.",
        innerException: cause);

    private static void Touch(FileInfo file)
    {
        try
        {
            // A minute's grain spares a no-change publish most of the writes.
            if (DateTime.UtcNow - file.LastWriteTimeUtc > TimeSpan.FromMinutes(1))
            {
                file.LastWriteTimeUtc = DateTime.UtcNow;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache another user fills can still be read; it then only looks older than it is.
        }
    }
}
