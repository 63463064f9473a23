using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>Turns planned layers into blobs of the cache, compressing only what the cache does not have yet.</summary>
/// <param name="cache">Where blobs and their records are kept.</param>
/// <param name="hashes">Digests of the source files.</param>
/// <param name="epoch">Time of every entry, seconds since 1970-01-01 UTC.</param>
public sealed class LayerWriter(BlobCache cache, FileHashCache hashes, long epoch)
{
    // To be raised when equal entries would be written as other bytes.
    private const string Format = "layer 1";
    private const int BufferSize = 256 * 1024;
    private readonly RecordStore _records = new(Path.Combine(cache.Directory, "layers"));

    /// <summary>Writes a layer, or finds it in the cache.</summary>
    /// <exception cref="OpenShiftException">OSC0018: a file changes meanwhile; OSC0030: one is missing or unreadable; OSC0044: the cache cannot be written.</exception>
    public async ValueTask<WrittenLayer> WriteAsync(PlannedLayer layer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layer);
        FileStamp[] stamps = await StampAsync(layer, cancellationToken).ConfigureAwait(false);
        string key = KeyOf(layer, stamps);
        if (Find(key) is { } known)
        {
            return known;
        }

        // A thread of its own: it waits for the pieces that the pool's threads compress.
        WrittenLayer written = await Task.Factory.StartNew(
            () => Write(layer, stamps, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default).ConfigureAwait(false);
        _records.Write(key, FormattableString.Invariant($"{Format}\n{written.Digest}\n{written.Size}\n{written.DiffId}\n{written.UncompressedSize}\n"));
        return written;
    }

    private async ValueTask<FileStamp[]> StampAsync(PlannedLayer layer, CancellationToken cancellationToken)
    {
        var stamps = new FileStamp[layer.Entries.Length];
        await Parallel.ForAsync(0, stamps.Length, cancellationToken, (i, _) =>
        {
            if (layer.Entries[i].Source is { } source)
            {
                stamps[i] = hashes.StampOf(source);
            }

            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return stamps;
    }

    private string KeyOf(PlannedLayer layer, FileStamp[] stamps)
    {
        var text = new StringBuilder(Format).Append(CultureInfo.InvariantCulture, $"\n{epoch}\n");
        for (int i = 0; i < stamps.Length; i++)
        {
            LayerEntry entry = layer.Entries[i];
            text.Append(entry.Path).Append('\0').Append(entry.Mode).Append('\0').Append(entry.IsDirectory ? "/" : entry.Text is { } own ? Digest.Of(Encoding.UTF8.GetBytes(own)).Hex : stamps[i].Content.Hex).Append('\n');
            foreach (string asset in entry.LeftOutAssets)
            {
                text.Append('-').Append(asset).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private WrittenLayer? Find(string key)
    {
        return _records.Read(key)?.Split('\n') is [Format, var digest, var size, var diffId, var uncompressedSize, ""]
            && Digest.TryParse(digest, out Digest blob)
            && Digest.TryParse(diffId, out Digest diff)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long blobSize)
            && long.TryParse(uncompressedSize, NumberStyles.None, CultureInfo.InvariantCulture, out long tarSize)
            && cache.Contains(blob, blobSize)
            ? new WrittenLayer(blob, blobSize, diff, tarSize, true)
            : null;
    }

    private WrittenLayer Write(PlannedLayer layer, FileStamp[] stamps, CancellationToken cancellationToken)
    {
        using BlobWriter blob = cache.CreateWriter();
        using var gzip = new ParallelGzip(blob, cancellationToken);
        using var hashing = new HashingStream(gzip);
        var tar = new TarBuilder(hashing, epoch);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int i = 0; i < stamps.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                LayerEntry entry = layer.Entries[i];
                if (entry.Text is { } own)
                {
                    tar.WriteFile(entry.Path, entry.Mode, Encoding.UTF8.GetBytes(own));
                }
                else if (entry.Source is null)
                {
                    tar.WriteDirectory(entry.Path, entry.Mode);
                }
                else
                {
                    WriteFile(tar, hashing, entry, entry.Source, stamps[i], buffer, cancellationToken);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        tar.End();
        gzip.Complete();
        ValueTask<Digest> commit = blob.CommitAsync(cancellationToken);
        return new WrittenLayer(commit.AsTask().GetAwaiter().GetResult(), blob.Length, hashing.Digest, hashing.Length, false);
    }

    private void WriteFile(TarBuilder tar, Stream output, LayerEntry entry, string source, FileStamp stamp, byte[] buffer, CancellationToken cancellationToken)
    {
        if (EndpointsManifest.Is(entry.Path))
        {
            byte[] content = Reading(source, static s => File.ReadAllBytes(s));
            if (Digest.Of(content) != stamp.Content)
            {
                throw FileHashCache.Changed(source);
            }

            tar.WriteFile(entry.Path, entry.Mode, EndpointsManifest.Normalise(content, epoch, entry.LeftOutAssets));
            return;
        }

        using FileStream file = Reading(source, static s => new FileStream(s, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan));
        tar.BeginFile(entry.Path, entry.Mode, stamp.Size);
        long rest = stamp.Size;
        while (rest > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Reading(file, f => f.Read(buffer, 0, (int)Math.Min(buffer.Length, rest)), source);
            if (count == 0)
            {
                break;
            }

            output.Write(buffer, 0, count);
            rest -= count;
        }

        // What was hashed names the layer in the cache; had the file changed since, that name would lead others to wrong bytes.
        if (rest > 0 || file.Length != stamp.Size || File.GetLastWriteTimeUtc(source).Ticks != stamp.ModifiedTicks)
        {
            throw FileHashCache.Changed(source);
        }

        tar.EndFile(stamp.Size);
    }

    private static T Reading<T>(string source, Func<string, T> read) => Reading(source, read, source);

    private static T Reading<TFile, T>(TFile file, Func<TFile, T> read, string source)
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileHashCache.Unreadable(source, e);
        }
    }
}
