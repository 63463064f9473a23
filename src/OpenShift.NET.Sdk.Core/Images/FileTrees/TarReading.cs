using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>
/// Reads the tar archive of a layer. Written for this purpose because the content is wanted where it lies, with its digest, and because layers come from anywhere:
/// every size is checked before it is believed.
/// </summary>
internal static class TarReading
{
    private const int Block = TarHeader.BlockSize;

    // Long names and extended headers; Linux' own limits are 4 KiB for a path and 64 KiB for an attribute.
    private const int MaximumHeaderContent = LayerContent.Window;
    private const int MaximumPath = 4096;
    private const int MaximumSparseExtensions = 100_000;

    // Layers are read several at a time, and large databases and assemblies are held whole while they are looked at.
    private static readonly SemaphoreSlim s_oneWholeFile = new(1, 1);

    /// <summary>Reads all entries.</summary>
    /// <exception cref="LayerFormatException">The archive is malformed, truncated or beyond a limit.</exception>
    public static async Task ReadAsync(LayerContent content, LayerEntries entries, LayerScanLimits limits, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        PaxAttributes? global = null;
        PaxAttributes? local = null;
        int headers = 0;
        while (await content.EnsureAsync(Block, cancellationToken).ConfigureAwait(false))
        {
            if (TarHeader.IsEnd(content.Available[..Block]))
            {
                await CheckEndAsync(content, cancellationToken).ConfigureAwait(false);
                return;
            }

            // Headers that describe other headers count too: an archive of nothing else must come to an end.
            if (++headers > (long)limits.Entries * 4)
            {
                throw TooMany(limits);
            }

            TarHeader header = TarHeader.Read(content.Available[..Block]);
            content.Advance(Block);
            switch (header.Type)
            {
                case (byte)'x':
                    local ??= global?.Copy() ?? new PaxAttributes();
                    await ReadHeaderContentAsync(content, header, local.Add, cancellationToken).ConfigureAwait(false);
                    continue;
                case (byte)'g':
                    global ??= new PaxAttributes();
                    await ReadHeaderContentAsync(content, header, global.Add, cancellationToken).ConfigureAwait(false);
                    continue;
                case (byte)'L':
                    local ??= global?.Copy() ?? new PaxAttributes();
                    await ReadHeaderContentAsync(content, header, bytes => local.Path = LongName(bytes), cancellationToken).ConfigureAwait(false);
                    continue;
                case (byte)'K':
                    local ??= global?.Copy() ?? new PaxAttributes();
                    await ReadHeaderContentAsync(content, header, bytes => local.LinkPath = LongName(bytes), cancellationToken).ConfigureAwait(false);
                    continue;
                case (byte)'V':
                    await SkipContentAsync(content, header.Size, cancellationToken).ConfigureAwait(false);
                    continue;
                default:
                    await ReadEntryAsync(content, entries, header, local ?? global, hash, cancellationToken).ConfigureAwait(false);
                    local = null;
                    if (entries.Count > limits.Entries)
                    {
                        throw TooMany(limits);
                    }

                    continue;
            }
        }

        if (!content.Available.IsEmpty)
        {
            throw Truncated();
        }
    }

    private static LayerFormatException Truncated() => new("is truncated: it ends inside an entry");

    private static LayerFormatException TooMany(LayerScanLimits limits) => new(FormattableString.Invariant($"has more than {limits.Entries} entries"));

    private static async ValueTask CheckEndAsync(LayerContent content, CancellationToken cancellationToken)
    {
        content.Advance(Block);
        if (await content.EnsureAsync(Block, cancellationToken).ConfigureAwait(false) && !TarHeader.IsEnd(content.Available[..Block]))
        {
            throw new LayerFormatException("is damaged: it goes on after its end mark");
        }
    }

    private static async ValueTask ReadHeaderContentAsync(LayerContent content, TarHeader header, Action<ReadOnlySpan<byte>> read, CancellationToken cancellationToken)
    {
        if (header.Size is < 0 or > MaximumHeaderContent)
        {
            throw new LayerFormatException(FormattableString.Invariant($"is damaged: an extended header says it has {header.Size} bytes"));
        }

        int size = (int)header.Size;
        if (!await content.EnsureAsync(size, cancellationToken).ConfigureAwait(false))
        {
            throw Truncated();
        }

        read(content.Available[..size]);
        await SkipContentAsync(content, size, cancellationToken).ConfigureAwait(false);
    }

