using System.Buffers;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Plans;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Layers;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase;

/// <summary>Writes layers of an embedded base image into the cache. Unlike a publish output's, their files need no digests of their own: the whole image is remembered by its plan.</summary>
internal static class EmbeddedLayerWriter
{
    /// <summary>Time of every entry, seconds since 1970-01-01 UTC.</summary>
    public const long Epoch = 1;

    private const int BufferSize = 256 * 1024;

    /// <summary>Writes a layer.</summary>
    /// <exception cref="OpenShiftException">OSC0047: a file cannot be read, or has changed; OSC0044: the cache cannot be written.</exception>
    public static Task<WrittenLayer> WriteAsync(BlobCache cache, EmbeddedLayer layer, CancellationToken cancellationToken) =>
        // A thread of its own: it waits for the pieces that the pool's threads compress.
        Task.Factory.StartNew(
            () => Write(cache, layer, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);

    private static WrittenLayer Write(BlobCache cache, EmbeddedLayer layer, CancellationToken cancellationToken)
    {
        using BlobWriter blob = cache.CreateWriter();
        using var gzip = new ParallelGzip(blob, cancellationToken);
        using var hashing = new HashingStream(gzip);
        var tar = new TarBuilder(hashing, Epoch);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            foreach (EmbeddedEntry entry in layer.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                string path = entry.Path[1..];
                switch (entry.Kind)
                {
                    case FileKind.Directory:
                        tar.WriteDirectory(path, entry.Mode);
                        break;
                    case FileKind.SymbolicLink:
                        tar.WriteSymbolicLink(path, entry.LinkTarget!);
                        break;
                    case FileKind.File when entry.Source is { } source:
                        WriteFile(tar, hashing, path, entry, source, buffer);
                        break;
                    default:
                        tar.WriteFile(path, entry.Mode, Encoding.UTF8.GetBytes(entry.Content ?? ""));
                        break;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        tar.End();
        gzip.Complete();
        ValueTask<Contents.Digest> commit = blob.CommitAsync(cancellationToken);
        return new WrittenLayer(commit.AsTask().GetAwaiter().GetResult(), blob.Length, hashing.Digest, hashing.Length, false);
    }

    private static void WriteFile(TarBuilder tar, Stream output, string path, EmbeddedEntry entry, string source, byte[] buffer)
    {
        tar.BeginFile(path, entry.Mode, entry.Size);
        using FileStream file = Open(source);
        long rest = entry.Size;
        while (rest > 0)
        {
            int count = Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, rest)), source);
            if (count == 0)
            {
                break;
            }

            output.Write(buffer, 0, count);
            rest -= count;
        }

        if (rest > 0 || file.Length != entry.Size)
        {
            throw new OpenShiftException(ToolCodes.EmbeddedBaseUnavailable, $"'{source}' changed while the embedded base image was made from it", "Publish again.");
        }

        tar.EndFile(entry.Size);
    }

    private static FileStream Open(string source)
    {
        try
        {
            return new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EmbeddedBasePlanner.Unreadable(source, e);
        }
    }

    private static int Read(FileStream file, Span<byte> buffer, string source)
    {
        try
        {
            return file.Read(buffer);
        }
        catch (IOException e)
        {
            throw EmbeddedBasePlanner.Unreadable(source, e);
        }
    }
}
