namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Applies layers to each other, the lowest first. Invariant: what is visible stands in a visible folder.</summary>
internal sealed class FileTreeBuilder
{
    private readonly Dictionary<string, FileTreeNode>.AlternateLookup<ReadOnlySpan<char>> _byPath;

    private readonly ImageScanLimits _limits;
    private long _impliedFolders;
    private long _impliedCharacters;

    public FileTreeBuilder(int expectedEntries, ImageScanLimits limits)
    {
        _limits = limits;
        Nodes = new Dictionary<string, FileTreeNode>(expectedEntries + 1, StringComparer.Ordinal);
        _byPath = Nodes.GetAlternateLookup<ReadOnlySpan<char>>();
        var root = new FileTreeNode(ImagePath.Root, null);
        root.Add(new FileVersion(Implied(ImagePath.Root), 0, Origin.Base, null));
        Nodes.Add(root.Path, root);
    }

    /// <summary>Every path any layer speaks of.</summary>
    public Dictionary<string, FileTreeNode> Nodes { get; }

    /// <summary>Applies one layer on top.</summary>
    public void Apply(LayerScan layer, int index, Origin origin)
    {
        // Whiteouts speak of lower layers only, wherever in the archive they stand (layer.md, "Whiteouts"): they go first.
        foreach (string path in layer.Whiteouts)
        {
            if (path != ImagePath.Root && Nodes.TryGetValue(path, out FileTreeNode? node))
            {
                node.Hide(index);
                node.HideDescendants(index);
            }
        }

        foreach (string path in layer.OpaqueDirectories)
        {
            Nodes.GetValueOrDefault(path)?.HideDescendants(index);
        }

        foreach (LayerFile file in layer.Files)
        {
            Put(file, index, origin);
        }
    }

    private static LayerFile Implied(string path) => new() { Path = path, Kind = FileKind.Directory, Mode = 0b111_101_101, IsImplied = true };

    private void Put(LayerFile file, int index, Origin origin)
    {
        if (!Nodes.TryGetValue(file.Path, out FileTreeNode? node))
        {
            FileTreeNode parent = Folder(file.Path.AsSpan(0, Math.Max(1, file.Path.LastIndexOf('/'))), index, origin);
            node = new FileTreeNode(file.Path, parent);
            Nodes.Add(file.Path, node);
        }
        else
        {
            if (file.Path.Length > 1)
            {
                _ = Folder(file.Path.AsSpan(0, Math.Max(1, file.Path.LastIndexOf('/'))), index, origin);
            }

            node.Hide(index);
            if (file.Kind != FileKind.Directory)
            {
                node.HideDescendants(index);
            }
        }

        node.Add(new FileVersion(WithLinkedContent(file), index, origin, null));
    }

    /// <summary>The folder at a path. Where there is none, or something else, the runtime makes one: CRI-O unpacks a layer by itself, so a link of a lower layer is not followed but covered.</summary>
    private FileTreeNode Folder(ReadOnlySpan<char> path, int index, Origin origin)
    {
        if (_byPath.TryGetValue(path, out FileTreeNode? node))
        {
            if (node.Visible?.File.Kind == FileKind.Directory)
            {
                return node;
            }

            node.Hide(index);
        }

        // From the top down, without recursion: a hostile path can have thousands of segments.
        FileTreeNode folder = Nodes[ImagePath.Root];
        for (int end = 0; end < path.Length;)
        {
            int slash = path[(end + 1)..].IndexOf('/');
            end = slash < 0 ? path.Length : end + 1 + slash;
            ReadOnlySpan<char> part = path[..end];
            if (!_byPath.TryGetValue(part, out FileTreeNode? next))
            {
                CountImplied(part.Length);
                next = new FileTreeNode(part.ToString(), folder);
                Nodes.Add(next.Path, next);
            }

            if (next.Visible?.File.Kind != FileKind.Directory)
            {
                next.Hide(index);
                next.Add(new FileVersion(Implied(next.Path), index, origin, null));
            }

            folder = next;
        }

        return folder;
    }

    // One name of two thousand segments makes two thousand folders, whose paths are together as long as its square.
    private void CountImplied(int characters)
    {
        _impliedFolders++;
        _impliedCharacters += characters;
        if (_impliedFolders > _limits.Entries / 2 || _impliedCharacters > _limits.NameCharacters / 2)
        {
            throw ImageScanBudget.TooLarge(FormattableString.Invariant($"has files in more than {_limits.Entries / 2} folders that no layer has an entry for, or in folders whose paths are longer than {_limits.NameCharacters / 2} characters together"));
        }
    }

    /// <summary>A hard link to a file of a lower layer has that file's content and metadata.</summary>
    private LayerFile WithLinkedContent(LayerFile file) =>
        file is { HardLinkTo: { } target, Kind: FileKind.File, ContentDigest: null } && Nodes.GetValueOrDefault(target)?.Visible?.File is { } linked
            ? linked with { Path = file.Path, HardLinkTo = target }
            : file;
}
