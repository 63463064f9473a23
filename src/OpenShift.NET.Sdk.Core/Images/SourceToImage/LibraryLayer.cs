using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Layers;

namespace OpenShift.NET.Sdk.Images.SourceToImage;

/// <summary>The layer with the common libraries of a builder: a NuGet feed on disk. Pure.</summary>
/// <remarks>
/// A feed and no fallback folder: NuGet asks feeds on disk before those of the network, so a version that is here costs no request; where a package asks for
/// less than what is here, the nearest version serves, while a fallback folder takes the very version or sends NuGet to the network; content hashes of lock
/// files hold, for packages are those that were published; and it is a third of the size. What it costs is that a restore unpacks the packages it takes.
/// </remarks>
internal static class LibraryLayer
{
    /// <summary>What the layer is called.</summary>
    public const string Name = "common libraries";

    /// <summary>The folder of the feed.</summary>
    public const string Folder = "/usr/share/nuget/common-libraries";

    /// <summary>The property by which MSBuild, which takes properties from the environment, adds the feed to those of every project.</summary>
    public const string Variable = "RestoreAdditionalProjectSources";

    private const int FileMode = 0b110_100_100;
    private const int FolderMode = 0b111_101_101;

    /// <summary>Plans the layer.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="directories">The folders of the base.</param>
    public static PlannedLayer Create(ImmutableArray<LibraryPackage> packages, BaseDirectories directories)
    {
        string root = directories.Resolve(Folder);
        var entries = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (LibraryPackage package in packages)
        {
            foreach (string file in package.Files)
            {
                string path = $"{root}/{package.Path}/{file}";
                entries[path] = new LayerEntry(path, FileMode, Path.Combine(package.Folder, file));
                for (int slash = path.LastIndexOf('/'); slash > 0 && !directories.Has(path[..slash]); slash = path.LastIndexOf('/', slash - 1))
                {
                    entries.TryAdd(path[..slash], new LayerEntry(path[..slash], FolderMode));
                }
            }
        }

        return new PlannedLayer(Name, [.. entries.Values]);
    }
}
