using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Where the texts of an assembly's code begin (ECMA-335, II.24.2.4, "#US"). One that begins inside another shares its bytes: a thousand bytes can hold half a million bytes of texts.</summary>
internal sealed class UserStrings
{
    private readonly ulong[] _begins;

    /// <summary>Goes along the heap.</summary>
    /// <param name="reader">The metadata.</param>
    public UserStrings(MetadataReader reader)
    {
        int size = reader.GetHeapSize(HeapIndex.UserString);
        _begins = new ulong[(size / 64) + 1];
        UserStringHandle handle = MetadataTokens.UserStringHandle(0);
        while (true)
        {
            int offset = reader.GetHeapOffset(handle);
            if (offset < 0 || offset >= size)
            {
                return;
            }

            _begins[offset / 64] |= 1UL << (offset % 64);
            handle = reader.GetNextHandle(handle);
            if (handle.IsNil)
            {
                return;
            }
        }
    }

    /// <summary>Whether a text begins at an offset.</summary>
    public bool BeginAt(int offset) => offset / 64 < _begins.Length && (_begins[offset / 64] & (1UL << (offset % 64))) != 0;
}
