using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>The merged view of unpacked layers as overlayfs shows it, looked up without mounting anything. Links are never followed but where that is said, and then inside the image.</summary>
/// <param name="folders">Full paths, the topmost first.</param>
internal sealed class LowerFolders(ImmutableArray<string> folders)
{
    // As many as Linux follows (path_resolution(7)).
    private const int MostLinks = 40;

    /// <summary>Nothing.</summary>
    public static LowerFolders None { get; } = new([]);

    /// <summary>The folders.</summary>
    public ImmutableArray<string> Folders => folders;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => folders.IsEmpty;

    /// <summary>What is at a normalised path, and its place on disk; <see langword="null"/> when there is nothing.</summary>
    public (UnixStatus Status, string Place)? Find(string path)
    {
        IReadOnlyList<string> live = folders;
        if (path == ImagePath.Root)
        {
            return live.Count > 0 && UnixFile.StatusOf(live[0]) is { } root ? (root, live[0]) : null;
        }

        for (int end = 0; ;)
        {
            int start = end;
            int slash = path.IndexOf('/', end + 1);
            end = slash < 0 ? path.Length : slash;
            string segment = path[start..end];
            var next = new List<string>();
            (UnixStatus Status, string Place)? found = null;
            foreach (string folder in live)
            {
                string place = folder + segment;
                if (UnixFile.StatusOf(place) is not { } status)
                {
                    continue;
                }

                if (status.Type == UnixFileType.Whiteout)
                {
                    break;
                }

                found ??= (status, place);
                if (status.Type != UnixFileType.Directory)
                {
                    break;
                }

                next.Add(place);
            }

            if (end == path.Length || found is not { Status.Type: UnixFileType.Directory })
            {
                return end == path.Length ? found : null;
            }

            live = next;
        }
    }

    /// <summary>The names in a folder; none when it is no folder or may not be listed.</summary>
    public IReadOnlyCollection<string> Children(string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < folders.Length; i++)
        {
            // What lies below what is no folder, or is gone, is not seen any more.
            var upTo = new LowerFolders(folders[..(i + 1)]);
            string place = path == ImagePath.Root ? folders[i] : folders[i] + path;
            if (UnixFile.StatusOf(place) is not { Type: UnixFileType.Directory } || upTo.Find(path) is not { Status.Type: UnixFileType.Directory })
            {
                continue;
            }

            if (new LowerFolders([folders[i]]).Find(path) is null)
            {
                continue;
            }

            foreach (string child in Entries(place))
            {
                string name = Path.GetFileName(child);
                if (names.Contains(name) || hidden.Contains(name))
                {
                    continue;
                }

                _ = (UnixFile.StatusOf(child)?.Type == UnixFileType.Whiteout ? hidden : names).Add(name);
            }
        }

        return names;
    }

    /// <summary>Where a path leads when links are followed as the container's kernel would, which cannot leave the image. What does not exist keeps its name.</summary>
    public string Resolve(string path)
    {
        string current = ImagePath.Root;
        var rest = new Stack<string>(ImagePath.Normalize(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        for (int links = 0; rest.TryPop(out string? name);)
        {
            if (name is "." or "..")
            {
                current = name == "." ? current : ImagePath.Parent(current);
                continue;
            }

            string next = current == ImagePath.Root ? "/" + name : current + "/" + name;
            if (Find(next) is not { Status.Type: UnixFileType.SymbolicLink } link || ++links > MostLinks || new FileInfo(link.Place).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            current = target.StartsWith('/') ? ImagePath.Root : current;
            foreach (string segment in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                rest.Push(segment);
            }
        }

        return current;
    }

    private static string[] Entries(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
