using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>
/// Writes the entries of layers that nobody vouches for below one folder. A name is used only when every folder above it is one that was made here: what is a link, or anything else,
/// is replaced by a folder, as container runtimes do that unpack each layer by itself (and as <see cref="FileTree"/> says). So nothing is ever written through a link, and no path leaves the folder.
/// <para>
/// With nothing below, several layers are flattened into the folder and what a whiteout names is deleted. Over other folders the folder is one for overlayfs, and what a whiteout names becomes
/// overlayfs' own sign. What an opaque folder hides is hidden name by name: the attribute that overlayfs has for it is not to be had on every file system.
/// </para>
/// </summary>
/// <param name="root">The folder, which exists and is empty.</param>
/// <param name="lower">What it lies over.</param>
/// <param name="owner">The user all files are given to; <see langword="null"/> when that is who runs this.</param>
/// <param name="budget">What the image may take.</param>
internal sealed class LayerUnpacker(string root, LowerFolders lower, uint? owner, ImageScanBudget budget)
{
    private const string WhiteoutPrefix = ".wh.";
    private const string MetadataPrefix = ".wh..wh.";
    private const string OpaqueMark = ".wh..wh..opq";
    private const int Private = 0b111_000_000;

    // What runtimes make is root's, of mode 0755.
    private static readonly int ImpliedMode = UnpackedMode.Of(0b111_101_101, 0, isDirectory: true);

    private readonly Dictionary<string, UnpackedFolder> _folders = new(StringComparer.Ordinal) { [ImagePath.Root] = new(ModeBelow(lower, ImagePath.Root)) };
    private readonly HashSet<string> _ofThisLayer = new(StringComparer.Ordinal);

    // What has been looked through once need not be again: a hostile layer names the same folder a hundred thousand times.
    private readonly HashSet<string> _cleared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(128 * 1024);

