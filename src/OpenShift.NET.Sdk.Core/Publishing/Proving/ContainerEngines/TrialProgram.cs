using System.Buffers.Binary;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>The smallest program there is to start in a container: it sleeps until it is killed. An ELF file of one segment (gabi, "ELF Header", "Program Header") for each machine OpenShift runs on.</summary>
internal static class TrialProgram
{
    private const int HeaderSize = 64;
    private const int SegmentSize = 56;
    private const ulong Place = 0x400000;

    /// <summary>The program.</summary>
    /// <param name="architecture">GOARCH.</param>
    /// <returns><see langword="null"/> for another machine.</returns>
    public static byte[]? For(string architecture) => architecture switch
    {
        // pause() until a signal ends it, again and again: mov eax, 34; syscall; jmp.
        "amd64" => Elf(62, false, [0xb8, 34, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xf7]),

        // ppoll(NULL, 0, NULL, NULL): there is no pause.
        "arm64" => Elf(183, false, Words(false, 0xd2800000, 0xd2800001, 0xd2800002, 0xd2800003, 0xd2800928, 0xd4000001, 0x17fffffa)),
        "ppc64le" => Elf(21, false, Words(false, 0x3800001d, 0x44000002, 0x4bfffff8), flags: 2),
        "s390x" => Elf(22, true, [0x0a, 29, 0xa7, 0xf4, 0xff, 0xff]),
        _ => null,
    };

    private static byte[] Words(bool isBigEndian, params uint[] words)
    {
        byte[] code = new byte[words.Length * 4];
        for (int i = 0; i < words.Length; i++)
        {
            Write(code.AsSpan(i * 4, 4), words[i], isBigEndian);
        }

        return code;
    }

    private static byte[] Elf(ushort machine, bool isBigEndian, byte[] code, uint flags = 0)
    {
        byte[] file = new byte[HeaderSize + SegmentSize + code.Length];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5], file[6]) = (2, (byte)(isBigEndian ? 2 : 1), 1);
        Number(16, 2, 2);
        Number(18, machine, 2);
        Number(20, 1, 4);
        Number(24, Place + HeaderSize + SegmentSize, 8);
        Number(32, HeaderSize, 8);
        Number(48, flags, 4);
        Number(52, HeaderSize, 2);
        Number(54, SegmentSize, 2);
        Number(56, 1, 2);
        Number(HeaderSize, 1, 4);
        Number(HeaderSize + 4, 5, 4);
        Number(HeaderSize + 16, Place, 8);
        Number(HeaderSize + 24, Place, 8);
        Number(HeaderSize + 32, (ulong)file.Length, 8);
        Number(HeaderSize + 40, (ulong)file.Length, 8);
        Number(HeaderSize + 48, 0x10000, 8);
        code.CopyTo(file, HeaderSize + SegmentSize);
        return file;

        void Number(int at, ulong value, int size) => Write(file.AsSpan(at, size), value, isBigEndian);
    }

    private static void Write(Span<byte> place, ulong value, bool isBigEndian)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes[..place.Length].CopyTo(place);
        if (isBigEndian)
        {
            place.Reverse();
        }
    }
}
