using System.Buffers.Binary;
using System.Text;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Elf;

namespace OpenShift.NET.Sdk.Tests.Images.EmbeddedBase;

/// <summary>Writes small ELF files: a header, three program headers, a dynamic section, strings.</summary>
internal sealed record SyntheticElf(ElfMachine Machine)
{
    private const ulong LoadAddress = 0x10000;

    public static readonly ElfMachine Amd64 = new(true, true, 62);

    public string? Interpreter { get; init; }

    public string[] Needed { get; init; } = [];

    public string? RunPath { get; init; }

    public string? RPath { get; init; }

    public string? SoName { get; init; }

    public static SyntheticElf Library(params string[] needed) => new(Amd64) { Needed = needed };

    public byte[] ToBytes()
    {
        bool wide = Machine.Is64Bit;
        int header = wide ? 64 : 52;
        int programHeader = wide ? 56 : 32;
        int dynamicEntry = wide ? 16 : 8;
        var strings = new MemoryStream();
        strings.WriteByte(0);
        var dynamic = new List<(ulong Tag, ulong Value)>();
        Array.ForEach(Needed, n => dynamic.Add((1, Add(strings, n))));
        AddTag(14, SoName);
        AddTag(15, RPath);
        AddTag(29, RunPath);
        ulong interpreter = Add(strings, Interpreter ?? "");
        int dynamicAt = header + (3 * programHeader);
        int stringsAt = dynamicAt + ((dynamic.Count + 2) * dynamicEntry);
        dynamic.Add((5, LoadAddress + (ulong)stringsAt));
        dynamic.Add((0, 0));

        byte[] file = new byte[stringsAt + (int)strings.Length];
        "\u007fELF"u8.CopyTo(file);
        file[4] = (byte)(wide ? 2 : 1);
        file[5] = (byte)(Machine.IsLittleEndian ? 1 : 2);
        Number(file, 18, 2, Machine.Machine);
        Number(file, wide ? 32 : 28, wide ? 8 : 4, (ulong)header);
        Number(file, wide ? 54 : 42, 2, (ulong)programHeader);
        Number(file, wide ? 56 : 44, 2, 3);
        Segment(0, 1, 0, LoadAddress, (ulong)file.Length);
        Segment(1, 2, (ulong)dynamicAt, LoadAddress + (ulong)dynamicAt, (ulong)(dynamic.Count * dynamicEntry));
        Segment(2, Interpreter is null ? 0u : 3, (ulong)stringsAt + interpreter, 0, (ulong)(Interpreter?.Length + 1 ?? 0));
        for (int i = 0; i < dynamic.Count; i++)
        {
            Number(file, dynamicAt + (i * dynamicEntry), dynamicEntry / 2, dynamic[i].Tag);
            Number(file, dynamicAt + (i * dynamicEntry) + (dynamicEntry / 2), dynamicEntry / 2, dynamic[i].Value);
        }

        strings.ToArray().CopyTo(file, stringsAt);
        return file;

        void AddTag(ulong tag, string? value)
        {
            if (value is not null)
            {
                dynamic.Add((tag, Add(strings, value)));
            }
        }

        void Segment(int index, uint type, ulong offset, ulong address, ulong size)
        {
            int at = header + (index * programHeader);
            Number(file, at, 4, type);
            Number(file, at + (wide ? 8 : 4), wide ? 8 : 4, offset);
            Number(file, at + (wide ? 16 : 8), wide ? 8 : 4, address);
            Number(file, at + (wide ? 32 : 16), wide ? 8 : 4, size);
        }
    }

    private static ulong Add(MemoryStream strings, string value)
    {
        ulong at = (ulong)strings.Length;
        strings.Write(Encoding.UTF8.GetBytes(value + "\0"));
        return at;
    }

    private void Number(byte[] file, int at, int size, ulong value)
    {
        Span<byte> eight = stackalloc byte[8];
        if (Machine.IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(eight, value);
            eight[..size].CopyTo(file.AsSpan(at));
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(eight, value);
            eight[^size..].CopyTo(file.AsSpan(at));
        }
    }
}
