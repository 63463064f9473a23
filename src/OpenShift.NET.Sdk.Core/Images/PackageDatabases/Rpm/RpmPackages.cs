using System.Text;

namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>Collects what the headers of a database say.</summary>
/// <param name="databaseSize">Size of the database in bytes: headers that together are larger than the file they come from point at each other.</param>
internal sealed class RpmPackages(int databaseSize)
{
    private const int MaximumFiles = 2_000_000;
    private const int MaximumPath = 4096;

    private readonly PackageList _packages = new();
    private readonly List<(ulong Hash, int Package)> _files = [];
    private long _bytes;

    /// <summary>Counts bytes before they are copied.</summary>
    /// <exception cref="PackageDataException">There are more than the file holds.</exception>
    public void Spend(long bytes)
    {
        _bytes += bytes;
        if (_bytes > databaseSize)
        {
            throw new PackageDataException("is damaged: its records overlap");
        }
    }

    /// <summary>Adds the package of a header.</summary>
    /// <exception cref="PackageDataException">The header is damaged.</exception>
    public void Add(ReadOnlySpan<byte> blob)
    {
        var header = new RpmHeader(blob);
        ReadOnlySpan<byte> name = header.Text(RpmTag.Name);

        // Imported public keys are recorded as packages.
        if (name.IsEmpty || name.SequenceEqual("gpg-pubkey"u8))
        {
            return;
        }

        ReadOnlySpan<byte> version = header.Text(RpmTag.Version);
        ReadOnlySpan<byte> release = header.Text(RpmTag.Release);
        byte[] whole = [.. version, (byte)'-', .. release];
        int package = _packages.Count;
        _packages.Add(name, release.IsEmpty ? version : whole, header.Text(RpmTag.Vendor));
        if (_packages.Count > package)
        {
            AddFiles(header, package);
        }
    }

    /// <summary>The finished database.</summary>
    public PackageDatabase ToDatabase() => new(PackageDatabaseKind.Rpm, _packages.ToImmutable()) { Owners = FileOwners.From(_files) };

    // A path is its folder's name and its own (rpm, docs/manual/tags.md): DIRNAMES[DIRINDEXES[i]] + BASENAMES[i].
    private void AddFiles(RpmHeader header, int package)
    {
        if (!header.TryStrings(RpmTag.BaseNames, out ReadOnlySpan<byte> names, out int count) || !header.TryStrings(RpmTag.DirNames, out ReadOnlySpan<byte> folderData, out int folderCount))
        {
            return;
        }

        ReadOnlySpan<byte> indexes = header.Numbers(RpmTag.DirIndexes, 4);
        ReadOnlySpan<byte> flags = header.Numbers(RpmTag.FileFlags, 4);
        ReadOnlySpan<byte> modes = header.Numbers(RpmTag.FileModes, 2);
        List<string> folders = [];
        for (int i = 0; i < folderCount; i++)
        {
            folders.Add(Text(RpmHeader.NextString(ref folderData)));
        }

        Span<char> path = stackalloc char[MaximumPath];
        for (int i = 0; i < count; i++)
        {
            string name = Text(RpmHeader.NextString(ref names));
            if ((i * 4L) + 4 > indexes.Length || indexes.Big32(i * 4L) is var folder && folder >= folders.Count)
            {
                throw new PackageDataException("is damaged: a file of a package has no folder");
            }

            bool changes = (i * 4L) + 4 <= flags.Length && (flags.Big32(i * 4L) & RpmFileFlags.MayChange) != 0;
            bool isFile = (i * 2L) + 2 > modes.Length || (modes.Big16(i * 2L) & 0xF000) == 0x8000;
            string parent = folders[(int)folder];
            if (changes || !isFile || parent.Length + name.Length > MaximumPath)
            {
                continue;
            }

            if (_files.Count == MaximumFiles)
            {
                throw new PackageDataException(FormattableString.Invariant($"names more than {MaximumFiles} files"));
            }

            parent.CopyTo(path);
            name.CopyTo(path[parent.Length..]);
            _files.Add((FileOwners.HashOf(path[..(parent.Length + name.Length)]), package));
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
