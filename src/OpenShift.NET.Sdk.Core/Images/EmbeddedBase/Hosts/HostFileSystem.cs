using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Libraries;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase.Hosts;

/// <summary>
/// The file system the base image is made from, read as a container of it would: below a root folder, links resolved inside that root.
/// Everything that was looked at, whether it was there or not, is kept, so that a later publish can tell in milliseconds that nothing has changed.
/// </summary>
internal sealed class HostFileSystem : IFileSystemView
{
    private const int MostLinks = 40;
    private readonly string _root;
    private readonly Dictionary<string, HostEntry> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    /// <summary>The file system below a root.</summary>
    /// <param name="root">Full path of the folder that stands for <c>/</c>.</param>
    public HostFileSystem(string root) => _root = root == "/" ? "" : root.TrimEnd('/');

    /// <summary>Everything that was looked at, by path.</summary>
    public IReadOnlyDictionary<string, HostEntry> Seen => _seen;

    /// <summary>Folders whose content was listed.</summary>
    public IReadOnlySet<string> Listed => _listed;

    /// <summary>Where a path of this file system is on the machine.</summary>
    public string Physical(string path) => path == "/" && _root.Length > 0 ? _root : _root + path;

    /// <summary>The entry at a path whose folders are no links; the entry itself is not followed.</summary>
    public HostEntry Look(string path)
    {
        if (!_seen.TryGetValue(path, out HostEntry entry))
        {
            _seen.Add(path, entry = HostEntry.At(Physical(path)));
        }

        return entry;
    }

    /// <summary>The path behind every link; <see langword="null"/> when nothing is there, or the links never end.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="links">Takes the path of every link on the way.</param>
    public string? Resolve(string path, ICollection<string>? links = null)
    {
        var ahead = new Stack<string>();
        Push(ahead, path);
        string current = "";
        int followed = 0;
        while (ahead.TryPop(out string? name))
        {
            if (name == "..")
            {
                current = current.Length == 0 ? "" : current[..current.LastIndexOf('/')];
                continue;
            }

            string next = current + "/" + name;
            HostEntry entry = Look(next);
            switch (entry.Kind)
            {
                case null:
                case FileKind.File when ahead.Count > 0:
                    return null;
                case FileKind.SymbolicLink:
                    if (++followed > MostLinks)
                    {
                        return null;
                    }

                    links?.Add(next);
                    if (entry.LinkTarget!.StartsWith('/'))
                    {
                        current = "";
                    }

                    Push(ahead, entry.LinkTarget);
                    break;
                default:
                    current = next;
                    break;
            }
        }

        return current.Length == 0 ? "/" : current;
    }

    /// <summary>The regular file behind a path and its links; <see langword="null"/> when there is none.</summary>
    public string? ResolveFile(string path) => Resolve(path) is { } real && Look(real).Kind == FileKind.File ? real : null;

    /// <summary>The folder behind a path and its links; <see langword="null"/> when there is none.</summary>
    public string? ResolveFolder(string path) => Resolve(path) is { } real && Look(real).Kind == FileKind.Directory ? real : null;

    /// <summary>Names of the entries of a folder, ordered; none when it is no folder.</summary>
    /// <param name="folder">The folder's path, without links.</param>
    public string[] List(string folder)
    {
        if (Look(folder).Kind != FileKind.Directory)
        {
            return [];
        }

        _listed.Add(folder);
        string[] names = Directory.GetFileSystemEntries(Physical(folder));
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Path.GetFileName(names[i]);
        }

        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file's path, without links.</param>
    public FileStream Open(string path) => new(Physical(path), FileMode.Open, FileAccess.Read, FileShare.Read, 1024);

    /// <summary>Reads a small text file.</summary>
    /// <param name="path">The file's path, without links.</param>
    public string ReadText(string path) => File.ReadAllText(Physical(path));

    /// <inheritdoc/>
    public ElfFile? ReadElf(string path)
    {
        using FileStream stream = Open(path);
        try
        {
            return ElfReader.Read(stream);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void Push(Stack<string> ahead, string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = names.Length - 1; i >= 0; i--)
        {
            if (names[i] != ".")
            {
                ahead.Push(names[i]);
            }
        }
    }
}
