using System.Buffers;
using System.IO.Compression;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.LayerKnowledge;

/// <summary>A scan as it lies in a registry: the bytes that this machine would keep, compressed (Brotli, RFC 7932).</summary>
internal static class ScanBlob
{
    /// <summary>Most bytes that are fetched of one.</summary>
    public const int LargestStored = 8 << 20;

    // A layer of 100,000 files takes 30 MB at most; what unpacks to more was not made by us.
    private const int LargestUnpacked = 48 << 20;

    private const int Quality = 10;
    private const int Window = 22;

    /// <summary>Compresses a scan; <see langword="null"/> when it is too large to be taken back. Equal scans have equal bytes.</summary>
    public static byte[]? Write(LayerScan scan)
    {
        ReadOnlySpan<byte> plain = LayerScanFile.Write(scan);
        if (plain.Length > LargestUnpacked)
        {
            return null;
        }

        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, packed, out int length, Quality, Window) && length <= LargestStored ? packed[..length] : null;
    }

    /// <summary>Reads what anybody may have written; <see langword="null"/> when it is not a scan of this layer that the scanner could have made.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="diffId">The digest of the uncompressed layer that the image's configuration names.</param>
    public static LayerScan? TryRead(ReadOnlySpan<byte> packed, Descriptor layer, Digest diffId) =>
        packed.Length <= LargestStored && Unpack(packed) is { } plain && LayerScanFile.Read(plain, layer) is { } scan && scan.DiffId == diffId && ScanShape.IsSound(scan) ? scan : null;

    private static byte[]? Unpack(ReadOnlySpan<byte> packed)
    {
        using var decoder = new BrotliDecoder();
        byte[] plain = new byte[Math.Min(LargestUnpacked, Math.Max(64 * 1024, packed.Length * 8))];
        int filled = 0;
        while (true)
        {
            OperationStatus status = decoder.Decompress(packed, plain.AsSpan(filled), out int consumed, out int written);
            packed = packed[consumed..];
            filled += written;
            switch (status)
            {
                case OperationStatus.Done:
                    return packed.IsEmpty ? plain[..filled] : null;
                case OperationStatus.DestinationTooSmall when plain.Length < LargestUnpacked:
                    Array.Resize(ref plain, (int)Math.Min(LargestUnpacked, plain.Length * 2L));
                    break;
                default:
                    return null;
            }
        }
    }
}
