using System.Buffers.Binary;

namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>Reads numbers and pieces of a database that may lie about where they are.</summary>
internal static class Bytes
{
    /// <summary>A piece; everything outside is damage.</summary>
    /// <exception cref="PackageDataException">The piece does not lie inside.</exception>
    public static ReadOnlySpan<byte> Piece(this ReadOnlySpan<byte> bytes, long at, long length) =>
        at >= 0 && length >= 0 && at <= bytes.Length && length <= bytes.Length - at
            ? bytes.Slice((int)at, (int)length)
            : throw new PackageDataException("is truncated or damaged: it points outside of itself");

    /// <summary>A big-endian number of two bytes.</summary>
    public static int Big16(this ReadOnlySpan<byte> bytes, long at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.Piece(at, 2));

    /// <summary>A big-endian number of four bytes.</summary>
    public static long Big32(this ReadOnlySpan<byte> bytes, long at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.Piece(at, 4));

    /// <summary>A number of two bytes in either order.</summary>
    public static int Number16(this ReadOnlySpan<byte> bytes, long at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.Piece(at, 2)) : bytes.Big16(at);

    /// <summary>A number of four bytes in either order.</summary>
    public static long Number32(this ReadOnlySpan<byte> bytes, long at, bool little = true) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.Piece(at, 4)) : bytes.Big32(at);
}
