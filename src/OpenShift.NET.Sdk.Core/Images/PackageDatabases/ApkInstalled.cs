using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Reads apk's installed database: one letter, a colon and a value a line, packages separated by an empty line (Alpine wiki, "Apk spec", "Installed database").</summary>
internal static class ApkInstalled
{
    /// <summary>The installed packages.</summary>
    /// <exception cref="PackageDataException">The file is no such database.</exception>
    public static ImmutableArray<InstalledPackage> Read(ReadOnlySpan<byte> content)
    {
        var packages = new PackageList();
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> version = default;
        while (!content.IsEmpty)
        {
            ReadOnlySpan<byte> line = Lines.Next(ref content);
            if (line.IsEmpty)
            {
                packages.Add(name, version);
                name = version = default;
            }
            else if (line.Length < 2 || line[1] != ':')
            {
                throw new PackageDataException("is no apk database: a line is no field");
            }
            else if (line[0] == 'P')
            {
                name = line[2..];
            }
            else if (line[0] == 'V')
            {
                version = line[2..];
            }
        }

        packages.Add(name, version);
        return packages.ToImmutable();
    }
}
