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

    /// <summary>Reads them, ordered, each once; none when the content is no assembly, a damaged one, or one that imports nothing.</summary>
    public static ImmutableArray<string> Read(ReadOnlyMemory<byte> content)
    {
        if (!MemoryMarshal.TryGetArray(content, out ArraySegment<byte> bytes))
        {
            return [];
        }

        try
        {
            using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
            using var image = new PEReader(stream, PEStreamOptions.LeaveOpen);
            if (!image.HasMetadata)
            {
                return [];
            }

            MetadataReader metadata = image.GetMetadataReader(MetadataReaderOptions.None);
            int modules = metadata.GetTableRowCount(TableIndex.ModuleRef);
            if (modules == 0 || metadata.GetTableRowCount(TableIndex.ImplMap) == 0)
            {
                return [];
            }

            var names = new SortedSet<string>(StringComparer.Ordinal);
            for (int row = 1; row <= modules && names.Count < Most; row++)
            {
                string name = metadata.GetString(metadata.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name);
                if (name.Length is > 0 and <= Longest)
                {
                    names.Add(name);
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
