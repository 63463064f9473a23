using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0108_PackagedFilesAreUnchanged;

/// <summary>OSC0108.</summary>
[Rule(
    "OSC0108",
    "Files of Red Hat's packages are as Red Hat packaged them",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Update the package, or put the changed file elsewhere; Red Hat does not support packages whose files were changed.")]
public sealed class PackagedFilesAreUnchanged : Rule
{
    private const string Vendor = "Red Hat, Inc.";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        FileTree files = publication.Files;
        FileVersion? before = files.Databases.LastOrDefault(v => IsRpm(v) && v.Origin == Origin.Base && (v.HiddenInLayer is null || v.HiddenInLayer >= files.BaseLayerCount));
        if (before is null)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "has no base image with an RPM database");
            yield break;
        }

        if (before.File.Packages!.Problem is { } problem)
        {
            yield return Finding.CouldNotTell(Location.OfFile(files, before), problem);
            yield break;
        }

        var changed = new SortedDictionary<string, (InstalledPackage Package, FileVersion First, int Count)>(StringComparer.Ordinal);
        foreach (FileVersion version in files.All)
        {
            if (version is { Origin: Origin.App, IsVisible: true, File.Kind: FileKind.File } && OwnerOf(before, version.Path) is { Vendor: Vendor } package && IsChanged(files, version) && !IsUpdated(files, package))
            {
                (InstalledPackage Package, FileVersion First, int Count) known = changed.GetValueOrDefault(package.Name, (package, version, 0));
                changed[package.Name] = known with { Count = known.Count + 1 };
            }
        }

        foreach ((InstalledPackage package, FileVersion first, int count) in changed.Values)
        {
            string others = count == 1 ? "" : FormattableString.Invariant($" and {count - 1} more {(count == 2 ? "file" : "files")} of it");
            yield return Finding.Violation(Location.OfFile(files, first), $"replaces a file of the package {package.Name} {package.Version} outside RPM{others}") with
            {
                AtMost = Severity.Warning,
            };
        }
    }

    private static bool IsRpm(FileVersion version) => version.File.Packages!.Kind == PackageDatabaseKind.Rpm;

    private static InstalledPackage? OwnerOf(FileVersion database, string path)
    {
        if (MayChange(path))
        {
            return null;
        }

        // Packages often name files through /bin, /lib and so on, which are links into /usr.
        PackageDatabase packages = database.File.Packages!;
        int? owner = packages.Owners.OwnerOf(path) ?? (path.StartsWith("/usr/", StringComparison.Ordinal) ? packages.Owners.OwnerOf(path["/usr".Length..]) : null);
        return owner is { } index ? packages.Packages[index] : null;
    }

    // Besides what packages themselves mark as configuration or ghosts.
    private static bool MayChange(string path) =>
        path.StartsWith("/etc/", StringComparison.Ordinal) || path.StartsWith("/var/", StringComparison.Ordinal) || path.StartsWith("/run/", StringComparison.Ordinal)
        || path.StartsWith("/tmp/", StringComparison.Ordinal) || path.EndsWith(".pyc", StringComparison.Ordinal) || path.StartsWith("/usr/lib/sysimage/", StringComparison.Ordinal);

    // The same bytes written again are no change.
    private static bool IsChanged(FileTree files, FileVersion version)
    {
        FileVersion? below = files.Versions(version.Path).LastOrDefault(v => v.Origin == Origin.Base);
        return below is not null && below.File.ContentDigest != version.File.ContentDigest;
    }

    private static bool IsUpdated(FileTree files, InstalledPackage package) =>
        !files.Packages.Packages.Any(p => p.Kind == PackageDatabaseKind.Rpm && p.Package.Name == package.Name && p.Package.Version == package.Version);
}