    private static string LongName(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static async ValueTask SkipContentAsync(LayerContent content, long size, CancellationToken cancellationToken)
    {
        if (!await content.SkipAsync(Padded(size), cancellationToken).ConfigureAwait(false))
        {
            throw Truncated();
        }
    }

    // umoci 0.4 (insert) ends an archive with the last file's content; runtimes take that for its end, as Go's archive/tar does. What is damaged has another digest.
    private static async ValueTask SkipPaddingAsync(LayerContent content, long padding, CancellationToken cancellationToken) =>
        _ = await content.SkipAsync(padding, cancellationToken).ConfigureAwait(false);

    private static long Padded(long size) => size is >= 0 and <= long.MaxValue - Block
        ? (size + Block - 1) / Block * Block
        : throw new LayerFormatException("is damaged: the size of an entry is out of range");

    private static async ValueTask ReadEntryAsync(
        LayerContent content,
        LayerEntries entries,
        TarHeader header,
        PaxAttributes? attributes,
        IncrementalHash hash,
        CancellationToken cancellationToken)
    {
        string written = attributes?.Path ?? header.Name;
        string path = Normalize(written);
        bool hardLink = header.Type == (byte)'1';
        FileKind kind = header.Type switch
        {
            (byte)'2' => FileKind.SymbolicLink,
            (byte)'3' or (byte)'4' or (byte)'6' => FileKind.Other,
            (byte)'5' or (byte)'D' => FileKind.Directory,
            (byte)'0' when written.EndsWith('/') => FileKind.Directory,
            _ => FileKind.File,
        };
        string link = attributes?.LinkPath ?? header.LinkName;
        if (link.Length > MaximumPath)
        {
            throw new LayerFormatException("has a link target longer than Linux allows");
        }

        var file = new LayerFile
        {
            Path = path,
            Kind = kind,
            Mode = header.Mode,
            UserId = attributes?.UserId ?? header.UserId,
            GroupId = attributes?.GroupId ?? header.GroupId,
            ModifiedAt = attributes?.ModifiedAt ?? header.ModifiedAt,
            LinkTarget = kind == FileKind.SymbolicLink ? link : null,
            HardLinkTo = hardLink ? Normalize(link) : null,
            HasCapabilities = attributes?.HasCapabilities == true,
            HasEffectiveCapabilities = attributes?.HasEffectiveCapabilities == true,
            HasAccessControlList = attributes?.HasAccessControlList == true,
        };

        // Only these have content whatever their header says (Go, archive/tar, isHeaderOnlyType).
        long size = attributes?.Size ?? header.Size;
        if (kind != FileKind.File || hardLink)
        {
            if (header.Type == (byte)'D')
            {
                await SkipContentAsync(content, size, cancellationToken).ConfigureAwait(false);
            }

            entries.Add(file);
            return;
        }

        if (header.Type == (byte)'S' || attributes?.IsSparse == true)
        {
            await SkipSparseAsync(content, header, size, cancellationToken).ConfigureAwait(false);
            entries.Add(file with { Size = attributes?.SparseSize ?? (header.Type == (byte)'S' ? header.SparseSize : size) });
            return;
        }

        entries.Add(await ReadContentAsync(content, file with { Size = size }, entries, hash, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask SkipSparseAsync(LayerContent content, TarHeader header, long size, CancellationToken cancellationToken)
    {
        bool more = header.HasSparseExtension;
        for (int i = 0; more; i++)
        {
            if (i == MaximumSparseExtensions || !await content.EnsureAsync(Block, cancellationToken).ConfigureAwait(false))
            {
                throw Truncated();
            }

            more = content.Available[504] != 0;
            content.Advance(Block);
        }

        await SkipContentAsync(content, size, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<LayerFile> ReadContentAsync(LayerContent content, LayerFile file, LayerEntries entries, IncrementalHash hash, CancellationToken cancellationToken)
    {
        long padded = Padded(file.Size);
        int head = (int)Math.Min(file.Size, LayerContent.Window);
        if (!await content.EnsureAsync(head, cancellationToken).ConfigureAwait(false))
        {
            throw Truncated();
        }

        PackageDatabaseKind? database = PackageDatabaseReader.KindOf(file.Path);
        if (database == PackageDatabaseKind.Chisel)
        {
            // However small, it unpacks to something large.
            await s_oneWholeFile.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            file = Look(content.Available[..head], file, database, entries);
        }
        finally
        {
            if (database == PackageDatabaseKind.Chisel)
            {
                s_oneWholeFile.Release();
            }
        }

        if (file.Size <= LayerContent.Window)
        {
            file = BinaryContent.Read(content.AvailableMemory[..head], file, entries) with { ContentDigest = Digest.FromHash(SHA256.HashData(content.Available[..head])) };
            content.Advance(head);
            await SkipPaddingAsync(content, padded - file.Size, cancellationToken).ConfigureAwait(false);
            return file;
        }

        // These are looked at as a whole. What the header says of their size is believed only as far as content comes.
        if (database is null && !BinaryContent.IsReadWhole(file, content.Available))
        {
            return await ReadRestAsync(content, file, padded, null, entries, hash, cancellationToken).ConfigureAwait(false);
        }

        if (database is { } tooLarge && file.Size > PackageDatabaseReader.MaximumSize(tooLarge))
        {
            return await ReadRestAsync(content, file, padded, null, entries, hash, cancellationToken).ConfigureAwait(false) with { Packages = PackageDatabaseReader.TooLarge(tooLarge) };
        }

        await s_oneWholeFile.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var whole = new WholeFile((int)file.Size);
            file = await ReadRestAsync(content, file, padded, whole, entries, hash, cancellationToken).ConfigureAwait(false);
            return database is { } kind
                ? file with { Packages = entries.Keep(PackageDatabaseReader.Read(kind, whole.Content)) }
                : entries.Keep(file, NativeImports.Read(whole.OpenRead()));
        }
        finally
        {
            s_oneWholeFile.Release();
        }
    }

    private static async ValueTask<LayerFile> ReadRestAsync(LayerContent content, LayerFile file, long padded, WholeFile? whole, LayerEntries entries, IncrementalHash hash, CancellationToken cancellationToken)
    {
        BinaryContent? binary = BinaryContent.Begin(file, content.AvailableMemory[..(int)Math.Min(file.Size, LayerContent.Window)]);
        for (long left = file.Size; left > 0;)
        {
            if (!await content.EnsureAsync(1, cancellationToken).ConfigureAwait(false))
            {
                throw Truncated();
            }

            int here = (int)Math.Min(left, content.Available.Length);
            hash.AppendData(content.Available[..here]);
            whole?.Append(content.Available[..here]);
            binary?.Append(content.Available[..here]);
            content.Advance(here);
            left -= here;
        }

        await SkipPaddingAsync(content, padded - file.Size, cancellationToken).ConfigureAwait(false);
        return (binary?.Finish(file, entries) ?? file) with { ContentDigest = Finish(hash) };
    }

    private static Digest Finish(IncrementalHash hash)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return Digest.FromHash(bytes);
    }

    private static LayerFile Look(ReadOnlySpan<byte> head, LayerFile file, PackageDatabaseKind? database, LayerEntries entries)
    {
        if (head.Length == file.Size && database is { } kind)
        {
            return file with { Packages = entries.Keep(PackageDatabaseReader.Read(kind, head)) };
        }

        if (head.Length == file.Size && EncodedFile.IsWanted(file.Path, file.Size))
        {
            byte[]? plain = EncodedFile.TryDecode(file.Path, head);
            return plain is null ? file : file with { Marks = ContentSniffer.Marks(plain, isWhole: true) & (ContentMarks.PemPrivateKey | ContentMarks.Pkcs12), Text = entries.Keep(plain) };
        }

        ContentMarks marks = ContentSniffer.Marks(head, head.Length == file.Size);
        string? text = head.Length == file.Size && KeptText.IsWanted(file.Path, file.Size, marks) ? entries.Keep(head) : null;
        return marks == ContentMarks.None && text is null ? file : file with { Marks = marks, Text = text };
    }

    private static string Normalize(string path)
    {
        if (path.Length > MaximumPath)
        {
            throw new LayerFormatException("has a path longer than Linux allows");
        }

        return path.Contains('\0', StringComparison.Ordinal) ? throw new LayerFormatException("is damaged: a path holds a zero byte")
            : ImagePath.TryNormalize(path, out string? normalised, clampAtRoot: false) ? normalised
            : throw new LayerFormatException("has a path that leaves the image through '..'");
    }
}
