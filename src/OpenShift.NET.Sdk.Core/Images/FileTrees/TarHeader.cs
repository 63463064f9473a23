using System.Buffers.Binary;
using System.Text;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>One header block of a tar archive (POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format").</summary>
internal readonly struct TarHeader
{
    /// <summary>Size of a block.</summary>
    public const int BlockSize = 512;

    private TarHeader(ReadOnlySpan<byte> block)
    {
        Type = block[156] == 0 ? (byte)'0' : block[156];
        Name = Text(block[..100]);
        Mode = (int)(Number(block.Slice(100, 8), "mode") & 0xFFF);
        UserId = Number(block.Slice(108, 8), "owner");
        GroupId = Number(block.Slice(116, 8), "group");
        Size = Number(block.Slice(124, 12), "size");
        ModifiedAt = Number(block.Slice(136, 12), "modification time");
        LinkName = Text(block.Slice(157, 100));
        bool posix = block.Slice(257, 6).SequenceEqual("ustar\0"u8);
        if (posix && block[345] != 0)
        {
            Name = Text(block.Slice(345, 155)) + "/" + Name;
        }

        if (Type == (byte)'S')
        {
            SparseSize = Number(block.Slice(483, 12), "size");
            HasSparseExtension = block[482] != 0;
        }
    }

    /// <summary>Kind of entry.</summary>
    public byte Type { get; }

    /// <summary>Name, prefix included.</summary>
    public string Name { get; }

    /// <summary>Permission bits.</summary>
    public int Mode { get; }

    /// <summary>Owner.</summary>
    public long UserId { get; }

    /// <summary>Group.</summary>
    public long GroupId { get; }

    /// <summary>Size of the content that follows.</summary>
    public long Size { get; }

    /// <summary>Seconds since 1970.</summary>
    public long ModifiedAt { get; }

    /// <summary>Link target.</summary>
    public string LinkName { get; }

    /// <summary>Real size of an old GNU sparse file.</summary>
    public long SparseSize { get; }

    /// <summary>Whether blocks with more of the sparse map follow.</summary>
    public bool HasSparseExtension { get; }

    /// <summary>Whether the block marks the end of the archive.</summary>
    public static bool IsEnd(ReadOnlySpan<byte> block) => !block.ContainsAnyExcept((byte)0);

    /// <summary>Reads a block.</summary>
    /// <exception cref="LayerFormatException">The block is no header.</exception>
    public static TarHeader Read(ReadOnlySpan<byte> block)
    {
        long sum = 0;
        long signed = 0;
        for (int i = 0; i < BlockSize; i++)
        {
            byte b = i is >= 148 and < 156 ? (byte)' ' : block[i];
            sum += b;
            signed += (sbyte)b;
        }

        // Old implementations summed signed characters.
        long stated = Number(block.Slice(148, 8), "checksum");
        return stated == sum || stated == signed ? new TarHeader(block) : throw new LayerFormatException("is no tar archive or is damaged: the checksum of a header does not match");
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static long Number(ReadOnlySpan<byte> field, string what)
    {
        if ((field[0] & 0x80) != 0)
        {
            return Base256(field, what);
        }

        field = field.Trim(" \0"u8);
        long value = 0;
        foreach (byte b in field)
        {
            // A space or NUL ends the number; some writers leave rubbish behind it.
            if (b is (byte)' ' or 0)
            {
                break;
            }

            if (b is < (byte)'0' or > (byte)'7')
            {
                throw new LayerFormatException($"is no tar archive or is damaged: the {what} in a header is no number");
            }

            value = (value << 3) | (uint)(b - '0');
        }

        return value;
    }

    // Big-endian two's complement, the first bit only a mark (GNU tar manual, "Extensions to the tar format").
    private static long Base256(ReadOnlySpan<byte> field, string what)
    {
        bool negative = (field[0] & 0x40) != 0;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Fill(negative ? (byte)0xFF : (byte)0);
        Span<byte> own = bytes[^field.Length..];
        field.CopyTo(own);
        own[0] = negative ? own[0] : (byte)(own[0] & 0x7F);
        Int128 value = BinaryPrimitives.ReadInt128BigEndian(bytes);
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : throw new LayerFormatException($"is damaged: the {what} in a header is out of range");
    }
}
