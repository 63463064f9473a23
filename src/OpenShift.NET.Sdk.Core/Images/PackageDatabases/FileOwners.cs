using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>
/// Which package of a database owns which file. Paths are kept as 64-bit hashes: an operating system has tens of thousands,
/// and all that is ever asked is whose one path is.
/// </summary>
public sealed class FileOwners
{
    private FileOwners(ImmutableArray<ulong> hashes, ImmutableArray<int> packages)
    {
        Hashes = hashes;
        Packages = packages;
    }

    /// <summary>No file has an owner.</summary>
    public static FileOwners None { get; } = new([], []);

    /// <summary>Hashes of the paths, ascending.</summary>
    internal ImmutableArray<ulong> Hashes { get; }

    /// <summary>For each path the index of its package.</summary>
    internal ImmutableArray<int> Packages { get; }

    /// <summary>How many files have an owner.</summary>
    public int Count => Hashes.Length;

    /// <summary>Index of the package that owns a file; <see langword="null"/> when none does.</summary>
    /// <param name="path">Absolute, normalised path.</param>
    public int? OwnerOf(string path) => Hashes.BinarySearch(HashOf(path)) is var index and >= 0 ? Packages[index] : null;

    /// <summary>From pairs of path hash and package, in any order; of several owners of one path the first counts.</summary>
    internal static FileOwners From(List<(ulong Hash, int Package)> pairs)
    {
        pairs.Sort();
        var hashes = ImmutableArray.CreateBuilder<ulong>(pairs.Count);
        var packages = ImmutableArray.CreateBuilder<int>(pairs.Count);
        foreach ((ulong hash, int package) in pairs)
        {
            if (hashes.Count == 0 || hashes[^1] != hash)
            {
                hashes.Add(hash);
                packages.Add(package);
            }
        }

        return new FileOwners(hashes.DrainToImmutable(), packages.DrainToImmutable());
    }

    /// <summary>The hash a path is kept by.</summary>
    internal static ulong HashOf(ReadOnlySpan<char> path)
    {
        // FNV-1a over UTF-16 units: needs to be the same in every process, and nobody gains by a collision.
        ulong hash = 14695981039346656037;
        foreach (char unit in path)
        {
            hash = (hash ^ unit) * 1099511628211;
        }

        return hash;
    }
}
