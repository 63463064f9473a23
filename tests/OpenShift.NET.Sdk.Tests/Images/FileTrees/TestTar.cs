using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

/// <summary>Tar archives made block by block, for what no proper writer writes.</summary>
internal sealed class TestTar
{
    private readonly MemoryStream _bytes = new();

    public TestTar Entry(string name, char type = '0', byte[]? content = null, string link = "", int mode = 0b110_100_100, long uid = 0, long gid = 0, long? size = null, Action<byte[]>? change = null)
    {
        byte[] block = new byte[512];
        Put(block, 0, name);
        Put(block, 100, Octal(mode, 7));
        Put(block, 108, Octal(uid, 7));
        Put(block, 116, Octal(gid, 7));
        Put(block, 124, Octal(size ?? content?.Length ?? 0, 11));
        Put(block, 136, Octal(1, 11));
        block[156] = (byte)type;
        Put(block, 157, link);
        Put(block, 257, "ustar\0" + "00");
        change?.Invoke(block);
        Sign(block);
        _bytes.Write(block);
        if (content is not null)
        {
            _bytes.Write(content);
            _bytes.Write(new byte[(512 - (content.Length % 512)) % 512]);
        }

        return this;
    }

    public TestTar Pax(params (string Key, string Value)[] records) => Entry("pax", 'x', Encoding.UTF8.GetBytes(string.Concat(records.Select(Record))));

    public TestTar Raw(byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public byte[] ToArray(bool end = true) => end ? [.. _bytes.ToArray(), .. new byte[1024]] : _bytes.ToArray();

    public static void Put(byte[] block, int at, string text) => Encoding.UTF8.GetBytes(text).CopyTo(block, at);

    public static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');

    public static void Sign(byte[] block)
    {
        block.AsSpan(148, 8).Fill((byte)' ');
        Put(block, 148, Octal(block.Sum(b => b), 6) + "\0 ");
    }

    public static byte[] Gzip(byte[] bytes)
    {
        var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return result.ToArray();
    }

    public static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(bytes).ToArray();
    }

    public static async Task<LayerScan> ScanAsync(byte[] blob, string mediaType = MediaTypes.OciLayer, LayerScanLimits? limits = null, Digest? diffId = null) =>
        await LayerScanner.ScanAsync(new MemoryStream(blob), new Descriptor(mediaType, Digest.Of(blob), blob.Length), diffId, limits, CancellationToken.None);

    private static string Record((string Key, string Value) record)
    {
        int rest = Encoding.UTF8.GetByteCount($" {record.Key}={record.Value}\n");
        int length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        }

        return $"{length} {record.Key}={record.Value}\n";
    }
}
