using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The portable PDB of one assembly, beside it or in it. Only the methods that are asked for are decoded.</summary>
internal sealed class SymbolFile
{
    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;
    private readonly Dictionary<int, SymbolPoint[]> _points = [];
    private readonly Dictionary<DocumentHandle, string> _documents = [];

    private SymbolFile(MetadataReaderProvider provider)
    {
        _provider = provider;
        _reader = _provider.GetMetadataReader();
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
            if (File.Exists(beside) && IsPortable(beside))
            {
                var symbols = new SymbolFile(MetadataReaderProvider.FromPortablePdbImage(Shared(File.ReadAllBytes(beside))));
                return entries.Any(e => e.Type == DebugDirectoryEntryType.CodeView && symbols.Fits(file.ReadCodeViewDebugDirectoryData(e).Guid, e.Stamp)) ? symbols : null;
            }

            return entries.FirstOrDefault(e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb) is { DataSize: > 0 } embedded
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

    private SymbolPoint[] Decode(MethodDebugInformation information)
    {
        if (information.SequencePointsBlob.IsNil)
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
            name = _reader.GetString(_reader.GetDocument(document).Name);
            _documents.Add(document, name);
        }

        return name;
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
