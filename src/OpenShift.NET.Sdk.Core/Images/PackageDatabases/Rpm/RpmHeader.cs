namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>
/// A header as databases hold it: how many index entries, how many bytes of data, the entries (tag, type, offset, count; big-endian), the data
/// (rpm, docs/manual/format_header.md).
/// </summary>
internal readonly ref struct RpmHeader
{
    private const int EntrySize = 16;
    private const int StringType = 6;
    private const int StringArrayType = 8;
    private const int LocalizedType = 9;
    private const int MaximumEntries = 0xFFFF;

    private readonly ReadOnlySpan<byte> _index;
    private readonly ReadOnlySpan<byte> _data;

    /// <summary>Looks at a header.</summary>
    /// <exception cref="PackageDataException">It is none.</exception>
    public RpmHeader(ReadOnlySpan<byte> blob)
    {
        long entries = blob.Big32(0);
        if (entries is 0 or > MaximumEntries)
        {
            throw new PackageDataException("is damaged: a package's header has no sensible number of entries");
        }

        _index = blob.Piece(8, entries * EntrySize);
        _data = blob.Piece(8 + (entries * EntrySize), blob.Big32(4));
    }

    /// <summary>A text; empty when there is none.</summary>
    public ReadOnlySpan<byte> Text(int tag)
    {
        if (!TryFind(tag, out int type, out ReadOnlySpan<byte> data, out _) || type is not (StringType or StringArrayType or LocalizedType))
        {
            return default;
        }

        return NextString(ref data);
    }

    /// <summary>A list of texts, each with a zero byte at its end.</summary>
    public bool TryStrings(int tag, out ReadOnlySpan<byte> data, out int count)
    {
        bool found = TryFind(tag, out int type, out data, out long stated) && type == StringArrayType;

        // Each takes a byte at least.
        count = stated <= data.Length ? (int)stated : throw new PackageDataException("is damaged: a list is longer than its header");
        return found;
    }

    /// <summary>A list of numbers as bytes; empty when there is none.</summary>
    public ReadOnlySpan<byte> Numbers(int tag, int size) =>
        TryFind(tag, out _, out ReadOnlySpan<byte> data, out long count) ? data.Piece(0, count * size) : default;

    /// <summary>The next text of a list.</summary>
    public static ReadOnlySpan<byte> NextString(scoped ref ReadOnlySpan<byte> data)
    {
        int end = data.IndexOf((byte)0);
        if (end < 0)
        {
            throw new PackageDataException("is damaged: a text of a package's header does not end");
        }

        ReadOnlySpan<byte> text = data[..end];
        data = data[(end + 1)..];
        return text;
    }

    private bool TryFind(int tag, out int type, out ReadOnlySpan<byte> data, out long count)
    {
        for (int at = 0; at < _index.Length; at += EntrySize)
        {
            if (_index.Big32(at) == tag)
            {
                type = (int)_index.Big32(at + 4);
                data = _data.Piece(_index.Big32(at + 8), _data.Length - _index.Big32(at + 8));
                count = _index.Big32(at + 12);
                return true;
            }
        }

        type = 0;
        data = default;
        count = 0;
        return false;
    }
}
