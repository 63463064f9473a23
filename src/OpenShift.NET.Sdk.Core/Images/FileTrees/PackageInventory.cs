using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>
/// The packages of an image, by what a container sees of the package databases. What the base image has already is told from what the application's layers added by comparing
/// with what a container of the base would see.
/// </summary>
public sealed class PackageInventory
{
    private PackageInventory(ImmutableArray<PackageOfImage> packages, ImmutableArray<FileVersion> databases, ImmutableArray<UnreadDatabase> problems)
    {
        Packages = packages;
        Databases = databases;
        Problems = problems;
    }

    /// <summary>The packages, by database, each database in its own order.</summary>
    public ImmutableArray<PackageOfImage> Packages { get; }

    /// <summary>The databases a container sees, unreadable ones included.</summary>
    public ImmutableArray<FileVersion> Databases { get; }

    /// <summary>Databases that could not be read, or not all of them.</summary>
    public ImmutableArray<UnreadDatabase> Problems { get; }

    /// <summary>Takes stock of an image.</summary>
    public static PackageInventory Of(FileTree files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var ofTheBase = new HashSet<(PackageDatabaseKind, string)>();
        List<FileVersion> visible = [];
        foreach (FileVersion version in files.Databases)
        {
            PackageDatabase database = version.File.Packages!;
            if (version.Origin == Origin.Base && (version.HiddenInLayer is null || version.HiddenInLayer >= files.BaseLayerCount))
            {
                ofTheBase.UnionWith(database.Packages.Select(p => (database.Kind, p.Name)));
            }

            if (version.IsVisible)
            {
                visible.Add(version);
            }
        }

        return new PackageInventory(
            [.. visible.SelectMany(v => v.File.Packages!.Packages.Select(p => new PackageOfImage(
                p,
                v.File.Packages.Kind,
                v,
                ofTheBase.Contains((v.File.Packages.Kind, p.Name)) ? Origin.Base : Origin.App)))],
            [.. visible],
            [.. visible.Select(v => ProblemOf(files, v)).OfType<UnreadDatabase>()]);
    }

    private static UnreadDatabase? ProblemOf(FileTree files, FileVersion version)
    {
        if (version.File.Packages!.Problem is { } problem)
        {
            return new UnreadDatabase(version, problem);
        }

        // SQLite's write-ahead log holds changes that are not in the file yet (https://www.sqlite.org/walformat.html, 1).
        string log = version.Path + "-wal";
        return version.Path.EndsWith(".sqlite", StringComparison.Ordinal) && files.Find(log) is { File: { Kind: FileKind.File, Size: > 32 } }
            ? new UnreadDatabase(version, $"is not complete without {log}, which holds changes that were never written into it")
            : null;
    }
}
