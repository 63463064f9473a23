using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>
/// How the files of an image that are not its base image's come into an image by a Dockerfile. COPY takes those that every context and every builder keeps: mode 0644 or
/// 0755 in folders of mode 0755, one owner a COPY. The rest is in an archive that ADD unpacks as it is: other modes and owners, links, empty folders, capabilities, odd names.
/// </summary>
/// <remarks>
/// The archive comes last. What builders do to a folder that is there already differs: buildah gives it mode and owner of the context's, BuildKit leaves it alone. Each
/// folder that could come out in two ways is in the archive too, which both let win.
/// </remarks>
internal sealed class ExportedFiles
{
    /// <summary>Mode of the files a context keeps.</summary>
    public const int FileMode = 0b110_100_100;

    /// <summary>Mode of the programs and folders a context keeps.</summary>
    public const int ProgramMode = 0b111_101_101;

    // Each COPY is a layer, and an image has 127 of them at most where overlayfs is mounted (moby/moby, daemon/graphdriver/overlay2).
    private const int MostCopies = 10;

    private readonly FileTree _tree;
    private readonly int _baseLayers;
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<(long, long)>> _touched = new(StringComparer.Ordinal);
    private readonly ContextNames _names = new();

    private ExportedFiles(FileTree tree, int baseLayers) => (_tree, _baseLayers) = (tree, baseLayers);

    /// <summary>The copies, the one with most files first.</summary>
    public ImmutableArray<ContextCopy> Copies { get; private set; } = [];

    /// <summary>Folders of the archive, those above before those below.</summary>
    public ImmutableArray<LayerFile> Folders { get; private set; } = [];

    /// <summary>Symbolic links of the archive, ordered by path.</summary>
    public ImmutableArray<LayerFile> Links { get; private set; } = [];

    /// <summary>Regular files of the archive, ordered by path.</summary>
    public ImmutableArray<ContextFile> Archived { get; private set; } = [];

    /// <summary>Paths of the base image that are gone, the uppermost ones, ordered.</summary>
    public ImmutableArray<string> Removed { get; private set; } = [];

    /// <summary>What cannot be had this way, whole sentences.</summary>
    public ImmutableArray<string> Gaps { get; private set; } = [];

    /// <summary>Whether there is anything for an archive.</summary>
    public bool HasArchive => Folders.Length + Links.Length + Archived.Length > 0;

    /// <summary>Sorts the files.</summary>
    /// <param name="tree">The files of the image.</param>
    /// <param name="baseLayers">How many of its layers the Dockerfile's base image has; 0 for <c>scratch</c>.</param>
    public static ExportedFiles Of(FileTree tree, int baseLayers)
    {
        var files = new ExportedFiles(tree, baseLayers);
        files.Sort();
        return files;
    }

    private void Sort()
    {
        var links = new List<LayerFile>();
        var archived = new List<ContextFile>();
        var plain = new List<ContextFile>();
        var unnamed = new List<string>();
        var special = new List<string>();
        var sparse = new List<string>();
        var lists = new List<string>();
        foreach (FileVersion version in _tree.Visible)
        {
            LayerFile file = version.File;
            if (file.Kind == FileKind.Directory && (_replaced.Contains(ImagePath.Parent(file.Path)) || IsOther(file.Path, FileKind.Directory)))
            {
                _replaced.Add(file.Path);
            }

            if (version.LayerIndex < _baseLayers || file.IsImplied)
            {
                continue;
            }

            // What is no UTF-8 was read as U+FFFD.
            if (file.Path.Contains('\uFFFD', StringComparison.Ordinal) || file.LinkTarget?.Contains('\uFFFD', StringComparison.Ordinal) == true)
            {
                unnamed.Add(file.Path);
                continue;
            }

            if (file.HasAccessControlList)
            {
                lists.Add(file.Path);
            }

            switch (file.Kind)
            {
                case FileKind.Directory:
                    break;
                case FileKind.Other:
                    special.Add(file.Path);
                    break;
                case FileKind.File when file.ContentDigest is null:
                    sparse.Add(file.Path);
                    break;
                case var _ when IsOfBase(file):
                    break;
                case FileKind.SymbolicLink:
                    links.Add(file);
                    break;
                default:
                    (IsPlain(file) ? plain : archived).Add(ContextFile.Of(_tree, version));
                    break;
            }
        }

        Copies = Group(plain, archived);
        Folders = [.. _tree.Visible.Where(IsForArchive).Select(static v => v.File).OrderBy(static f => f.Path, StringComparer.Ordinal)];
        Links = [.. links];
        Archived = [.. archived.OrderBy(static f => f.File.Path, StringComparer.Ordinal)];
        Remove();
        Gaps =
        [
            .. Gap(unnamed, "has a name or target that is not UTF-8", "have names or targets that are not UTF-8"),
            .. Gap(special, "is a device, pipe or socket, which is left out", "are devices, pipes or sockets, which are left out"),
            .. Gap(sparse, "is a sparse file or a hard link to nothing, whose content is not read", "are sparse files or hard links to nothing, whose content is not read"),
            .. Gap(lists, "has an access control list, which is lost", "have access control lists, which are lost"),
            .. Gaps,
        ];
    }

