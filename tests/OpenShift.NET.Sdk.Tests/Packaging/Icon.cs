using System.Buffers.Binary;
using System.IO.Compression;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>The packages' icon: the layers of an image, checked.</summary>
internal static class Icon
{
    /// <summary>Width and height in pixels.</summary>
    public const int Size = 128;

    // Red, green, blue.
    private static readonly (int, int, int) s_night = (16, 42, 67);
    private static readonly (int, int, int) s_light = (240, 244, 248);
    private static readonly (int, int, int) s_steel = (98, 125, 152);
    private static readonly (int, int, int) s_sea = (39, 171, 131);

    /// <summary>The pixels from the top left, each red, green, blue and opacity.</summary>
    public static byte[] Draw()
    {
        byte[] pixels = new byte[Size * Size * 4];
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                (double px, double py) = (x + 0.5, y + 0.5);
                (double r, double g, double b) = s_night;
                foreach ((double Distance, (int, int, int) Colour) shape in Shapes(px, py))
                {
                    double part = Math.Clamp(0.5 - shape.Distance, 0, 1);
                    (int red, int green, int blue) = shape.Colour;
                    (r, g, b) = (r + ((red - r) * part), g + ((green - g) * part), b + ((blue - b) * part));
                }

                double opacity = Math.Clamp(0.5 - Box(px, py, 64, 64, 62, 62, 22), 0, 1);
                byte[] pixel = [Round(r), Round(g), Round(b), Round(opacity * 255)];
                pixel.CopyTo(pixels, ((y * Size) + x) * 4);
            }
        }

        return pixels;
    }

    // Three layers, the uppermost the application's own; the mark of the check over them.
    private static IEnumerable<(double Distance, (int, int, int) Colour)> Shapes(double x, double y) =>
    [
        (Box(x, y, 64, 96, 42, 9, 5), s_steel),
        (Box(x, y, 64, 72, 42, 9, 5), s_steel),
        (Box(x, y, 64, 48, 42, 9, 5), s_light),
        (Math.Min(Line(x, y, 74, 44, 88, 58), Line(x, y, 88, 58, 110, 22)) - 10, s_night),
        (Math.Min(Line(x, y, 74, 44, 88, 58), Line(x, y, 88, 58, 110, 22)) - 6, s_sea),
    ];

    // Distance to a rectangle with round corners, in pixels, negative inside.
    private static double Box(double x, double y, double centreX, double centreY, double halfWidth, double halfHeight, double radius)
    {
        double dx = Math.Abs(x - centreX) - halfWidth + radius;
        double dy = Math.Abs(y - centreY) - halfHeight + radius;
        (double outX, double outY) = (Math.Max(dx, 0), Math.Max(dy, 0));
        return Math.Sqrt((outX * outX) + (outY * outY)) + Math.Min(Math.Max(dx, dy), 0) - radius;
    }

    private static double Line(double x, double y, double fromX, double fromY, double toX, double toY)
    {
        (double ax, double ay, double bx, double by) = (x - fromX, y - fromY, toX - fromX, toY - fromY);
        double part = Math.Clamp(((ax * bx) + (ay * by)) / ((bx * bx) + (by * by)), 0, 1);
        (double cx, double cy) = (ax - (bx * part), ay - (by * part));
        return Math.Sqrt((cx * cx) + (cy * cy));
    }

    private static byte Round(double value) => (byte)Math.Round(value, MidpointRounding.AwayFromZero);

    /// <summary>Writes pixels as PNG (ISO/IEC 15948): 8 bits a sample, truecolour with alpha, rows unfiltered.</summary>
    public static byte[] ToPng(byte[] pixels)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
        (header[8], header[9]) = (8, 6);
        WriteChunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int y = 0; y < Size; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, y * Size * 4, Size * 4);
            }
        }

        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Reads the pixels of a PNG that <see cref="ToPng"/> wrote; other libraries of zlib compress them to other bytes.</summary>
    public static byte[] FromPng(byte[] png)
    {
        int at = 8 + 25;
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
        using var zlib = new ZLibStream(new MemoryStream(png, at + 8, length), CompressionMode.Decompress);
        byte[] pixels = new byte[Size * Size * 4];
        for (int y = 0; y < Size; y++)
        {
            Assert.AreEqual(0, zlib.ReadByte(), "The filter of a row.");
            zlib.ReadExactly(pixels, y * Size * 4, Size * 4);
        }

        return pixels;
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum([.. type, .. content]));
        file.Write(number);
    }

    // CRC-32 as PNG's annex D has it.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }
}
