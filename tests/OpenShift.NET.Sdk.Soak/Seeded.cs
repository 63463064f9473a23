namespace OpenShift.NET.Sdk.Soak;

/// <summary>Bytes that follow from a seed on every machine and in every version of .NET.</summary>
internal static class Seeded
{
    /// <summary>Fills a buffer (xorshift, G. Marsaglia 2003).</summary>
    public static void Fill(Span<byte> buffer, int seed)
    {
        ulong state = (ulong)(uint)seed * 0x9E3779B97F4A7C15 | 1;
        for (int i = 0; i < buffer.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            buffer[i] = (byte)(state >> 32);
        }
    }

    /// <summary>A number below a limit that follows from some numbers.</summary>
    public static int Below(int limit, params ReadOnlySpan<int> seeds)
    {
        int mixed = 17;
        foreach (int seed in seeds)
        {
            mixed = unchecked((mixed * 486187739) + seed);
        }

        Span<byte> drawn = stackalloc byte[12];
        Fill(drawn, mixed);
        return (int)(BitConverter.ToUInt32(drawn[8..]) % (uint)limit);
    }
}
