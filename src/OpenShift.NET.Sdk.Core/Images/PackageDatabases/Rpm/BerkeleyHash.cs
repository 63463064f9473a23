namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>
/// Reads the hash database of Berkeley DB that RPM used up to version 4.15 (RHEL 8 and older): a page of metadata, pages of pairs of key and value, and chains of
/// overflow pages (libdb, src/dbinc/db_page.h).
/// </summary>
internal static class BerkeleyHash
{
    private const int Magic = 0x061561;
    private const int PageHeader = 26;
    private const byte UnsortedHashPage = 2;
    private const byte OverflowPage = 7;
    private const byte HashPage = 13;
    private const byte InlineItem = 1;
    private const byte OffPageItem = 3;

    /// <summary>Whether the file begins as such a database.</summary>
    public static bool IsOne(ReadOnlySpan<byte> file) => file.Length >= 512 && (file.Number32(12) == Magic || file.Big32(12) == Magic);

    /// <summary>Gives every package's header to <paramref name="packages"/>.</summary>
    /// <exception cref="PackageDataException">The database is damaged.</exception>
    public static void Read(ReadOnlySpan<byte> file, RpmPackages packages)
    {
        bool little = file.Number32(12) == Magic;
        long pageSize = file.Number32(20, little);
        if (pageSize is < 512 or > 65536 || (pageSize & (pageSize - 1)) != 0 || file.Length < pageSize)
        {
            throw new PackageDataException("is damaged: its page size is none");
        }

        if (file.Piece(24, 1)[0] != 0)
        {
            throw new PackageDataException("is encrypted");
        }

        for (long at = pageSize; at + pageSize <= file.Length; at += pageSize)
        {
            ReadOnlySpan<byte> page = file.Slice((int)at, (int)pageSize);
            if (page[25] is HashPage or UnsortedHashPage)
            {
                ReadPairs(file, page, little, packages);
            }
        }
    }

    // Entries alternate between key and value; the values are what counts. An item ends where the one before it begins.
    private static void ReadPairs(ReadOnlySpan<byte> file, ReadOnlySpan<byte> page, bool little, RpmPackages packages)
    {
        int entries = page.Number16(20, little);
        for (int i = 1; i < entries; i += 2)
        {
            int at = page.Number16(PageHeader + (i * 2L), little);
            int end = page.Number16(PageHeader + ((i - 1) * 2L), little);
            ReadOnlySpan<byte> item = page.Piece(at, end - at);
            switch (item.Piece(0, 1)[0])
            {
                // Record 0 counts the packages in four bytes.
                case InlineItem when item.Length > 5:
                    packages.Spend(item.Length);
                    packages.Add(item[1..]);
                    break;
                case OffPageItem:
                    packages.Add(Overflow(file, page.Length, item.Number32(4, little), item.Number32(8, little), little, packages));
                    break;
                default:
                    break;
            }
        }
    }

    private static byte[] Overflow(ReadOnlySpan<byte> file, int pageSize, long number, long length, bool little, RpmPackages packages)
    {
        packages.Spend(length);
        byte[] blob = new byte[length];
        int filled = 0;
        while (filled < blob.Length)
        {
            ReadOnlySpan<byte> page = file.Piece(number * pageSize, pageSize);
            int here = page.Number16(22, little);
            if (number == 0 || page[25] != OverflowPage || here == 0 || here > blob.Length - filled)
            {
                throw new PackageDataException("is damaged: a package's pages do not hang together");
            }

            page.Piece(PageHeader, here).CopyTo(blob.AsSpan(filled));
            filled += here;
            number = page.Number32(16, little);
        }

        return blob;
    }
}
