namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>
/// Reads RPM's own format, used by SUSE (rpm, lib/backend/ndb/rpmpkg.c): a header, slots of 16 bytes in pages of 4096 that say where
/// each package's blob lies in blocks of 16 bytes, all little-endian.
/// </summary>
internal static class NdbFile
{
    private const int HeaderSize = 32;
    private const int SlotPage = 4096;
    private const int SlotSize = 16;
    private const int BlockSize = 16;
    private const int BlobHeader = 16;
    private const uint SlotMagic = 'S' | ('l' << 8) | ('o' << 16) | ('t' << 24);
    private const uint BlobMagic = 'B' | ('l' << 8) | ('b' << 16) | ('S' << 24);

    /// <summary>Gives every package's header to <paramref name="packages"/>.</summary>
    /// <exception cref="PackageDataException">The database is damaged.</exception>
    public static void Read(ReadOnlySpan<byte> file, RpmPackages packages)
    {
        long slotPages = file.Number32(12);
        long end = slotPages * SlotPage;
        if (slotPages == 0 || end > file.Length)
        {
            throw new PackageDataException("is truncated or damaged: it has fewer pages than it says");
        }

        for (int at = HeaderSize; at < end; at += SlotSize)
        {
            if (file.Number32(at) != SlotMagic)
            {
                throw new PackageDataException("is damaged: a slot does not begin as one");
            }

            long index = file.Number32(at + 4);
            long blob = file.Number32(at + 8) * BlockSize;
            if (index == 0 || blob == 0)
            {
                continue;
            }

            if (file.Number32(blob) != BlobMagic || file.Number32(blob + 4) != index)
            {
                throw new PackageDataException("is damaged: a package does not lie where its slot says");
            }

            long length = file.Number32(blob + 12);
            packages.Spend(length);
            packages.Add(file.Piece(blob + BlobHeader, length));
        }
    }
}
