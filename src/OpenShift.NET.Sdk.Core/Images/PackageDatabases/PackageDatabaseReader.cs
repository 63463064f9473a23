using OpenShift.NET.Sdk.Images.PackageDatabases.Rpm;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Knows where package databases lie and reads them. Whatever a file holds, reading it ends, and ends with a database: one that says what was wrong with it if need be.</summary>
public static class PackageDatabaseReader
{
    private const int MaximumTextSize = 32 << 20;
    private const int MaximumRpmSize = 128 << 20;

    /// <summary>Whose database a file of this path is; <see langword="null"/> when it is none.</summary>
    /// <param name="path">Absolute, normalised path.</param>
    public static PackageDatabaseKind? KindOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);

        // Nearly no file is one: the end of the path decides cheaply.
        return path switch
        {
            "/var/lib/dpkg/status" => PackageDatabaseKind.Dpkg,
            "/lib/apk/db/installed" or "/usr/lib/apk/db/installed" => PackageDatabaseKind.Apk,
            "/var/lib/chisel/manifest.wall" => PackageDatabaseKind.Chisel,
            _ when path.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase) => PackageDatabaseKind.NuGet,
            _ when path.StartsWith("/var/lib/dpkg/status.d/", StringComparison.Ordinal) => path.EndsWith(".md5sums", StringComparison.Ordinal) ? null : PackageDatabaseKind.Dpkg,
            _ => IsRpm(path) ? PackageDatabaseKind.Rpm : null,
        };
    }

    /// <summary>The largest database of a kind that is read, in bytes.</summary>
    internal static int MaximumSize(PackageDatabaseKind kind) => kind == PackageDatabaseKind.Rpm ? MaximumRpmSize : MaximumTextSize;

    /// <summary>Reads a database.</summary>
    /// <param name="kind">Whose it is.</param>
    /// <param name="content">Its whole content.</param>
    public static PackageDatabase Read(PackageDatabaseKind kind, ReadOnlySpan<byte> content)
    {
        try
        {
            return kind switch
            {
                PackageDatabaseKind.Dpkg => new PackageDatabase(kind, DpkgStatus.Read(content)),
                PackageDatabaseKind.Apk => new PackageDatabase(kind, ApkInstalled.Read(content)),
                PackageDatabaseKind.Chisel => new PackageDatabase(kind, ChiselManifest.Read(content)),
                PackageDatabaseKind.NuGet => DepsFile.Read(content),
                _ => RpmDatabase.Read(content),
            };
        }
        catch (PackageDataException e)
        {
            return PackageDatabase.Unreadable(kind, e.Message);
        }
    }

    /// <summary>What stands for a database too large to be read.</summary>
    internal static PackageDatabase TooLarge(PackageDatabaseKind kind) =>
        PackageDatabase.Unreadable(kind, FormattableString.Invariant($"is larger than {MaximumSize(kind) >> 20} MiB, more than any package database known"));

    private static bool IsRpm(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name is "rpmdb.sqlite" or "Packages" or "Packages.db"
            && path.AsSpan(0, path.Length - name.Length) is "/var/lib/rpm/" or "/usr/lib/sysimage/rpm/" or "/usr/share/rpm/";
    }
}
