using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The portable PDB of one assembly, beside it or in it. Only the methods that are asked for are decoded.</summary>
internal sealed class SymbolFile
{
    private const long MostBytes = 64L * 1024 * 1024;

    // What deflate makes of symbols is a third of them.
    private const int GreatestRatio = 16;
    private const int AlwaysAllowed = 1 << 20;
    private const int LongestName = 4096;

    // Methods can share their points, and documents the parts of their names.
    private const int MostOverlap = 4;

    private const int MostDocuments = 16;

    // Portable PDB, "Type Definition Document".
    private static readonly Guid s_typeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;
    private readonly Dictionary<int, SymbolPoint[]> _points = [];
    private readonly Dictionary<DocumentHandle, string> _documents = [];

    private long _left;

    private SymbolFile(MetadataReaderProvider provider)
    {
        _provider = provider;
        _reader = _provider.GetMetadataReader();
        _left = ((long)_reader.MetadataLength * MostOverlap) + AlwaysAllowed;
    }

    /// <summary>Opens the symbols of an assembly; <see langword="null"/> when there are none, or they are those of another build.</summary>
    /// <param name="path">Full path of the assembly.</param>
    /// <param name="assembly">Its bytes.</param>
    public static SymbolFile? Open(string path, byte[] assembly)
    {
        try
        {
            using var file = new PEReader(Shared(assembly));
            ImmutableArray<DebugDirectoryEntry> entries = file.ReadDebugDirectory();
            string beside = Path.ChangeExtension(path, ".pdb");
            if (File.Exists(beside) && new FileInfo(beside).Length <= MostBytes && IsPortable(beside))
            {
                var symbols = new SymbolFile(MetadataReaderProvider.FromPortablePdbImage(Shared(File.ReadAllBytes(beside))));
                return entries.Any(e => e.Type == DebugDirectoryEntryType.CodeView && symbols.Fits(file.ReadCodeViewDebugDirectoryData(e).Guid, e.Stamp)) ? symbols : null;
            }

            return entries.FirstOrDefault(e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb) is { DataSize: > 0 } embedded && IsBounded(assembly, embedded)
                ? new SymbolFile(file.ReadEmbeddedPortablePdbDebugDirectoryData(embedded))
                : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Without symbols findings name the assembly instead of a line.
            return null;
        }
    }

    /// <summary>The statements of a method in the order of their instructions.</summary>
    /// <param name="row">Its row in the table of methods.</param>
    /// <exception cref="BadImageFormatException">The file is damaged.</exception>
    public ReadOnlySpan<SymbolPoint> PointsOf(int row)
    {
        if (!_points.TryGetValue(row, out SymbolPoint[]? points))
        {
            points = row > _reader.MethodDebugInformation.Count ? [] : Decode(_reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row)));
            _points.Add(row, points);
        }

        return points;
    }

    /// <summary>The files that a type without statements stands in; nothing for a type that has some.</summary>
    /// <param name="row">Its row in the table of types.</param>
    /// <exception cref="BadImageFormatException">The file is damaged.</exception>
    public IEnumerable<string> DocumentsOf(int row)
    {
        foreach (CustomDebugInformationHandle handle in _reader.GetCustomDebugInformation(MetadataTokens.TypeDefinitionHandle(row)))
        {
            CustomDebugInformation information = _reader.GetCustomDebugInformation(handle);
            if (_reader.GetGuid(information.Kind) != s_typeDocuments)
            {
                continue;
            }

            var names = new List<string>();
            BlobReader documents = _reader.GetBlobReader(information.Value);
            while (documents.RemainingBytes > 0 && names.Count < MostDocuments && documents.TryReadCompressedInteger(out int document))
            {
                names.Add(NameOf(MetadataTokens.DocumentHandle(document)));
            }

            return names;
        }

        return [];
    }

    private SymbolPoint[] Decode(MethodDebugInformation information)
    {
        if (information.SequencePointsBlob.IsNil)
        {
            return [];
        }

        _left -= _reader.GetBlobReader(information.SequencePointsBlob).Length;
        if (_left < 0)
        {
            return [];
        }

        var points = new List<SymbolPoint>();
        foreach (SequencePoint point in information.GetSequencePoints())
        {
            points.Add(point.IsHidden ? new SymbolPoint(point.Offset, null, 0, 0) : new SymbolPoint(point.Offset, NameOf(point.Document), point.StartLine, point.StartColumn));
        }

        return [.. points];
    }

    private string NameOf(DocumentHandle document)
    {
        if (!_documents.TryGetValue(document, out string? name))
        {
            DocumentNameBlobHandle blob = _reader.GetDocument(document).Name;
            name = LengthOf(blob) is <= LongestName ? _reader.GetString(blob) : throw new BadImageFormatException();
            _documents.Add(document, name);
        }

        return name;
    }

    // A separator and the parts, each by its place in the heap (Portable PDB, "Document name blob").
    private long LengthOf(DocumentNameBlobHandle name)
    {
        BlobReader parts = _reader.GetBlobReader((BlobHandle)name);
        _ = parts.ReadByte();
        long length = 0;
        while (parts.RemainingBytes > 0 && length <= LongestName)
        {
            BlobHandle part = parts.ReadBlobHandle();
            length += 1 + (part.IsNil ? 0 : _reader.GetBlobReader(part).Length);
        }

        return length;
    }

    // "MPDB", the size once it is unpacked, the packed bytes (PE/COFF addition of .NET, "Embedded Portable PDB Debug Directory Entry").
    private static bool IsBounded(byte[] assembly, DebugDirectoryEntry embedded)
    {
        if (embedded.DataSize < 8 || embedded.DataPointer < 0 || (long)embedded.DataPointer + embedded.DataSize > assembly.Length)
        {
            return false;
        }

        int size = MemoryMarshal.Read<int>(assembly.AsSpan(embedded.DataPointer + 4));
        return size is >= 0 and <= (int)MostBytes && size <= ((long)embedded.DataSize * GreatestRatio) + AlwaysAllowed;
    }

    private bool Fits(Guid guid, uint stamp) => _reader.DebugMetadataHeader is { } header && new BlobContentId(header.Id) is var id && id.Guid == guid && id.Stamp == stamp;

    private static ImmutableArray<byte> Shared(byte[] bytes) => ImmutableCollectionsMarshal.AsImmutableArray(bytes);

    private static bool IsPortable(string path)
    {
        Span<byte> magic = stackalloc byte[4];
        using FileStream stream = File.OpenRead(path);
        return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("BSJB"u8);
    }
}
