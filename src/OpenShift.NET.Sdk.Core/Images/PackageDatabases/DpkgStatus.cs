using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Reads dpkg's status file (deb-control(5), dpkg(1) "Package states"). Files of <c>status.d</c> have no <c>Status</c>: what stands there is installed.</summary>
internal static class DpkgStatus
{
    /// <summary>The installed packages.</summary>
    /// <exception cref="PackageDataException">The file is no status file.</exception>
    public static ImmutableArray<InstalledPackage> Read(ReadOnlySpan<byte> content)
    {
        var packages = new PackageList();
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> version = default;
        bool installed = true;
        while (!content.IsEmpty)
        {
            ReadOnlySpan<byte> line = Lines.Next(ref content);
            if (line.IsEmpty)
            {
                Add(packages, name, version, installed);
                name = version = default;
                installed = true;
            }
            else if (line[0] is (byte)' ' or (byte)'\t')
            {
                // Continues the field above.
            }
            else if (!line.Contains((byte)':'))
            {
                throw new PackageDataException("is no dpkg status file: a line is no field");
            }
            else if (line.StartsWith("Package:"u8))
            {
                name = line["Package:"u8.Length..].Trim(" \t"u8);
            }
            else if (line.StartsWith("Version:"u8))
            {
                version = line["Version:"u8.Length..].Trim(" \t"u8);
            }
            else if (line.StartsWith("Status:"u8))
            {
                installed = !line.EndsWith(" not-installed"u8) && !line.EndsWith(" config-files"u8);
            }
        }

        Add(packages, name, version, installed);
        return packages.ToImmutable();
    }

    private static void Add(PackageList packages, ReadOnlySpan<byte> name, ReadOnlySpan<byte> version, bool installed)
    {
        if (installed)
        {
            packages.Add(name, version);
        }
    }
}
