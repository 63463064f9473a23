namespace OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

/// <summary>Reads RPM's database in any of its formats, told apart by how they begin: what a file is called says little across distributions.</summary>
internal static class RpmDatabase
{
    /// <summary>Reads a database.</summary>
    /// <exception cref="PackageDataException">The file is no RPM database or is damaged.</exception>
    public static PackageDatabase Read(ReadOnlySpan<byte> content)
    {
        var packages = new RpmPackages(content.Length);
        if (content.StartsWith("SQLite format 3\0"u8))
        {
            new SqlitePages(content).ReadPackages(packages);
        }
        else if (content.StartsWith("RpmP"u8))
        {
            NdbFile.Read(content, packages);
        }
        else if (BerkeleyHash.IsOne(content))
        {
            BerkeleyHash.Read(content, packages);
        }
        else
        {
            throw new PackageDataException("is in no format of RPM databases (SQLite, NDB, Berkeley DB)");
        }

        return packages.ToDatabase();
    }
}
