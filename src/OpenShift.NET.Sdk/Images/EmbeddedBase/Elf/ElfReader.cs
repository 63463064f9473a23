using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase.Elf;

/// <summary>Reads the program headers and the dynamic section of an ELF file, 32 or 64 bit, of either byte order. Section headers are not needed: a stripped file has none.</summary>
internal sealed class ElfReader
{
    private const int ProgramHeaderLoad = 1;
    private const int ProgramHeaderDynamic = 2;
    private const int ProgramHeaderInterpreter = 3;
    private const long TagNeeded = 1;
    private const long TagStringTable = 5;
    private const long TagSoName = 14;
    private const long TagRPath = 15;
    private const long TagRunPath = 29;
    private const int MostDynamicEntries = 4096;
    private const int LongestString = 4096;

    private readonly Stream _stream;
    private readonly ElfMachine _machine;

    private ElfReader(Stream stream, ElfMachine machine)
    {
        _stream = stream;
        _machine = machine;
    }

    /// <summary>Reads a file from its beginning.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <returns><see langword="null"/> when the content is no ELF file, for example a linker script.</returns>
    /// <exception cref="InvalidDataException">It is an ELF file, but cut off or contradictory.</exception>
    public static ElfFile? Read(Stream stream)
    {
        Span<byte> identification = stackalloc byte[20];
        stream.Position = 0;
        if (stream.ReadAtLeast(identification, identification.Length, throwOnEndOfStream: false) < identification.Length
            || !identification.StartsWith("\u007fELF"u8))
        {
            return null;
        }

        if (identification[4] is not (1 or 2) || identification[5] is not (1 or 2))
        {
            throw new InvalidDataException("unknown ELF class or byte order");
        }

        bool littleEndian = identification[5] == 1;
        ReadOnlySpan<byte> machine = identification[18..];
        var reader = new ElfReader(stream, new ElfMachine(
            identification[4] == 2,
            littleEndian,
            littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(machine) : BinaryPrimitives.ReadUInt16BigEndian(machine)));
        return reader.Read();
    }

    private ElfFile Read()
    {
        List<Segment> segments = ReadSegments();
        string? interpreter = null;
        var needed = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string> runPath = [];
        string? soName = null;
        foreach (Segment segment in segments)
        {
            if (segment.Type == ProgramHeaderInterpreter)
            {
                interpreter = ReadString(segment.Offset);
            }
            else if (segment.Type == ProgramHeaderDynamic)
            {
                List<(long Tag, ulong Value)> entries = ReadDynamic(segment);
                ulong? table = Find(entries, TagStringTable);
                if (table is null)
                {
                    continue;
                }

                ulong strings = OffsetOf(table.Value, segments);
                foreach ((long tag, ulong value) in entries)
                {
                    if (tag == TagNeeded)
                    {
                        needed.Add(ReadString(At(strings, value)));
                    }
                }

                soName = Find(entries, TagSoName) is { } name ? ReadString(At(strings, name)) : null;
                runPath = (Find(entries, TagRunPath) ?? Find(entries, TagRPath)) is { } path
                    ? [.. ReadString(At(strings, path)).Split(':', StringSplitOptions.RemoveEmptyEntries)]
                    : [];
            }
        }

        return new ElfFile(_machine) { Interpreter = interpreter, Needed = needed.ToImmutable(), RunPath = runPath, SoName = soName };
    }

    private List<Segment> ReadSegments()
    {
        Span<byte> header = stackalloc byte[64];
        header = header[..(_machine.Is64Bit ? 64 : 52)];
        ReadExactly(0, header);
        ulong offset = _machine.Is64Bit ? UInt64(header[32..]) : UInt32(header[28..]);
        int size = UInt16(header[(_machine.Is64Bit ? 54 : 42)..]);
        int count = UInt16(header[(_machine.Is64Bit ? 56 : 44)..]);
        int smallest = _machine.Is64Bit ? 56 : 32;
        if (count > 0 && size < smallest)
        {
            throw new InvalidDataException("program headers are too small");
        }

        var segments = new List<Segment>(count);
        Span<byte> entry = stackalloc byte[56];
        entry = entry[..smallest];
        for (int i = 0; i < count; i++)
        {
            ReadExactly(At(offset, (ulong)(i * (long)size)), entry);
            segments.Add(_machine.Is64Bit
                ? new Segment(UInt32(entry), UInt64(entry[8..]), UInt64(entry[16..]), UInt64(entry[32..]))
                : new Segment(UInt32(entry), UInt32(entry[4..]), UInt32(entry[8..]), UInt32(entry[16..])));
        }

        return segments;
    }

    private List<(long Tag, ulong Value)> ReadDynamic(Segment segment)
    {
        int size = _machine.Is64Bit ? 16 : 8;
        ulong count = segment.FileSize / (ulong)size;
        if (count > MostDynamicEntries)
        {
            throw new InvalidDataException("the dynamic section is too long");
        }

        byte[] content = new byte[(int)count * size];
        ReadExactly(segment.Offset, content);
        var entries = new List<(long, ulong)>((int)count);
        for (int at = 0; at < content.Length; at += size)
        {
            ReadOnlySpan<byte> entry = content.AsSpan(at, size);
            long tag = _machine.Is64Bit ? (long)UInt64(entry) : (int)UInt32(entry);
            if (tag == 0)
            {
                break;
            }

            entries.Add((tag, _machine.Is64Bit ? UInt64(entry[8..]) : UInt32(entry[4..])));
        }

        return entries;
    }

    private static ulong? Find(List<(long Tag, ulong Value)> entries, long tag)
    {
        foreach ((long candidate, ulong value) in entries)
        {
            if (candidate == tag)
            {
                return value;
            }
        }

        return null;
    }

    private static ulong OffsetOf(ulong address, List<Segment> segments)
    {
        foreach (Segment segment in segments)
        {
            if (segment.Type == ProgramHeaderLoad && address >= segment.Address && address - segment.Address < segment.FileSize)
            {
                return At(address - segment.Address, segment.Offset);
            }
        }

        throw new InvalidDataException("the string table lies in no segment");
    }

    // A sum that overflows lies behind the end of any file.
    private static ulong At(ulong start, ulong distance) => start > ulong.MaxValue - distance ? ulong.MaxValue : start + distance;

    private string ReadString(ulong offset)
    {
        Span<byte> chunk = stackalloc byte[128];
        var bytes = new List<byte>(64);
        Seek(offset);
        while (bytes.Count < LongestString)
        {
            int read = _stream.Read(chunk);
            if (read == 0)
            {
                break;
            }

            int end = chunk[..read].IndexOf((byte)0);
            bytes.AddRange(chunk[..(end < 0 ? read : end)]);
            if (end >= 0)
            {
                return Encoding.UTF8.GetString([.. bytes]);
            }
        }

        throw new InvalidDataException("a string has no end");
    }

    private void ReadExactly(ulong offset, Span<byte> buffer)
    {
        Seek(offset);
        if (_stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new InvalidDataException("the file is cut off");
        }
    }

    private void Seek(ulong offset)
    {
        if (offset > (ulong)_stream.Length)
        {
            throw new InvalidDataException("an offset lies behind the end of the file");
        }

        _stream.Position = (long)offset;
    }

    private ushort UInt16(ReadOnlySpan<byte> bytes) =>
        _machine.IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        _machine.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private ulong UInt64(ReadOnlySpan<byte> bytes) =>
        _machine.IsLittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes);

    private readonly record struct Segment(uint Type, ulong Offset, ulong Address, ulong FileSize);
}
