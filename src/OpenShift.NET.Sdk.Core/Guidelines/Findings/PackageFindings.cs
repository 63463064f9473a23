using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Guidelines.Findings;

/// <summary>What rules over packages say of the databases themselves.</summary>
internal static class PackageFindings
{
    /// <summary>That databases could not be read, or that there is none; nothing when every one was read whole.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="dotnet">Whether the dependency lists of .NET applications are asked for rather than the operating system's packages.</param>
    public static IEnumerable<Finding> OfDatabases(Publication publication, bool dotnet = false)
    {
        PackageInventory packages = publication.Files.Packages;
        if (!packages.Databases.Any(d => d.File.Packages!.Kind == PackageDatabaseKind.NuGet == dotnet))
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), dotnet
                ? "has no dependency list of a .NET application (*.deps.json)"
                : "has no package database (dpkg, apk, chisel, RPM)");
        }

        foreach (UnreadDatabase unread in packages.Problems)
        {
            if (unread.Database.File.Packages!.Kind == PackageDatabaseKind.NuGet == dotnet)
            {
                yield return Finding.CouldNotTell(Location.OfFile(publication.Files, unread.Database), unread.Problem);
            }
        }
    }

    /// <summary>A package as the place of a finding.</summary>
    public static Location Where(Publication publication, PackageOfImage package)
    {
        Location database = Location.OfFile(publication.Files, package.Database);
        return database with
        {
            Text = $"Package {package.Package.Name} {package.Package.Version}".TrimEnd(),
            Scope = "package:" + package.Package.Name,
            Origin = package.Origin,
        };
    }
}