    /// <summary>Applies a layer.</summary>
    /// <exception cref="LayerFormatException">It is malformed.</exception>
    /// <exception cref="IOException">Something cannot be written.</exception>
    public async Task ApplyAsync(TarEntries entries, CancellationToken cancellationToken)
    {
        _ofThisLayer.Clear();
        _cleared.Clear();
        while (await entries.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entries.Type == (byte)'V')
            {
                continue;
            }

            string path = Normalize(entries.Name);
            budget.SpendEntry(path.Length + entries.LinkName.Length);
            if (!Mark(path))
            {
                await PutAsync(entries, path, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Finishes the folder: nothing can be applied any more.</summary>
    /// <exception cref="IOException">Something cannot be written.</exception>
    public void Finish()
    {
        _cleared.Clear();
        foreach (string path in _gone)
        {
            if (_folders.ContainsKey(path))
            {
                HideBelow(path);
            }
            else
            {
                Hide(path);
            }
        }

        foreach (string path in _opaque)
        {
            _ = Folder(path);
            HideBelow(path);
        }

        // The deepest first: a folder that may not be passed keeps its owner out, too.
        foreach ((string path, UnpackedFolder folder) in _folders.OrderByDescending(static f => f.Key.Length))
        {
            string place = Place(path);
            Give(place);
            UnixFile.SetMode(place, folder.Mode);
        }
    }

    private static int ModeBelow(LowerFolders lower, string path) =>
        lower.Find(path) is { Status: { Type: UnixFileType.Directory, Mode: var mode } } ? mode : ImpliedMode;

    private static string Normalize(string name) =>
        name.Contains('\0', StringComparison.Ordinal) ? throw new LayerFormatException("is damaged: a path holds a zero byte")
        : ImagePath.TryNormalize(name, out string? path, clampAtRoot: false) ? path
        : throw new LayerFormatException("has a path that leaves the image through '..'");

    private string Place(string path) => path == ImagePath.Root ? root : root + path;

    private bool Mark(string path)
    {
        if (!path.Contains("/" + WhiteoutPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        string name = ImagePath.Name(path);
        string folder = ImagePath.Parent(path);
        if (name == OpaqueMark)
        {
            if (!lower.IsEmpty)
            {
                _opaque.Add(folder);
            }
            else if (_folders.ContainsKey(folder))
            {
                DeleteOlderBelow(folder);
            }
        }
        else if (!path.Contains("/" + MetadataPrefix, StringComparison.Ordinal) && name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
        {
            string removed = name[WhiteoutPrefix.Length..];
            if (removed is "" or "." or "..")
            {
                throw new LayerFormatException("has a whiteout that removes nothing that could be");
            }

            string gone = folder == ImagePath.Root ? "/" + removed : folder + "/" + removed;
            if (!lower.IsEmpty)
            {
                _gone.Add(gone);
            }
            else if (_folders.ContainsKey(folder))
            {
                DeleteOlder(gone);
            }
        }

        // Other names that begin so are bookkeeping, which runtimes leave out (image-spec, layer.md, "Whiteouts").
        return true;
    }

    private async ValueTask PutAsync(TarEntries entries, string path, CancellationToken cancellationToken)
    {
        bool isFolder = entries.Type is (byte)'5' or (byte)'D' || (entries.Type == (byte)'0' && entries.Name.EndsWith('/'));
        if (isFolder)
        {
            _ = Folder(path);
            _folders[path].Mode = UnpackedMode.Of(entries.Mode, entries.GroupId, isDirectory: true);
            return;
        }

        if (path == ImagePath.Root)
        {
            throw new LayerFormatException("has an entry in the place of its root folder that is none");
        }

        if (entries.Type is (byte)'3' or (byte)'4' or (byte)'6')
        {
            // A user without privileges has no devices, and restricted-v2 gives none. What was there is replaced all the same.
            Clear(path);
            return;
        }

        if (entries.IsSparse)
        {
            throw new LayerFormatException($"has a sparse file, '{path}', which is not unpacked");
        }

        string place = Clear(path);
        switch (entries.Type)
        {
            case (byte)'1':
                Link(Normalize(entries.LinkName), place);
                break;
            case (byte)'2':
                if (entries.LinkName.Length == 0 || entries.LinkName.Contains('\0', StringComparison.Ordinal))
                {
                    throw new LayerFormatException($"is damaged: '{path}' is a link to nothing");
                }

                File.CreateSymbolicLink(place, entries.LinkName);
                Give(place);
                break;
            default:
                await WriteAsync(entries, place, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask WriteAsync(TarEntries entries, string place, CancellationToken cancellationToken)
    {
        using FileStream file = UnixFile.Create(place);
        int count;
        long offset = 0;
        while ((count = await entries.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            RandomAccess.Write(file.SafeFileHandle, _buffer.AsSpan(0, count), offset);
            offset += count;
        }

        Give(place);
        UnixFile.SetMode(file.SafeFileHandle, UnpackedMode.Of(entries.Mode, entries.GroupId, isDirectory: false));
        if (entries.ModifiedAt is > 0 and < 253402300799)
        {
            File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UnixEpoch.AddSeconds(entries.ModifiedAt));
        }
    }

    private void Link(string target, string place)
    {
        string? source = _folders.ContainsKey(ImagePath.Parent(target)) && UnixFile.StatusOf(Place(target)) is { Type: UnixFileType.File or UnixFileType.SymbolicLink }
            ? Place(target)
            : lower.Find(target) is { Status.Type: UnixFileType.File } below ? below.Place : null;
        if (source is null)
        {
            throw new LayerFormatException($"has a hard link to '{target}', which is not there");
        }

        if (UnixFile.TryLink(source, place))
        {
            return;
        }

        File.Delete(place);
        if (!UnixFile.TryLink(source, place))
        {
            // Another file system, or as many names of one file as it allows.
            Copy(source, place);
            Give(place);
        }
    }

    /// <summary>Makes a copy of a file; of a symbolic link another one, for to what it leads is the container's to say and not this machine's.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static void Copy(string source, string place)
    {
        if (new FileInfo(source).LinkTarget is { } target)
        {
            File.CreateSymbolicLink(place, target);
        }
        else
        {
            File.Copy(source, place);
        }
    }

    /// <summary>Makes room for what is no folder, and gives its place on disk.</summary>
    private string Clear(string path)
    {
        _ = Folder(ImagePath.Parent(path));
        Touch(path);
        if (_folders.ContainsKey(path))
        {
            DeleteFolder(path);
        }
        else if (UnixFile.StatusOf(Place(path)) is not null)
        {
            File.Delete(Place(path));
        }

        return Place(path);
    }

    /// <summary>Makes sure of a folder, from the top down; a hostile path can have thousands of segments.</summary>
    private string Folder(string path)
    {
        Touch(path);
        if (_folders.ContainsKey(path))
        {
            return Place(path);
        }

        for (int end = 0; end < path.Length;)
        {
            int slash = path.IndexOf('/', end + 1);
            end = slash < 0 ? path.Length : slash;
            string part = path[..end];
            if (_folders.ContainsKey(part))
            {
                continue;
            }

            budget.SpendEntry(part.Length);
            string place = Place(part);
            while (!UnixFile.TryMakeFolder(place, Private))
            {
                File.Delete(place);
            }

            _folders.Add(part, new UnpackedFolder(ModeBelow(lower, part)));
            _folders[ImagePath.Parent(part)].Folders.Add(part);
        }

        return Place(path);
    }

    private void Touch(string path)
    {
        while (_ofThisLayer.Add(path) && path != ImagePath.Root)
        {
            path = ImagePath.Parent(path);
        }
    }

    private void DeleteFolder(string path)
    {
        Directory.Delete(Place(path), recursive: true);
        _folders[ImagePath.Parent(path)].Folders.Remove(path);
        var rest = new Stack<string>([path]);
        while (rest.TryPop(out string? gone))
        {
            _ = _folders.Remove(gone, out UnpackedFolder? folder);
            foreach (string below in folder!.Folders)
            {
                rest.Push(below);
            }
        }
    }

    // Whiteouts speak of lower layers only, wherever in the archive they stand (layer.md, "Whiteouts").
    private void DeleteOlder(string path)
    {
        bool isFolder = _folders.ContainsKey(path);
        if (_ofThisLayer.Contains(path))
        {
            if (isFolder)
            {
                DeleteOlderBelow(path);
            }
        }
        else if (isFolder)
        {
            DeleteFolder(path);
        }
        else
        {
            File.Delete(Place(path));
        }
    }

    private void DeleteOlderBelow(string path)
    {
        if (!_cleared.Add(path))
        {
            return;
        }

        foreach (string child in Directory.GetFileSystemEntries(Place(path)))
        {
            DeleteOlder(path == ImagePath.Root ? "/" + Path.GetFileName(child) : path + "/" + Path.GetFileName(child));
        }
    }

    private void Hide(string path)
    {
        string place = Path.Combine(Folder(ImagePath.Parent(path)), ImagePath.Name(path));
        if (UnixFile.StatusOf(place) is null)
        {
            budget.SpendEntry(path.Length);
            UnixFile.MakeWhiteout(place);
        }
    }

    private void HideBelow(string path)
    {
        if (!_cleared.Add(path))
        {
            return;
        }

        foreach (string name in lower.Children(path))
        {
            string child = path == ImagePath.Root ? "/" + name : path + "/" + name;
            if (_folders.ContainsKey(child))
            {
                HideBelow(child);
            }
            else
            {
                Hide(child);
            }
        }
    }

    private void Give(string place)
    {
        if (owner is { } user)
        {
            UnixFile.ChangeOwner(place, user);
        }
    }
}
