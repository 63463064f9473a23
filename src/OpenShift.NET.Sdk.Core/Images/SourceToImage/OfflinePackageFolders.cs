using System.Collections.Frozen;
using System.Collections.Immutable;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Runtimes;

namespace OpenShift.NET.Sdk.Images.SourceToImage;

/// <summary>Finds the NuGet packages of an image by the names NuGet gives their files.</summary>
internal static class OfflinePackageFolders
{
    private const string Package = ".nupkg";
    private const string Description = ".nuspec";

    /// <summary>The folders, ordered by path. What an SDK's own folders hold (templates, workloads) and tools that were installed are none.</summary>
    public static ImmutableArray<PackageFolder> In(FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        string[] roots = [.. DotnetSdks.InstalledIn(tree).Select(DotnetSdks.RootOf).Distinct(StringComparer.Ordinal)];
        var found = new SortedDictionary<string, (FileVersion First, HashSet<string> Names)>(StringComparer.Ordinal);
        foreach (FileVersion file in tree.Visible)
        {
            if (file.File.Kind != FileKind.File || Read(file.Path) is not { } package || file.Path.Contains("/.store/", StringComparison.Ordinal))
            {
                continue;
            }

            if (roots.Any(r => ImagePath.IsBelow(package.Folder, r)) && !IsOfSdk(package.Folder, roots))
            {
                continue;
            }

            (FileVersion first, HashSet<string> names) = found.GetValueOrDefault(package.Folder, (file, new HashSet<string>(StringComparer.OrdinalIgnoreCase)));
            names.Add(package.Id);
            found[package.Folder] = (string.CompareOrdinal(file.Path, first.Path) < 0 ? file : first, names);
        }

        return [.. found.Select(f => new PackageFolder(f.Key, f.Value.First, f.Value.Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase), IsOfSdk(f.Key, roots)))];
    }

    private static bool IsOfSdk(string folder, string[] roots) => roots.Any(r => folder == ImagePath.Combine(r, "library-packs"));

    // FOLDER/id/version/id.version.nupkg and FOLDER/id/version/id.nuspec, as NuGet unpacks; FOLDER/id.version.nupkg, as people copy.
    private static (string Folder, string Id)? Read(string path)
    {
        string name = ImagePath.Name(path);
        string parent = ImagePath.Parent(path);
        string version = ImagePath.Name(parent);
        string id = ImagePath.Name(ImagePath.Parent(parent));
        bool unpacked = id.Length > 0 && NuGetVersion.TryParse(version, out _)
            && (name.Equals($"{id}.{version}{Package}", StringComparison.OrdinalIgnoreCase) || name.Equals(id + Description, StringComparison.OrdinalIgnoreCase));
        return unpacked ? (ImagePath.Parent(ImagePath.Parent(parent)), id)
            : name.EndsWith(Package, StringComparison.OrdinalIgnoreCase) && IdOf(name[..^Package.Length]) is { } flat ? (parent, flat)
            : null;
    }

    private static string? IdOf(string name)
    {
        for (int dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = name.IndexOf('.', dot + 1))
        {
            if (dot + 1 < name.Length && char.IsAsciiDigit(name[dot + 1]) && NuGetVersion.TryParse(name[(dot + 1)..], out _))
            {
                return name[..dot];
            }
        }

        return null;
    }
}
