using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>
/// Writes a tar file of which every byte follows from its arguments: ustar headers (POSIX.1-1988), owner 0:0 without names, one fixed time.
/// A name that ustar cannot hold gets a GNU long-name entry; PAX headers are not used because tools put their process id in them.
/// </summary>
/// <param name="output">Where the tar goes; not disposed.</param>
/// <param name="modifiedAt">Time of every entry, seconds since 1970-01-01 UTC.</param>
public sealed class TarBuilder(Stream output, long modifiedAt)
{
    private const int Block = 512;
    private const long LargestOctalSize = 0x1FFFFFFFF;
    private readonly byte[] _header = new byte[Block];

    /// <summary>Owner of the entries that follow.</summary>
    internal long UserId { get; set; }

    /// <summary>Group of the entries that follow.</summary>
    internal long GroupId { get; set; }

    /// <summary>Time of the entries that follow, seconds since 1970-01-01 UTC.</summary>
    internal long ModifiedAt { get; set; } = modifiedAt;

    /// <summary>Writes a folder.</summary>
    /// <param name="path">Path without a leading <c>/</c>.</param>
    /// <param name="mode">Permission bits.</param>
    public void WriteDirectory(string path, int mode) => WriteHeader(path.EndsWith('/') ? path : path + "/", mode, 0, (byte)'5');

    /// <summary>Writes the header of a file; exactly <paramref name="size"/> bytes of content and then <see cref="EndFile"/> have to follow.</summary>
    /// <param name="path">Path without a leading <c>/</c>.</param>
    /// <param name="mode">Permission bits.</param>
    /// <param name="size">Size in bytes.</param>
    public void BeginFile(string path, int mode, long size) => WriteHeader(path, mode, size, (byte)'0');

    /// <summary>Fills the last block of a file.</summary>
    public void EndFile(long size)
    {
        int rest = (int)(size % Block);
        if (rest != 0)
        {
            Array.Clear(_header);
            output.Write(_header, 0, Block - rest);
        }
    }

    /// <summary>Writes a file whose content is at hand.</summary>
    public void WriteFile(string path, int mode, ReadOnlySpan<byte> content)
    {
        BeginFile(path, mode, content.Length);
        output.Write(content);
        EndFile(content.Length);
    }

    /// <summary>Writes a symbolic link.</summary>
    /// <param name="path">Path without a leading <c>/</c>.</param>
    /// <param name="target">What it leads to, as a container resolves it.</param>
    public void WriteSymbolicLink(string path, string target) => WriteHeader(path, 0b111_111_111, 0, (byte)'2', Encoding.UTF8.GetBytes(target));

    /// <summary>Writes a further name of a file that was written before.</summary>
    /// <param name="path">Path without a leading <c>/</c>.</param>
    /// <param name="mode">Permission bits.</param>
    /// <param name="target">Path of that file, written in the same way.</param>
    internal void WriteHardLink(string path, int mode, string target) => WriteHeader(path, mode, 0, (byte)'1', Encoding.UTF8.GetBytes(target));

    /// <summary>Writes an extended attribute of the entry that follows, as GNU tar and Go's archive/tar do (POSIX.1-2017, pax, "pax Extended Header").</summary>
    /// <param name="name">Its name: <c>security.capability</c>.</param>
    /// <param name="value">Its value.</param>
    internal void WriteExtendedAttribute(string name, ReadOnlySpan<byte> value)
    {
        byte[] key = Encoding.UTF8.GetBytes($" SCHILY.xattr.{name}=");
        int rest = key.Length + value.Length + 1;
        int length = rest + 1;
        while (length != rest + Digits(length))
        {
            length = rest + Digits(length);
        }

        byte[] record = [.. Encoding.UTF8.GetBytes(length.ToString(CultureInfo.InvariantCulture)), .. key, .. value, (byte)'\n'];
        Fill("././@PaxHeader"u8, [], 0, record.Length, (byte)'x', gnu: false, []);
        output.Write(_header);
        output.Write(record);
        EndFile(record.Length);
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>Writes the two empty blocks that end a tar.</summary>
    public void End()
    {
        Array.Clear(_header);
        output.Write(_header);
        output.Write(_header);
    }

    private void WriteHeader(string path, int mode, long size, byte type, ReadOnlySpan<byte> link = default)
    {
        byte[] name = Encoding.UTF8.GetBytes(path);
        int split = name.Length <= 100 ? 0 : Split(name);
        bool gnu = split < 0 || size > LargestOctalSize || link.Length > 100;
        if (link.Length > 100)
        {
            WriteLongName(link, (byte)'K');
            link = link[..100];
        }

        // GNU's header has other fields where ustar has its prefix.
        if (split < 0 || (split > 0 && gnu))
        {
            WriteLongName(name, (byte)'L');
            Fill(name.AsSpan(0, 100), [], mode, size, type, gnu, link);
        }
        else if (split > 0)
        {
            Fill(name.AsSpan(split + 1), name.AsSpan(0, split), mode, size, type, gnu, link);
        }
        else
        {
            Fill(name, [], mode, size, type, gnu, link);
        }

        output.Write(_header);
    }

    private void WriteLongName(ReadOnlySpan<byte> name, byte type)
    {
        Fill("././@LongLink"u8, [], 0, name.Length + 1, type, gnu: true, []);
        output.Write(_header);
        output.Write(name);
        output.WriteByte(0);
        EndFile(name.Length + 1);
    }

    // Where the '/' is that ustar splits prefix and name at; -1 when there is none that fits.
    private static int Split(ReadOnlySpan<byte> name)
    {
        for (int i = Math.Min(name.Length - 2, 155); i > 0; i--)
        {
            if (name[i] == '/' && name.Length - i - 1 <= 100)
            {
                return i;
            }
        }

        return -1;
    }

    private void Fill(ReadOnlySpan<byte> name, ReadOnlySpan<byte> prefix, int mode, long size, byte type, bool gnu, ReadOnlySpan<byte> link)
    {
        Span<byte> header = _header;
        header.Clear();
        name.CopyTo(header);
        Octal(header.Slice(100, 8), mode);
        Number(header.Slice(108, 8), UserId);
        Number(header.Slice(116, 8), GroupId);
        Number(header.Slice(124, 12), size);
        Number(header.Slice(136, 12), ModifiedAt);
        header.Slice(148, 8).Fill((byte)' ');
        header[156] = type;
        link.CopyTo(header[157..]);
        (gnu ? "ustar  \0"u8 : "ustar\u000000"u8).CopyTo(header[257..]);
        prefix.CopyTo(header[345..]);

        int sum = 0;
        foreach (byte b in header)
        {
            sum += b;
        }

        Octal(header.Slice(148, 7), sum);
    }

    // What octal digits cannot hold is written in base 256, the first bit a mark (GNU tar manual, "Extensions to the tar format").
    private static void Number(Span<byte> field, long value)
    {
        if (value >= 0 && value < 1L << (3 * (field.Length - 1)))
        {
            Octal(field, value);
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, value);
        bytes[^field.Length..].CopyTo(field);
        field[0] |= 0x80;
    }

    private static void Octal(Span<byte> field, long value)
    {
        for (int i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }
}
