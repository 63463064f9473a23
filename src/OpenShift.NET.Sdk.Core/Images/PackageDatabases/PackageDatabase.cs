using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>What a scan keeps of a package database: names and versions, not the whole text.</summary>
/// <param name="Kind">Whose it is.</param>
/// <param name="Packages">The packages, in the database's order.</param>
public sealed record PackageDatabase(PackageDatabaseKind Kind, ImmutableArray<InstalledPackage> Packages)
{
    /// <summary>Why the database could not be read, or not all of it: a predicate, "is encrypted"; <see langword="null"/> when it was read whole.</summary>
    public string? Problem { get; init; }

    /// <summary>Which package owns which file. Only RPM databases say it in themselves.</summary>
    public FileOwners Owners { get; init; } = FileOwners.None;

    /// <summary>The assemblies that a <c>.deps.json</c> lists for the application to run with; of another database none.</summary>
    public ImmutableArray<ListedAssembly> Assemblies { get; init; } = [];

    /// <summary>A database that could not be read.</summary>
    internal static PackageDatabase Unreadable(PackageDatabaseKind kind, string problem) => new(kind, []) { Problem = problem };
}
