using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>Turns planned layers into blobs of the cache, compressing only what the cache does not have yet.</summary>
/// <param name="cache">Where blobs and their records are kept.</param>
/// <param name="hashes">Digests of the source files.</param>
/// <param name="epoch">Time of every entry, seconds since 1970-01-01 UTC.</param>
/// <param name="knowledge">What other publishes have left of layers; <see langword="null"/> for nothing.</param>
public sealed class LayerWriter(BlobCache cache, FileHashCache hashes, long epoch, ILayerKnowledge? knowledge = null)
{
    /// <summary>Where a cache keeps what layers were made from; not there before one was made.</summary>
    public static string RecordFolder(string cacheDirectory) => Path.Combine(cacheDirectory, "layers");

    // To be raised when equal entries would be written as other bytes.
    private const string Format = "layer 1";
    private const int BufferSize = 256 * 1024;
    private readonly RecordStore _records = new(RecordFolder(cache.Directory));

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

        if (knowledge is { IsVerified: false } && await ReuseAsync(layer, stamps, key, cancellationToken).ConfigureAwait(false) is { } reused)
        {
            return reused;
        }

        // A thread of its own: it waits for the pieces that the pool's threads compress.
        WrittenLayer written = await Task.Factory.StartNew(
            () => Write(layer, stamps, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default).ConfigureAwait(false);
        _records.Write(key, FormattableString.Invariant($"{Format}\n{written.Digest}\n{written.Size}\n{written.DiffId}\n{written.UncompressedSize}\n"));
        return written with { Key = key };
    }

    // The tar is made all the same, only not compressed: what goes into the image's configuration is the digest of this machine's own files, never one that was
    // told. A runtime unpacks no layer whose tar has another (image-spec, config.md, "Layer DiffID").
    private async ValueTask<WrittenLayer?> ReuseAsync(PlannedLayer layer, FileStamp[] stamps, string key, CancellationToken cancellationToken)
    {
        if (await knowledge!.FindLayerAsync(key, cancellationToken).ConfigureAwait(false) is not { } told)
        {
            return null;
        }

        var blob = new Descriptor(MediaTypes.OciLayerGzip, told.Digest, told.Size);
        ValueTask<bool> asked = knowledge.IsAtDestinationAsync(blob, cancellationToken);
        LayerScan? scan = await TryScanAsync(layer, stamps, cancellationToken).ConfigureAwait(false);
        return await asked.ConfigureAwait(false) && scan is not null && scan.DiffId == told.DiffId && scan.UncompressedSize == told.UncompressedSize
            ? new WrittenLayer(told.Digest, told.Size, scan.DiffId, scan.UncompressedSize, true) { Key = key, Elsewhere = scan with { Blob = blob } }
            : null;
    }

    /// <summary>What is in a layer, read from its tar while it is made; <see langword="null"/> when it is nothing that could be checked, which is then told of the layer itself.</summary>
    private async Task<LayerScan?> TryScanAsync(PlannedLayer layer, FileStamp[] stamps, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4 * BufferSize, resumeWriterThreshold: 2 * BufferSize, minimumSegmentSize: BufferSize));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task writing = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    using Stream output = pipe.Writer.AsStream(leaveOpen: true);
                    WriteTar(output, layer, stamps, stop.Token);
                    pipe.Writer.Complete();
                }
                catch (Exception e)
                {
                    pipe.Writer.Complete(e);
                    throw;
                }
            },
            stop.Token,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
        LayerScan? scan = null;
        try
        {
            Stream tar = pipe.Reader.AsStream(leaveOpen: true);
            await using (tar.ConfigureAwait(false))
            {
                scan = await LayerScanner.ScanAsync(tar, new Descriptor(MediaTypes.OciLayer, default, 0), null, null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OpenShiftException e) when (e.Code == ToolCodes.InvalidLayer)
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            await pipe.Reader.CompleteAsync().ConfigureAwait(false);
        }

        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return scan;
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
            ? new WrittenLayer(blob, blobSize, diff, tarSize, true) { Key = key }
            : null;
    }

    private WrittenLayer Write(PlannedLayer layer, FileStamp[] stamps, CancellationToken cancellationToken)
    {
        using BlobWriter blob = cache.CreateWriter();
        using var gzip = new ParallelGzip(blob, cancellationToken);
        using var hashing = new HashingStream(gzip);
        WriteTar(hashing, layer, stamps, cancellationToken);
        gzip.Complete();
        ValueTask<Digest> commit = blob.CommitAsync(cancellationToken);
        return new WrittenLayer(commit.AsTask().GetAwaiter().GetResult(), blob.Length, hashing.Digest, hashing.Length, false);
    }

    private void WriteTar(Stream output, PlannedLayer layer, FileStamp[] stamps, CancellationToken cancellationToken)
    {
        var tar = new TarBuilder(output, epoch);
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
                    WriteFile(tar, output, entry, entry.Source, stamps[i], buffer, cancellationToken);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        tar.End();
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
