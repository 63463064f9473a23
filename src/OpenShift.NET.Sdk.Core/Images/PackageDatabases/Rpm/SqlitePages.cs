using System.Text;

namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>
/// Walks the pages of a SQLite database to the rows of the table <c>Packages</c> (hnum integer primary key, blob) and reads nothing else:
/// https://www.sqlite.org/fileformat2.html. A native SQLite would have to be shipped for every machine that builds.
/// </summary>
internal readonly ref struct SqlitePages
{
    private const int FileHeader = 100;
    private const byte InteriorPage = 5;
    private const byte LeafPage = 13;

    private readonly ReadOnlySpan<byte> _file;
    private readonly int _pageSize;
    private readonly int _usable;

    /// <summary>Looks at a database.</summary>
    /// <exception cref="PackageDataException">Its header makes no sense.</exception>
    public SqlitePages(ReadOnlySpan<byte> file)
    {
        _file = file;
        int size = file.Big16(16);
        _pageSize = size == 1 ? 65536 : size;
        _usable = _pageSize - file.Piece(20, 1)[0];
        if (_pageSize < 512 || (_pageSize & (_pageSize - 1)) != 0 || _usable < 480 || file.Length % _pageSize != 0)
        {
            throw new PackageDataException("is truncated or damaged: it has no whole number of SQLite pages");
        }
    }

    private long PageCount => _file.Length / _pageSize;

    /// <summary>Gives every package's header to <paramref name="packages"/>.</summary>
    /// <exception cref="PackageDataException">The database is damaged or has no such table.</exception>
    public void ReadPackages(RpmPackages packages)
    {
        long root = FindTable("Packages"u8, packages);
        foreach (int leaf in Leaves(root))
        {
            ReadOnlySpan<byte> page = Page(leaf, out int start);
            int cells = page.Big16(start + 3);
            for (int i = 0; i < cells; i++)
            {
                ReadOnlySpan<byte> row = Row(page, page.Big16(start + 8 + (i * 2L)), packages);
                ReadOnlySpan<byte> blob = Column(row, 1, out bool isBlob);
                if (isBlob && !blob.IsEmpty)
                {
                    packages.Add(blob);
                }
            }
        }
    }

    // The schema is a table of its own, rooted in page 1: type, name, tbl_name, rootpage, sql.
    private long FindTable(ReadOnlySpan<byte> name, RpmPackages packages)
    {
        foreach (int leaf in Leaves(1))
        {
            ReadOnlySpan<byte> page = Page(leaf, out int start);
            int cells = page.Big16(start + 3);
            for (int i = 0; i < cells; i++)
            {
                ReadOnlySpan<byte> row = Row(page, page.Big16(start + 8 + (i * 2L)), packages);
                if (Column(row, 0, out _).SequenceEqual("table"u8) && Column(row, 1, out _).SequenceEqual(name))
                {
                    long root = 0;
                    foreach (byte b in Column(row, 3, out _))
                    {
                        root = (root << 8) | b;
                    }

                    return root;
                }
            }
        }

        throw new PackageDataException($"is a SQLite database without a table {Encoding.ASCII.GetString(name)}");
    }

    private List<int> Leaves(long root)
    {
        List<int> leaves = [];
        var waiting = new Stack<long>();
        var seen = new HashSet<long>();
        waiting.Push(root);
        while (waiting.TryPop(out long number))
        {
            if (!seen.Add(number))
            {
                throw new PackageDataException("is damaged: its pages point at each other in a circle");
            }

            ReadOnlySpan<byte> page = Page(number, out int start);
            switch (page[start])
            {
                case LeafPage:
                    leaves.Add((int)number);
                    break;
                case InteriorPage:
                    int cells = page.Big16(start + 3);
                    waiting.Push(page.Big32(start + 8));
                    for (int i = cells - 1; i >= 0; i--)
                    {
                        waiting.Push(page.Big32(page.Big16(start + 12 + (i * 2L))));
                    }

                    break;
                default:
                    throw new PackageDataException("is damaged: a page is of no kind a table has");
            }
        }

        return leaves;
    }

    private ReadOnlySpan<byte> Page(long number, out int start)
    {
        if (number < 1 || number > PageCount)
        {
            throw new PackageDataException("is truncated or damaged: it points at a page that is not there");
        }

        start = number == 1 ? FileHeader : 0;
        return _file.Slice((int)((number - 1) * _pageSize), _pageSize);
    }

    // Section 1.6: what does not fit into the page goes on in a chain of overflow pages.
    private ReadOnlySpan<byte> Row(ReadOnlySpan<byte> page, int at, RpmPackages packages)
    {
        ReadOnlySpan<byte> cell = page.Piece(at, page.Length - at);
        long size = Varint(ref cell);
        _ = Varint(ref cell);
        if (size < 0 || size > _file.Length)
        {
            throw new PackageDataException("is damaged: a row is larger than the file");
        }

        packages.Spend(size);
        int most = _usable - 35;
        if (size <= most)
        {
            return cell.Piece(0, size);
        }

        int least = ((_usable - 12) * 32 / 255) - 23;
        int local = least + (int)((size - least) % (_usable - 4));
        local = local <= most ? local : least;
        byte[] row = new byte[size];
        cell.Piece(0, local).CopyTo(row);
        long next = cell.Big32(local);
        for (int filled = local; filled < row.Length;)
        {
            ReadOnlySpan<byte> overflow = Page(next, out _);
            int here = Math.Min(row.Length - filled, _usable - 4);
            overflow.Slice(4, here).CopyTo(row.AsSpan(filled));
            filled += here;
            next = overflow.Big32(0);
        }

        return row;
    }

    // Section 2.1: a header of serial types, then the values in their order.
    private static ReadOnlySpan<byte> Column(ReadOnlySpan<byte> row, int column, out bool isBlob)
    {
        ReadOnlySpan<byte> header = row;
        long headerSize = Varint(ref header);
        int lengthSize = row.Length - header.Length;
        header = row.Piece(0, headerSize);
        header = header.Piece(lengthSize, header.Length - lengthSize);
        long at = headerSize;
        for (int i = 0; !header.IsEmpty; i++)
        {
            long type = Varint(ref header);
            long size = type switch
            {
                < 0 => throw new PackageDataException("is damaged: a value is of no known type"),
                <= 4 => type,
                5 => 6,
                6 or 7 => 8,
                <= 11 => 0,
                _ => (type - 12) / 2,
            };
            if (i == column)
            {
                isBlob = type >= 12 && type % 2 == 0;
                return row.Piece(at, size);
            }

            at += size;
            if (at > row.Length)
            {
                break;
            }
        }

        isBlob = false;
        return default;
    }

    private static long Varint(scoped ref ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        for (int i = 0; i < 9; i++)
        {
            byte b = bytes.Piece(i, 1)[0];
            if (i == 8)
            {
                value = (value << 8) | b;
                break;
            }

            value = (value << 7) | (uint)(b & 0x7F);
            if (b < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        bytes = bytes[9..];
        return value;
    }
}