    private bool IsPlain(LayerFile file) =>
        file.Mode is FileMode or ProgramMode && !file.HasCapabilities
        && !_replaced.Contains(ImagePath.Parent(file.Path)) && !IsOther(file.Path, FileKind.File)
        && _names.TryTake(file.Path);

    // COPY of a file onto a link, or of a folder onto a file, is done in another way by each builder.
    private bool IsOther(string path, FileKind kind) => Below(path) is { } below && below.Kind != kind;

    private bool IsOfBase(LayerFile file) => Below(file.Path) is { } below
        && (below.Kind, below.Mode, below.UserId, below.GroupId, below.LinkTarget, below.ContentDigest) == (file.Kind, file.Mode, file.UserId, file.GroupId, file.LinkTarget, file.ContentDigest)
        && !below.HasCapabilities && !file.HasCapabilities;

    /// <summary>What a container of the base image sees at a path.</summary>
    private LayerFile? Below(string path)
    {
        LayerFile? below = null;
        foreach (FileVersion version in _tree.Versions(path))
        {
            below = version.LayerIndex < _baseLayers && (version.HiddenInLayer is null || version.HiddenInLayer >= _baseLayers) ? version.File : below;
        }

        return below;
    }

    private ImmutableArray<ContextCopy> Group(List<ContextFile> plain, List<ContextFile> archived)
    {
        IGrouping<(long UserId, long GroupId), ContextFile>[] owners = [.. plain.GroupBy(static f => (f.File.UserId, f.File.GroupId)).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key)];
        archived.AddRange(owners.Skip(MostCopies).SelectMany(static g => g));
        var copies = ImmutableArray.CreateBuilder<ContextCopy>();
        foreach (IGrouping<(long UserId, long GroupId), ContextFile> owner in owners.Take(MostCopies))
        {
            string folder = owner.Key == (0, 0) ? "files" : string.Create(CultureInfo.InvariantCulture, $"files-{owner.Key.UserId}-{owner.Key.GroupId}");
            copies.Add(new ContextCopy(folder, owner.Key.UserId, owner.Key.GroupId, [.. owner]));
            foreach (ContextFile file in owner)
            {
                for (string at = ImagePath.Parent(file.File.Path); at != ImagePath.Root; at = ImagePath.Parent(at))
                {
                    if (!(_touched.TryGetValue(at, out HashSet<(long, long)>? by) ? by : _touched[at] = []).Add(owner.Key))
                    {
                        break;
                    }
                }
            }
        }

        return copies.ToImmutable();
    }

    private bool IsForArchive(FileVersion version)
    {
        LayerFile file = version.File;
        if (file.Kind != FileKind.Directory || file.Path.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return false;
        }

        bool isUsual = file.Mode == ProgramMode && !file.HasCapabilities;
        if (_touched.TryGetValue(file.Path, out HashSet<(long, long)>? owners))
        {
            return !isUsual || owners.Any(o => o != (file.UserId, file.GroupId));
        }

        return version.LayerIndex >= _baseLayers && (
            file.Path == ImagePath.Root ? !file.IsImplied && !IsOfBase(file) && !(isUsual && (file.UserId, file.GroupId) == (0, 0) && _baseLayers == 0)
            : _replaced.Contains(file.Path) || (file.IsImplied ? !_tree.Children(file.Path).Any() : !IsOfBase(file)));
    }

    private void Remove()
    {
        string[] gone = [.. _tree.All.Where(v => v.LayerIndex < _baseLayers).Select(static v => v.Path).Distinct(StringComparer.Ordinal).Where(IsGone).Order(StringComparer.Ordinal)];
        if (gone.Length == 0)
        {
            return;
        }

        // Only the base image's own program can remove what is in it.
        var below = FileTree.Build(_tree.Layers.Take(_baseLayers), _baseLayers);
        if (below.TryResolve("/bin/rm", out _) || below.TryResolve("/usr/bin/rm", out _))
        {
            Removed = [.. gone];
            return;
        }

        Gaps = [.. Gap(gone, "stays: the base image has no rm to remove it with", "stay: the base image has no rm to remove them with")];
    }

    private bool IsGone(string path)
    {
        string parent = ImagePath.Parent(path);
        return path != ImagePath.Root && Below(path) is not null && _tree.Find(path) is null && _tree.Find(parent)?.File.Kind == FileKind.Directory && Below(parent)?.Kind == FileKind.Directory;
    }

    private static IEnumerable<string> Gap(IReadOnlyList<string> paths, string one, string several) => paths switch
    {
        [] => [],
        [var path] => [$"{path} {one}."],
        _ => [FormattableString.Invariant($"{string.Join(", ", paths.Take(5))}{(paths.Count > 5 ? $" and {paths.Count - 5} more" : "")} {several}.")],
    };
}
