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
        LayerScanFile.Write(writer, file.NativeImports);
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

        LayerScanFile.Write(writer, elf.Needed);
        LayerScanFile.Write(writer, elf.RunPath);
        LayerScanFile.Write(writer, elf.DefinedVersions);
        writer.Write7BitEncodedInt(elf.NeededVersions.Length);
        foreach (ElfVersionNeed need in elf.NeededVersions)
        {
            writer.Write(need.Library);
            LayerScanFile.Write(writer, need.Versions);
        }
    }

    /// <summary>Reads the facts of a file.</summary>
    public static (ElfFile? Elf, ImmutableArray<string> NativeImports) Read(BinaryReader reader)
    {
        ImmutableArray<string> imports = LayerScanFile.ReadStrings(reader);
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
                Needed = LayerScanFile.ReadStrings(reader),
                RunPath = LayerScanFile.ReadStrings(reader),
                DefinedVersions = LayerScanFile.ReadStrings(reader),
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
            needs.Add(new ElfVersionNeed(reader.ReadString(), LayerScanFile.ReadStrings(reader)));
        }

        return needs.ToImmutable();
    }
}
