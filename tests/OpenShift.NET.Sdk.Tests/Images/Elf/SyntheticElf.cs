using System.Buffers.Binary;
using System.Text;
using OpenShift.NET.Sdk.Images.Elf;

namespace OpenShift.NET.Sdk.Tests.Images.Elf;

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

    public (string Library, string[] Versions)[] NeededVersions { get; init; } = [];

    public string[] WeakVersions { get; init; } = [];

    public string[] DefinedVersions { get; init; } = [];

    /// <summary>How far behind the headers the strings stand, as those of a library with many symbols do.</summary>
    public int Distance { get; init; }

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
        byte[] needs = Needs(strings);
        byte[] defined = Defined(strings);
        int tables = (needs.Length > 0 ? 1 : 0) + (defined.Length > 0 ? 1 : 0);
        int stringsAt = dynamicAt + ((dynamic.Count + 2 + tables) * dynamicEntry) + Distance;
        int needsAt = stringsAt + (int)strings.Length;
        if (needs.Length > 0)
        {
            dynamic.Add((0x6ffffffe, LoadAddress + (ulong)needsAt));
        }

        if (defined.Length > 0)
        {
            dynamic.Add((0x6ffffffc, LoadAddress + (ulong)(needsAt + needs.Length)));
        }

        dynamic.Add((5, LoadAddress + (ulong)stringsAt));
        dynamic.Add((0, 0));

        byte[] file = new byte[needsAt + needs.Length + defined.Length];
        needs.CopyTo(file, needsAt);
        defined.CopyTo(file, needsAt + needs.Length);
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

    // Verneed and Vernaux follow each other, 16 bytes each.
    private byte[] Needs(MemoryStream strings)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < NeededVersions.Length; i++)
        {
            (string library, string[] versions) = NeededVersions[i];
            string[] all = i == 0 ? [.. versions, .. WeakVersions] : versions;
            byte[] entry = new byte[16 * (all.Length + 1)];
            Number(entry, 0, 2, 1);
            Number(entry, 2, 2, (ulong)all.Length);
            Number(entry, 4, 4, Add(strings, library));
            Number(entry, 8, 4, 16);
            Number(entry, 12, 4, i == NeededVersions.Length - 1 ? 0 : (ulong)entry.Length);
            for (int j = 0; j < all.Length; j++)
            {
                int at = 16 * (j + 1);
                Number(entry, at + 4, 2, j < versions.Length ? 0u : 2);
                Number(entry, at + 8, 4, Add(strings, all[j]));
                Number(entry, at + 12, 4, j == all.Length - 1 ? 0u : 16);
            }

            bytes.AddRange(entry);
        }

        return [.. bytes];
    }

    // Verdef of 20 bytes, each with one Verdaux of 8; the first names the library itself.
    private byte[] Defined(MemoryStream strings)
    {
        string[] all = DefinedVersions.Length == 0 ? [] : [SoName ?? "self", .. DefinedVersions];
        byte[] bytes = new byte[28 * all.Length];
        for (int i = 0; i < all.Length; i++)
        {
            int at = 28 * i;
            Number(bytes, at, 2, 1);
            Number(bytes, at + 2, 2, i == 0 ? 1u : 0);
            Number(bytes, at + 6, 2, 1);
            Number(bytes, at + 12, 4, 20);
            Number(bytes, at + 16, 4, i == all.Length - 1 ? 0u : 28);
            Number(bytes, at + 20, 4, Add(strings, all[i]));
        }

        return bytes;
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
