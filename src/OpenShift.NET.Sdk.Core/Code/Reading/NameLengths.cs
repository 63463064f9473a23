using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Counts the names of an assembly. A name may begin in the middle of another, so that a thousand bytes can hold half a million bytes of names.</summary>
/// <param name="reader">The metadata.</param>
/// <param name="longest">Most bytes of one name.</param>
/// <param name="most">Most bytes of all different names together.</param>
internal sealed class NameLengths(MetadataReader reader, int longest, long most)
{
    private readonly ulong[] _seen = new ulong[(reader.GetHeapSize(HeapIndex.String) / 64) + 1];
    private long _sum;

    /// <summary>Counts a name.</summary>
    /// <exception cref="BadImageFormatException">It is too long, or all of them are.</exception>
    public void Require(StringHandle name)
    {
        int offset = reader.GetHeapOffset(name);
        if (name.IsNil || offset < 0 || offset / 64 >= _seen.Length || (_seen[offset / 64] & (1UL << (offset % 64))) != 0)
        {
            return;
        }

        _seen[offset / 64] |= 1UL << (offset % 64);
        int length = reader.GetBlobReader(name).Length;
        _sum += length;
        if (length > longest || _sum > most)
        {
            throw new BadImageFormatException();
        }
    }
}
