using OpenShift.NET.Sdk.Images.Elf;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>What a scan notes of programs and libraries: what an ELF file tells a loader, and which native libraries an assembly imports.</summary>
/// <remarks>
/// A layer is a stream. A file that fits into its window is read where it lies; of a longer ELF file the beginning, the dynamic section and small parts are kept as they
/// pass, of a longer assembly (<see cref="IsReadWhole"/>) all of it, by whoever reads the layer.
/// </remarks>
internal sealed class BinaryContent
{
    // The string table stands in front of the code; 4 MiB hold that of a library with some ten thousand symbols.
    private const int KeptOfElf = 4 << 20;
    private const ulong LongestPart = 256 * 1024;
    private const int MostParts = 64;
    private const int LongestAssembly = 32 << 20;

    private readonly byte[] _head;
    private readonly List<(ulong Offset, byte[] Bytes)> _parts = [];
    private int _kept;
    private ulong _position;

    private BinaryContent(int keep, IEnumerable<(ulong Offset, ulong Length)> parts)
    {
        _head = new byte[keep];
        foreach ((ulong offset, ulong length) in parts)
        {
            if (offset + length > (ulong)keep && _parts.Count < MostParts)
            {
                _parts.Add((offset, new byte[length]));
            }
        }
    }

    /// <summary>A file whose content is there as a whole.</summary>
    public static LayerFile Read(ReadOnlyMemory<byte> content, LayerFile file, LayerEntries entries) =>
        IsElf(content.Span) ? entries.Keep(file, ElfReader.ReadLeniently(new ElfMemoryContent([(0, content)])))
            : IsAssembly(file, content.Span) ? entries.Keep(file, NativeImports.Read(content))
            : file;

    /// <summary>Whether a longer file is an assembly, which has to be there as a whole to be read.</summary>
    public static bool IsReadWhole(LayerFile file, ReadOnlySpan<byte> head) => file.Size <= LongestAssembly && IsAssembly(file, head);

    /// <summary>Begins to keep what is wanted of a longer ELF file; <see langword="null"/> for another one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="head">Its beginning, which is not yet appended.</param>
    public static BinaryContent? Begin(LayerFile file, ReadOnlyMemory<byte> head) =>
        IsElf(head.Span)
            ? new BinaryContent((int)Math.Min(file.Size, KeptOfElf), ElfReader.Parts(new ElfMemoryContent([(0, head)]), LongestPart).Where(p => p.Offset < (ulong)file.Size))
            : null;

    /// <summary>Takes the next bytes of the file.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int head = Math.Min(bytes.Length, _head.Length - _kept);
        bytes[..head].CopyTo(_head.AsSpan(_kept));
        _kept += head;

        foreach ((ulong offset, byte[] part) in _parts)
        {
            ulong from = Math.Max(offset, _position);
            ulong to = Math.Min(offset + (ulong)part.Length, _position + (ulong)bytes.Length);
            if (from < to)
            {
                bytes[(int)(from - _position)..(int)(to - _position)].CopyTo(part.AsSpan((int)(from - offset)));
            }
        }

        _position += (ulong)bytes.Length;
    }

    /// <summary>Reads what was kept, at the end of the file.</summary>
    public LayerFile Finish(LayerFile file, LayerEntries entries) =>
        entries.Keep(file, ElfReader.ReadLeniently(new ElfMemoryContent([(0, _head), .. _parts.Select(static p => (p.Offset, (ReadOnlyMemory<byte>)p.Bytes))])));

    private static bool IsElf(ReadOnlySpan<byte> head) => head.StartsWith("\u007fELF"u8);

    // The shared frameworks import what the runtime itself brings or tries.
    private static bool IsAssembly(LayerFile file, ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) && file.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && !file.Path.Contains("/shared/Microsoft.", StringComparison.Ordinal) && !file.Path.Contains("/sdk/", StringComparison.Ordinal) && !file.Path.Contains("/packs/", StringComparison.Ordinal);
}
