using System.Buffers.Binary;
using System.Text;

namespace OpenShift.NET.Sdk.Tests.Fuzzing;

/// <summary>Damages inputs the way transfers, disks and enemies do.</summary>
internal static class Mutation
{
    private static readonly long[] s_numbers = [0, 1, -1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    private static readonly string[] s_texts =
        ["../../../etc/passwd", "/", "..", ".wh.", ".wh..wh..opq", ".wh..", "\0", "\n\n", "77777777777", "-1", "null", "{}", "[[[[", "\"", "1e999", "\uFFFD", "sha256:", "💥"];

    public static byte[] Of(byte[] seed, byte[] other, Random random)
    {
        byte[] bytes = [.. seed];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            bytes = Once(bytes, other, random);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        int at = random.Next(bytes.Length + 1);
        int length = Math.Min(bytes.Length - at, 1 << random.Next(12));
        switch (random.Next(8))
        {
            case 0 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1 when at < bytes.Length:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2 when bytes.Length - at >= 8:
                long number = s_numbers[random.Next(s_numbers.Length)];
                (random.Next(4) switch
                {
                    0 => (Action)(() => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), (int)number)),
                    1 => () => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), (int)number),
                    2 => () => BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(at), number),
                    _ => () => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), (short)number),
                })();
                return bytes;
            case 3:
                return bytes[..at];
            case 4:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 5:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 6:
                return [.. bytes[..at], .. Encoding.UTF8.GetBytes(s_texts[random.Next(s_texts.Length)]), .. bytes[at..]];
            default:
                int from = random.Next(other.Length + 1);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + length)], .. bytes[at..]];
        }
    }
}
