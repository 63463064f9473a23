using System.Reflection.Metadata;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The list of streams at the start of metadata (ECMA-335, II.24.2).</summary>
internal static class MetadataRoot
{
    private const uint Signature = 0x424A5342;
    private const int MostStreams = 16;
    private const int LongestName = 32;

    /// <summary>Requires that every stream lies in the metadata and that there is one of a kind: readers do not agree on which of two they take.</summary>
    /// <exception cref="BadImageFormatException">It is not so.</exception>
    public static void Require(BlobReader metadata)
    {
        if (metadata.Length < 20 || metadata.ReadUInt32() != Signature)
        {
            throw new BadImageFormatException();
        }

        metadata.Offset = 12;
        int version = metadata.ReadInt32();
        if (version is < 0 or > 255 || metadata.RemainingBytes < version + 4)
        {
            throw new BadImageFormatException();
        }

        metadata.Offset += version + 2;
        int count = metadata.ReadUInt16();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            if (i == MostStreams || metadata.RemainingBytes < 8)
            {
                throw new BadImageFormatException();
            }

            long offset = metadata.ReadUInt32();
            long size = metadata.ReadUInt32();
            string name = Name(ref metadata);
            if (offset + size > metadata.Length || !names.Add(name is "#-" ? "#~" : name))
            {
                throw new BadImageFormatException();
            }
        }
    }

    // Ends with a zero byte and is filled up to four bytes.
    private static string Name(ref BlobReader metadata)
    {
        int start = metadata.Offset;
        int length = metadata.IndexOf(0);
        if (length is < 0 or > LongestName)
        {
            throw new BadImageFormatException();
        }

        string name = metadata.ReadUTF8(length);
        int end = start + ((length + 4) / 4 * 4);
        metadata.Offset = end <= metadata.Length ? end : throw new BadImageFormatException();
        return name;
    }
}
