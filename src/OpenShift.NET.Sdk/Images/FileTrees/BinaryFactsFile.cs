using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Elf;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>What a scan notes of programs and libraries, as bytes.</summary>
internal static class BinaryFactsFile
{
    private const byte Wide = 1;
    private const byte LittleEndian = 2;
    private const byte Interpreter = 4;
    private const byte SoName = 8;
    private const byte Partial = 16;
    private const byte None = 32;

    /// <summary>Writes the facts of a file that has some.</summary>
    public static void Write(BinaryWriter writer, LayerFile file)
    {
        Write(writer, file.NativeImports);
        if (file.Elf is not { } elf)
        {
            writer.Write(None);
            return;
        }

        writer.Write((byte)((elf.Machine.Is64Bit ? Wide : 0) | (elf.Machine.IsLittleEndian ? LittleEndian : 0) | (elf.Interpreter is null ? 0 : Interpreter)
            | (elf.SoName is null ? 0 : SoName) | (elf.IsPartial ? Partial : 0)));
        writer.Write(elf.Machine.Machine);
        foreach (string? text in (ReadOnlySpan<string?>)[elf.Interpreter, elf.SoName])
        {
            if (text is not null)
            {
                writer.Write(text);
            }
        }

        Write(writer, elf.Needed);
        Write(writer, elf.RunPath);
        Write(writer, elf.DefinedVersions);
        writer.Write7BitEncodedInt(elf.NeededVersions.Length);
        foreach (ElfVersionNeed need in elf.NeededVersions)
        {
            writer.Write(need.Library);
            Write(writer, need.Versions);
        }
    }

    /// <summary>Reads the facts of a file.</summary>
    public static (ElfFile? Elf, ImmutableArray<string> NativeImports) Read(BinaryReader reader)
    {
        ImmutableArray<string> imports = ReadStrings(reader);
        byte has = reader.ReadByte();
        if (has == None)
        {
            return (null, imports);
        }

        var machine = new ElfMachine((has & Wide) != 0, (has & LittleEndian) != 0, reader.ReadUInt16());
        return (
            new ElfFile(machine)
            {
                IsPartial = (has & Partial) != 0,
                Interpreter = (has & Interpreter) != 0 ? reader.ReadString() : null,
                SoName = (has & SoName) != 0 ? reader.ReadString() : null,
                Needed = ReadStrings(reader),
                RunPath = ReadStrings(reader),
                DefinedVersions = ReadStrings(reader),
                NeededVersions = ReadNeeds(reader),
            },
            imports);
    }

    private static ImmutableArray<ElfVersionNeed> ReadNeeds(BinaryReader reader)
    {
        int count = LayerScanFile.ReadCount(reader);
        var needs = ImmutableArray.CreateBuilder<ElfVersionNeed>();
        for (int i = 0; i < count; i++)
        {
            needs.Add(new ElfVersionNeed(reader.ReadString(), ReadStrings(reader)));
        }

        return needs.ToImmutable();
    }

    private static void Write(BinaryWriter writer, ImmutableArray<string> strings)
    {
        writer.Write7BitEncodedInt(strings.Length);
        foreach (string text in strings)
        {
            writer.Write(text);
        }
    }

    private static ImmutableArray<string> ReadStrings(BinaryReader reader)
    {
        int count = LayerScanFile.ReadCount(reader);
        var strings = ImmutableArray.CreateBuilder<string>();
        for (int i = 0; i < count; i++)
        {
            strings.Add(reader.ReadString());
        }

        return strings.ToImmutable();
    }
}
