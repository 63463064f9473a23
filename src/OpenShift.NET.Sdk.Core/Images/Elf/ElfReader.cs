using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.Elf;

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
    private const long TagVersionsDefined = 0x6ffffffc;
    private const long TagVersionsNeeded = 0x6ffffffe;
    private const ushort VersionOfFileItself = 1;
    private const ushort VersionIsWeak = 2;
    private const int MostDynamicEntries = 4096;
    private const int MostVersions = 4096;
    private const int LongestString = 4096;
    private const int MostCharacters = 64 * 1024;

    private readonly ElfContent _content;
    private readonly ElfMachine _machine;
    private int _characters;

    private ElfReader(ElfContent content, ElfMachine machine)
    {
        _content = content;
        _machine = machine;
    }

    /// <summary>Reads a file from its beginning.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <returns><see langword="null"/> when the content is no ELF file, for example a linker script.</returns>
    /// <exception cref="InvalidDataException">It is an ELF file, but cut off or contradictory.</exception>
    public static ElfFile? Read(Stream stream) => TryOpen(new ElfStreamContent(stream))?.Read();

    /// <summary>Reads what can be read of a file: where it is damaged, or a part was not kept, its header alone.</summary>
    /// <returns><see langword="null"/> when the content is no ELF file, or not even its header can be read.</returns>
    public static ElfFile? ReadLeniently(ElfContent content)
    {
        ElfReader? reader = null;
        try
        {
            reader = TryOpen(content);
            return reader?.Read();
        }
        catch (InvalidDataException)
        {
            return reader is null ? null : new ElfFile(reader._machine) { IsPartial = true };
        }
    }

    /// <summary>The parts of a file that <see cref="ReadLeniently"/> looks at besides its beginning, as its program headers tell: offset and length.</summary>
    /// <param name="content">The beginning of the file.</param>
    /// <param name="longest">The longest loaded part that is named as a whole: tools that change a file afterwards (patchelf) move its strings to a small one at the end.</param>
    public static IReadOnlyList<(ulong Offset, ulong Length)> Parts(ElfContent content, ulong longest)
    {
        try
        {
            return TryOpen(content) is { } reader
                ? [.. reader.ReadSegments().Where(s => s.Type is ProgramHeaderLoad or ProgramHeaderDynamic or ProgramHeaderInterpreter && s.FileSize > 0 && s.FileSize <= longest).Select(static s => (s.Offset, s.FileSize))]
                : [];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static ElfReader? TryOpen(ElfContent content)
    {
        Span<byte> identification = stackalloc byte[20];
        int read;
        try
        {
            read = content.Read(0, identification);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        if (read < identification.Length || !identification.StartsWith("\u007fELF"u8))
        {
            return null;
        }

        if (identification[4] is not (1 or 2) || identification[5] is not (1 or 2))
        {
            throw new InvalidDataException("unknown ELF class or byte order");
        }

        bool littleEndian = identification[5] == 1;
        ReadOnlySpan<byte> machine = identification[18..];
        return new ElfReader(content, new ElfMachine(
            identification[4] == 2,
            littleEndian,
            littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(machine) : BinaryPrimitives.ReadUInt16BigEndian(machine)));
    }

    private ElfFile Read()
    {
        List<Segment> segments = ReadSegments();
        var file = new ElfFile(_machine);
        bool dynamic = false;
        foreach (Segment segment in segments)
        {
            if (segment.Type == ProgramHeaderInterpreter && file.Interpreter is null)
            {
                file = file with { Interpreter = ReadString(segment.Offset) };
            }
            else if (segment.Type == ProgramHeaderDynamic && !dynamic)
            {
                // A file has one of each; a hostile one has as many as there are program headers.
                dynamic = true;
                List<(long Tag, ulong Value)> entries = ReadDynamic(segment);
                if (Find(entries, TagStringTable) is { } table)
                {
                    file = WithDynamic(file, entries, segments, OffsetOf(table, segments));
                }
            }
        }

        return file;
    }

    private ElfFile WithDynamic(ElfFile file, List<(long Tag, ulong Value)> entries, List<Segment> segments, ulong strings)
    {
        var needed = ImmutableArray.CreateBuilder<string>();
        foreach ((long tag, ulong value) in entries)
        {
            if (tag == TagNeeded)
            {
                needed.Add(ReadString(At(strings, value)));
            }
        }

        return file with
        {
            Needed = needed.ToImmutable(),
            SoName = Find(entries, TagSoName) is { } name ? ReadString(At(strings, name)) : null,
            RunPath = (Find(entries, TagRunPath) ?? Find(entries, TagRPath)) is { } path
                ? [.. ReadString(At(strings, path)).Split(':', StringSplitOptions.RemoveEmptyEntries)]
                : [],
            NeededVersions = Find(entries, TagVersionsNeeded) is { } needs ? ReadNeededVersions(OffsetOf(needs, segments), strings) : [],
            DefinedVersions = Find(entries, TagVersionsDefined) is { } defined ? ReadDefinedVersions(OffsetOf(defined, segments), strings) : [],
        };
    }

    // Verneed { version, count: Half; file, aux, next: Word }, Vernaux { hash: Word; flags, other: Half; name, next: Word }; the same in both classes.
    private ImmutableArray<ElfVersionNeed> ReadNeededVersions(ulong offset, ulong strings)
    {
        var needs = ImmutableArray.CreateBuilder<ElfVersionNeed>();
        Span<byte> entry = stackalloc byte[16];
        int total = 0;
        while (true)
        {
            ReadExactly(offset, entry);
            string library = ReadString(At(strings, UInt32(entry[4..])));
            uint next = UInt32(entry[12..]);
            var versions = ImmutableArray.CreateBuilder<string>();
            ulong aux = At(offset, UInt32(entry[8..]));
            for (int left = UInt16(entry[2..]); left > 0; left--)
            {
                Count(ref total);
                ReadExactly(aux, entry);
                if ((UInt16(entry[4..]) & VersionIsWeak) == 0)
                {
                    versions.Add(ReadString(At(strings, UInt32(entry[8..]))));
                }

                aux = At(aux, UInt32(entry[12..]));
            }

            needs.Add(new ElfVersionNeed(library, versions.ToImmutable()));
            if (next == 0)
            {
                return needs.ToImmutable();
            }

            Count(ref total);
            offset = At(offset, next);
        }
    }

    // Verdef { version, flags, index, count: Half; hash, aux, next: Word }, Verdaux { name, next: Word }; the first of its names is the version's own.
    private ImmutableArray<string> ReadDefinedVersions(ulong offset, ulong strings)
    {
        var versions = ImmutableArray.CreateBuilder<string>();
        Span<byte> entry = stackalloc byte[20];
        Span<byte> name = stackalloc byte[8];
        int total = 0;
        while (true)
        {
            Count(ref total);
            ReadExactly(offset, entry);
            if ((UInt16(entry[2..]) & VersionOfFileItself) == 0)
            {
                ReadExactly(At(offset, UInt32(entry[12..])), name);
                versions.Add(ReadString(At(strings, UInt32(name))));
            }

            uint next = UInt32(entry[16..]);
            if (next == 0)
            {
                return versions.ToImmutable();
            }

            offset = At(offset, next);
        }
    }

    private static void Count(ref int total)
    {
        if (++total > MostVersions)
        {
            throw new InvalidDataException("it speaks of too many symbol versions");
        }
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
        while (bytes.Count < LongestString)
        {
            int read = _content.Read(At(offset, (ulong)bytes.Count), chunk);
            if (read == 0)
            {
                break;
            }

            int end = chunk[..read].IndexOf((byte)0);
            if (end >= 0)
            {
                _characters += bytes.Count + end + 1;
                if (_characters > MostCharacters)
                {
                    throw new InvalidDataException("its strings are too long together");
                }

                if (bytes.Count == 0)
                {
                    return Encoding.UTF8.GetString(chunk[..end]);
                }

                bytes.AddRange(chunk[..end]);
                return Encoding.UTF8.GetString([.. bytes]);
            }

            bytes.AddRange(chunk[..read]);
        }

        throw new InvalidDataException("a string has no end");
    }

    private void ReadExactly(ulong offset, Span<byte> buffer)
    {
        if (_content.Read(offset, buffer) < buffer.Length)
        {
            throw new InvalidDataException("the file is cut off");
        }
    }

    private ushort UInt16(ReadOnlySpan<byte> bytes) =>
        _machine.IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        _machine.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private ulong UInt64(ReadOnlySpan<byte> bytes) =>
        _machine.IsLittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes);

    private readonly record struct Segment(uint Type, ulong Offset, ulong Address, ulong FileSize);
}
