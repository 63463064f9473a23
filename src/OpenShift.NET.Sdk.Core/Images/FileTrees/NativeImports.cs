using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>The native libraries an assembly names in its P/Invokes (ECMA-335, II.22.31 ModuleRef, II.22.22 ImplMap).</summary>
internal static class NativeImports
{
    private const int Most = 256;
    private const int Longest = 256;
    private const int MostCharacters = 1 << 20;

    /// <summary>Reads them, ordered, each once; none when the content is no assembly, a damaged one, or one that imports nothing.</summary>
    public static ImmutableArray<string> Read(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out ArraySegment<byte> bytes) ? Read(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)) : [];

    /// <summary>Reads them from a stream that can seek.</summary>
    public static ImmutableArray<string> Read(Stream content)
    {
        try
        {
            using var image = new PEReader(content, PEStreamOptions.LeaveOpen);
            if (!image.HasMetadata)
            {
                return [];
            }

            MetadataReader metadata = image.GetMetadataReader(MetadataReaderOptions.None);
            int modules = Math.Min(metadata.GetTableRowCount(TableIndex.ModuleRef), Most);
            if (modules == 0 || metadata.GetTableRowCount(TableIndex.ImplMap) == 0)
            {
                return [];
            }

            var names = new SortedSet<string>(StringComparer.Ordinal);
            int left = MostCharacters;
            for (int row = 1; row <= modules && left > 0; row++)
            {
                // How long a name is takes as long to see, and every row may name the same one of many megabytes.
                StringHandle name = metadata.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name;
                int length = name.IsNil ? 0 : metadata.GetBlobReader(name).Length;
                left -= length;
                if (length is > 0 and <= Longest)
                {
                    names.Add(metadata.GetString(name));
                }
            }

            return [.. names];
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or ArgumentException or IOException or OverflowException)
        {
            // What cannot be read cannot be loaded either; that is not told here.
            return [];
        }
    }
}
