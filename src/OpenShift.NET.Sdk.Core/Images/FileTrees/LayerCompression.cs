using System.IO.Compression;
using OpenShift.NET.Sdk.Images.Blobs;
using ZstdSharp;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Opens a layer's compression. What the bytes say counts: media types are often wrong (an uncompressed layer named gzip), and runtimes look at the bytes too.</summary>
internal static class LayerCompression
{
    // A window larger than this is not needed by any layer and would let a small blob take the machine's memory (RFC 8878, 3.1.1.1.2 recommends 8 MiB; zstd --long is 27).
    private const int MaximumZstdWindowLog = 27;

    /// <summary>The uncompressed content. The stream stays open when the result is disposed of.</summary>
    /// <exception cref="LayerFormatException">The compression is not supported or not what the media type says.</exception>
    public static async ValueTask<Stream> OpenAsync(PrefetchStream stored, string mediaType, CancellationToken cancellationToken)
    {
        if (mediaType.EndsWith("+encrypted", StringComparison.Ordinal))
        {
            throw new LayerFormatException("is encrypted");
        }

        ReadOnlyMemory<byte> start = await stored.PeekAsync(6, cancellationToken).ConfigureAwait(false);
        switch (start.Span)
        {
            case [0x1F, 0x8B, ..]:
                return new GZipStream(stored, CompressionMode.Decompress, leaveOpen: true);
            case [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..]:
                var zstd = new DecompressionStream(stored, leaveOpen: true);
                zstd.SetParameter(ZstdSharp.Unsafe.ZSTD_dParameter.ZSTD_d_windowLogMax, MaximumZstdWindowLog);
                return zstd;
            case [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] or [(byte)'B', (byte)'Z', (byte)'h', ..]:
                throw new LayerFormatException("is compressed with xz or bzip2, which image layers cannot be");
            case [] when mediaType.EndsWith("gzip", StringComparison.Ordinal) || mediaType.EndsWith("zstd", StringComparison.Ordinal):
                throw new LayerFormatException("is empty");
            default:
                return new PassThroughStream(stored);
        }
    }
}
