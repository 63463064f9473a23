using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>The files of an image over all its layers: what a container sees, and what the layers below hide.</summary>
/// <remarks>
/// Layers are applied as CRI-O and the OCI image specification (layer.md, "Applying Changesets") apply them. Folders that no layer has
/// an entry for are made as the runtimes make them and are marked <see cref="LayerFile.IsImplied"/>; the root always exists.
/// </remarks>
public sealed class FileTree
{
    /// <summary>How many symbolic links Linux follows in one resolution (path_resolution(7)).</summary>
    public const int MaximumLinks = 40;

    private readonly Dictionary<string, FileTreeNode> _nodes;
    private FileVersion[]? _visible;
    private FileTreeNode[]? _ordered;
    private PackageInventory? _inventory;

    internal FileTree(ImmutableArray<LayerScan> layers, int baseLayerCount, Dictionary<string, FileTreeNode> nodes)
    {
        Layers = layers;
        BaseLayerCount = baseLayerCount;
        _nodes = nodes;
    }

    /// <summary>The layers, the lowest first.</summary>
    public ImmutableArray<LayerScan> Layers { get; }

    /// <summary>How many of the layers are the base image's.</summary>
    public int BaseLayerCount { get; }

    /// <summary>What a container sees, ordered by path (ordinal).</summary>
    public ImmutableArray<FileVersion> Visible => System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(_visible ??= SortVisible());

    /// <summary>Every entry of every layer, hidden ones included, ordered by path, then by layer. Implied folders are among them.</summary>
    public IEnumerable<FileVersion> All => (_ordered ??= SortNodes()).SelectMany(n => n.Versions);

    /// <summary>The packages of the image.</summary>
    public PackageInventory Packages => _inventory ??= PackageInventory.Of(this);

    /// <summary>Every version of every package database, ordered by path, then by layer.</summary>
    internal IEnumerable<FileVersion> Databases
    {
        get
        {
            var paths = new SortedSet<string>(StringComparer.Ordinal);
            foreach (LayerScan layer in Layers)
            {
                foreach (LayerFile file in layer.Files)
                {
                    // A hard link elsewhere has its target's content.
                    if (file.Packages is not null && PackageDatabaseReader.KindOf(file.Path) is not null)
                    {
                        paths.Add(file.Path);
                    }
                }
            }

            return paths.SelectMany(path => Versions(path)).Where(static v => v.File.Packages is not null);
        }
    }

    /// <summary>Applies the layers to each other.</summary>
    /// <param name="layers">The layers, the lowest first.</param>
    /// <param name="baseLayerCount">How many of them are the base image's.</param>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0055: the folders that no layer has an entry for are more than is read.</exception>
    public static FileTree Build(IEnumerable<LayerScan> layers, int baseLayerCount) => Build(layers, baseLayerCount, ImageScanLimits.Default);

    internal static FileTree Build(IEnumerable<LayerScan> layers, int baseLayerCount, ImageScanLimits limits)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ImmutableArray<LayerScan> all = [.. layers];
        var builder = new FileTreeBuilder(all.Sum(l => l.Files.Length), limits);
        for (int i = 0; i < all.Length; i++)
        {
            builder.Apply(all[i], i, i < baseLayerCount ? Origin.Base : Origin.App);
        }

