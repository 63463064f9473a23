using System.Text;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile;

/// <summary>Tar archives made block by block, for what no proper writer writes.</summary>
internal sealed class TarBlocks(Stream output)
{
    private static readonly byte[] s_end = new byte[1024];

    public TarBlocks Entry(string name, char type = '0', ReadOnlySpan<byte> content = default, string link = "", int mode = 0b111_101_101, long? size = null)
    {
        Span<byte> block = stackalloc byte[512];
        block.Clear();
        if (Encoding.UTF8.GetByteCount(name) <= 100)
        {
            Encoding.UTF8.GetBytes(name, block);
        }

        Octal(block.Slice(100, 7), mode);
        Octal(block.Slice(108, 7), 0);
        Octal(block.Slice(116, 7), 0);
        if ((size ?? 0) < 8L << 30)
        {
            Octal(block.Slice(124, 11), size ?? content.Length);
        }
        else
        {
            // From 8 GiB on in binary, the first bit a mark, as GNU tar writes it.
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(block.Slice(128, 8), size!.Value);
            block[124] = 0x80;
        }

        Octal(block.Slice(136, 11), 1);
        block[156] = (byte)type;
        Encoding.UTF8.GetBytes(link.Length <= 100 ? link : "", block[157..]);
        "ustar\0"u8.CopyTo(block[257..]);
        "00"u8.CopyTo(block[263..]);
        block.Slice(148, 8).Fill((byte)' ');
        int sum = 0;
        foreach (byte b in block)
        {
            sum += b;
        }

        Octal(block.Slice(148, 6), sum);
        block[154] = 0;
        output.Write(block);
        output.Write(content);
        output.Write(s_end, 0, (512 - (content.Length % 512)) % 512);
        return this;
    }

    /// <summary>An entry with a name of any length (GNU tar's <c>L</c>).</summary>
    public TarBlocks Long(string name, char type = '0', ReadOnlySpan<byte> content = default) => Entry("././@LongLink", 'L', Encoding.UTF8.GetBytes(name)).Entry("long", type, content);

    public TarBlocks Raw(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        return this;
    }

    public void End() => output.Write(s_end);

    /// <summary>An archive in memory.</summary>
    public static byte[] Of(Action<TarBlocks> write)
    {
        var bytes = new MemoryStream();
        var tar = new TarBlocks(bytes);
        write(tar);
        tar.End();
        return bytes.ToArray();
    }

    private static void Octal(Span<byte> field, long value) => Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(field.Length, '0'), field);
}
