using System.Buffers.Binary;
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
        Octal(header.Slice(108, 8), 0);
        Octal(header.Slice(116, 8), 0);
        if (size > LargestOctalSize)
        {
            header[124] = 0x80;
            BinaryPrimitives.WriteInt64BigEndian(header.Slice(128, 8), size);
        }
        else
        {
            Octal(header.Slice(124, 12), size);
        }

        Octal(header.Slice(136, 12), modifiedAt);
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

    private static void Octal(Span<byte> field, long value)
    {
        for (int i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }
}
