using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>The CRC of gzip (RFC 1952, section 8), eight bytes at a time.</summary>
internal static class Crc32
{
    private static readonly uint[] Tables = CreateTables();

    /// <summary>The CRC of what came before followed by more bytes.</summary>
    // Optimised at once: one call over one layer would otherwise spend its first megabytes in unoptimised code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> t = Tables;
        crc = ~crc;
        while (bytes.Length >= 8)
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[(int)(1792 + (low & 255))] ^ t[(int)(1536 + ((low >> 8) & 255))] ^ t[(int)(1280 + ((low >> 16) & 255))] ^ t[(int)(1024 + (low >> 24))]
                ^ t[(int)(768 + (high & 255))] ^ t[(int)(512 + ((high >> 8) & 255))] ^ t[(int)(256 + ((high >> 16) & 255))] ^ t[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        foreach (byte b in bytes)
        {
            crc = (crc >> 8) ^ t[(int)((crc ^ b) & 255)];
        }

        return ~crc;
    }

    private static uint[] CreateTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            }

            tables[i] = value;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            uint value = tables[i - 256];
            tables[i] = (value >> 8) ^ tables[value & 255];
        }

        return tables;
    }
}
