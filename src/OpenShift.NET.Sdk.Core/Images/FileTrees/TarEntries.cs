using System.Text;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>
/// Goes through the entries of a tar archive that nobody vouches for, one after the other: name, link and where the content is. Names are read no longer than they may be,
/// whatever a header says; contents are passed over, by seeking where that can be.
/// </summary>
internal sealed class TarEntries(Stream archive)
{
    private const int Block = TarHeader.BlockSize;

    // Linux' own limits are 4 KiB for a path and 64 KiB for an attribute.
    private const int MaximumHeaderContent = 1 << 20;

    // 20 MiB of a map: 2 million holes.
    private const int MaximumSparseExtensions = 100_000;

    private readonly byte[] _block = new byte[Block];
    private byte[] _passed = [];
    private PaxAttributes? _global;
    private long _position;
    private long _left;
    private long _padding;

    /// <summary>Name as written.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Target of a link as written.</summary>
    public string LinkName { get; private set; } = "";

    /// <summary>Kind of the entry, a byte of its header; a regular file is <c>'0'</c>.</summary>
    public byte Type { get; private set; }

    /// <summary>Size of the content in bytes; 0 for what has none.</summary>
    public long Size { get; private set; }

    /// <summary>Permission bits.</summary>
    public int Mode { get; private set; }

    /// <summary>Owner.</summary>
    public long UserId { get; private set; }

    /// <summary>Group.</summary>
    public long GroupId { get; private set; }

    /// <summary>Seconds since 1970.</summary>
    public long ModifiedAt { get; private set; }

    /// <summary>File capabilities as the kernel keeps them (<c>security.capability</c>); <see langword="null"/> for none.</summary>
    public byte[]? Capabilities { get; private set; }

    /// <summary>Whether the content that follows is that of a sparse file, without its holes.</summary>
    public bool IsSparse { get; private set; }

    /// <summary>Where the content begins in the archive.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the entry is a regular file whose content is what the archive holds.</summary>
    public bool IsFile { get; private set; }

    /// <summary>Goes on to the next entry; <see langword="false"/> at the archive's end.</summary>
    /// <exception cref="LayerFormatException">The archive is malformed.</exception>
    /// <exception cref="EndOfStreamException">It ends inside an entry.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        PaxAttributes? local = null;
        while (true)
        {
            await PassAsync(_left + _padding, cancellationToken).ConfigureAwait(false);
            _left = _padding = 0;
            int count = await archive.ReadAtLeastAsync(_block, Block, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _position += count;
            if (count == 0 || (count == Block && TarHeader.IsEnd(_block)))
            {
                return false;
            }

            if (count < Block)
            {
                throw new EndOfStreamException();
            }

            TarHeader header = TarHeader.Read(_block);
            if (header.Type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K')
            {
                byte[] content = await HeaderContentAsync(header.Size, cancellationToken).ConfigureAwait(false);
                PaxAttributes attributes = header.Type == (byte)'g' ? _global ??= new PaxAttributes() : local ??= _global?.Copy() ?? new PaxAttributes();
                Take(header.Type, content, attributes);
                continue;
            }

            // The rest of an old GNU sparse map stands between header and content and is counted by no size.
            if (header.HasSparseExtension)
            {
                await PassSparseMapAsync(cancellationToken).ConfigureAwait(false);
            }

            Set(header, local ?? _global);
            return true;
        }
    }

    /// <summary>Reads on in the content of the entry; 0 at its end.</summary>
    /// <exception cref="EndOfStreamException">The archive ends inside it.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_left == 0)
        {
            return 0;
        }

        int count = await archive.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            throw new EndOfStreamException();
        }

        _left -= count;
        _position += count;
        return count;
    }

    /// <summary>Copies the content of the entry.</summary>
    /// <exception cref="EndOfStreamException">The archive ends inside it.</exception>
    public async ValueTask CopyAsync(Stream output, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[128 * 1024];
        int count;
        while ((count = await ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask PassSparseMapAsync(CancellationToken cancellationToken)
    {
        int blocks = 0;
        do
        {
            if (++blocks > MaximumSparseExtensions)
            {
                throw new LayerFormatException("is damaged: the map of a sparse file has no end");
            }

            await archive.ReadExactlyAsync(_block, cancellationToken).ConfigureAwait(false);
            _position += Block;
        }
        while (_block[504] != 0);
    }

    private static void Take(byte type, byte[] content, PaxAttributes attributes)
    {
        switch (type)
        {
            case (byte)'L':
                attributes.Path = Text(content);
                break;
            case (byte)'K':
                attributes.LinkPath = Text(content);
                break;
            default:
                attributes.Add(content);
                break;
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private void Set(TarHeader header, PaxAttributes? attributes)
    {
        Name = attributes?.Path ?? header.Name;
        LinkName = attributes?.LinkPath ?? header.LinkName;
        Type = header.Type == (byte)'7' ? (byte)'0' : header.Type;
        long size = attributes?.Size ?? header.Size;

        // Only these have no content whatever their header says (Go, archive/tar, isHeaderOnlyType).
        Size = header.Type is (byte)'1' or (byte)'2' or (byte)'3' or (byte)'4' or (byte)'5' or (byte)'6' ? 0 : size;
        if (Size is < 0 or > long.MaxValue - Block)
        {
            throw new LayerFormatException("is damaged: the size of an entry is out of range");
        }

        // The content of a sparse file is not what the file's content is.
        IsSparse = Type == (byte)'S' || attributes?.IsSparse == true;
        IsFile = Type == (byte)'0' && !Name.EndsWith('/') && !IsSparse;
        Mode = header.Mode;
        UserId = attributes?.UserId ?? header.UserId;
        GroupId = attributes?.GroupId ?? header.GroupId;
        ModifiedAt = attributes?.ModifiedAt ?? header.ModifiedAt;
        Capabilities = attributes?.Capabilities;
        Offset = _position;
        _left = Size;
        _padding = (Block - (Size % Block)) % Block;
    }

    private async ValueTask<byte[]> HeaderContentAsync(long size, CancellationToken cancellationToken)
    {
        if (size is < 0 or > MaximumHeaderContent)
        {
            throw new LayerFormatException(FormattableString.Invariant($"is damaged: an extended header says it has {size} bytes"));
        }

        byte[] content = new byte[size];
        await archive.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        _position += size;
        await PassAsync((Block - (size % Block)) % Block, cancellationToken).ConfigureAwait(false);
        return content;
    }

    private async ValueTask PassAsync(long count, CancellationToken cancellationToken)
    {
        _position += count;
        if (count > 0 && archive.CanSeek)
        {
            if (_position - count + _left > archive.Length || _position < 0)
            {
                throw new EndOfStreamException();
            }

            archive.Seek(Math.Min(_position, archive.Length), SeekOrigin.Begin);
            return;
        }

        _passed = _passed.Length == 0 && count > 0 ? new byte[128 * 1024] : _passed;
        for (long padding = _padding; count > 0;)
        {
            int read = await archive.ReadAsync(_passed.AsMemory(0, (int)Math.Min(_passed.Length, count)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                // Runtimes take an archive that ends with the last file's content for whole, as Go's archive/tar does.
                if (count <= padding)
                {
                    return;
                }

                throw new EndOfStreamException();
            }

            count -= read;
        }
    }
}