        return new FileTree(all, baseLayerCount, builder.Nodes);
    }

    /// <summary>What a container sees at a normalised path, links not followed; <see langword="null"/> when there is nothing.</summary>
    public FileVersion? Find(string path) => _nodes.TryGetValue(path, out FileTreeNode? node) ? node.Visible : null;

    /// <summary>All versions of a normalised path, the lowest layer first.</summary>
    public ImmutableArray<FileVersion> Versions(string path) => _nodes.TryGetValue(path, out FileTreeNode? node) ? node.Versions : [];

    /// <summary>The versions that one layer has of a normalised path: none, one, or, where its archive has the path several times, more.</summary>
    /// <param name="path">The path.</param>
    /// <param name="layer">Index of the layer.</param>
    public ReadOnlySpan<FileVersion> VersionsIn(string path, int layer)
    {
        ReadOnlySpan<FileVersion> versions = Versions(path).AsSpan();
        int start = FirstOf(versions, layer);
        return versions[start..FirstOf(versions, layer + 1)];
    }

    /// <summary>What a container sees directly in a folder (normalised path, links not followed), in no particular order.</summary>
    public IEnumerable<FileVersion> Children(string folder)
    {
        for (FileTreeNode? child = _nodes.GetValueOrDefault(folder)?.FirstVisibleChild; child is not null; child = child.NextVisible)
        {
            yield return child.Visible!;
        }
    }

    /// <summary>What a container sees below a folder (normalised path, links not followed) at any depth, the folder itself not included, ordered by path.</summary>
    public IEnumerable<FileVersion> Descendants(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ImmutableArray<FileVersion> visible = Visible;
        string prefix = folder == ImagePath.Root ? folder : folder + "/";

        // Everything with one prefix stands together in ordinal order.
        int low = 0;
        for (int high = visible.Length; low < high;)
        {
            int middle = (low + high) >>> 1;
            if (string.CompareOrdinal(visible[middle].Path, prefix) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (; low < visible.Length && visible[low].Path.StartsWith(prefix, StringComparison.Ordinal); low++)
        {
            yield return visible[low];
        }
    }

    /// <summary>
    /// What a container sees at a path, symbolic links in every part of it followed inside the image, at most <see cref="MaximumLinks"/> of them.
    /// A relative path is taken from the root.
    /// </summary>
    public bool TryResolve(string path, [NotNullWhen(true)] out FileVersion? target) => (target = Walk(path, null)) is not null;

    /// <summary>Follows a path as Linux does (path_resolution(7)), permissions not looked at.</summary>
    /// <param name="path">The path; a relative one is taken from the root.</param>
    /// <param name="passed">Receives the folders passed through, in order, each once per passing; the target is not among them.</param>
    internal FileVersion? Walk(string path, List<FileVersion>? passed)
    {
        ArgumentNullException.ThrowIfNull(path);
        var waiting = new Stack<string>();
        Push(waiting, path);
        FileVersion? current = Find(ImagePath.Root);
        int links = 0;
        while (current is not null && waiting.TryPop(out string? segment))
        {
            if (current.File.Kind != FileKind.Directory)
            {
                return null;
            }

            passed?.Add(current);
            if (segment is "..")
            {
                current = Find(ImagePath.Parent(current.Path));
                continue;
            }

            FileVersion? next = Find(current.Path == ImagePath.Root ? "/" + segment : current.Path + "/" + segment);
            if (next?.File is { Kind: FileKind.SymbolicLink, LinkTarget: var link })
            {
                if (++links > MaximumLinks || string.IsNullOrEmpty(link))
                {
                    return null;
                }

                Push(waiting, link);
                if (link[0] == '/')
                {
                    current = Find(ImagePath.Root);
                }

                continue;
            }

            current = next;
        }

        // "/file/" names a folder, and there is none.
        return current is not null && path.EndsWith('/') && current.File.Kind != FileKind.Directory ? null : current;
    }

    // Versions stand in the order of their layers.
    private static int FirstOf(ReadOnlySpan<FileVersion> versions, int layer)
    {
        int low = 0;
        for (int high = versions.Length; low < high;)
        {
            int middle = (low + high) >>> 1;
            if (versions[middle].LayerIndex < layer)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static void Push(Stack<string> waiting, string path)
    {
        string[] segments = path.Split('/');
        for (int i = segments.Length - 1; i >= 0; i--)
        {
            if (segments[i] is not ("" or "."))
            {
                waiting.Push(segments[i]);
            }
        }
    }

    private FileVersion[] SortVisible()
    {
        FileTreeNode[] nodes = _ordered ??= SortNodes();
        var visible = new List<FileVersion>(nodes.Length);
        foreach (FileTreeNode node in nodes)
        {
            if (node.Visible is { } version)
            {
                visible.Add(version);
            }
        }

        return [.. visible];
    }

    private FileTreeNode[] SortNodes()
    {
        FileTreeNode[] nodes = [.. _nodes.Values];
        Array.Sort(nodes, static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return nodes;
    }
}
