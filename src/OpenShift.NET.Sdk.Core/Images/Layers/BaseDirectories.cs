using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>The folders a base image has, symbolic links to folders included. Paths have no leading and no trailing <c>/</c>.</summary>
public sealed class BaseDirectories
{
    private readonly FileTree _files;

    private BaseDirectories(FileTree files) => _files = files;

    /// <summary>A base that has nothing.</summary>
    public static BaseDirectories None { get; } = new(FileTree.Build([], 0));

    /// <summary>The folders of a base's files.</summary>
    public static BaseDirectories Of(FileTree files) => new(files);

    /// <summary>Whether the base has the folder (or a link in its place).</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>
    /// Whether any user of group 0 can create files in the folder as it is, so that it needs no entry of ours.
    /// A sticky folder such as <c>/tmp</c> counts; giving it another mode would take its protection away.
    /// </summary>
    public bool IsWritableByArbitraryUser(string path) =>
        Find(path) is { Kind: FileKind.Directory } folder
        && ((folder.Mode & 3) == 3 || (folder.GroupId == 0 && (folder.Mode & 0b011_000) == 0b011_000));

    private LayerFile? Find(string path) =>
        _files.Find("/" + path)?.File is { IsImplied: false, Kind: FileKind.Directory or FileKind.SymbolicLink } file ? file : null;

    /// <summary>
    /// The path with the base's symbolic links followed. A layer has to name the real place: an entry <c>var/run/app</c> over a base
    /// where <c>/var/run</c> is a link would replace the link by a folder on overlay file systems.
    /// </summary>
    public string Resolve(string path)
    {
        var done = new List<string>();
        var rest = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            if (part == ".")
            {
                continue;
            }

            if (part == "..")
            {
                if (done.Count > 0)
                {
                    done.RemoveAt(done.Count - 1);
                }

                continue;
            }

            done.Add(part);
            if (Find(string.Join('/', done)) is { LinkTarget: { } target } && links++ < FileTree.MaximumLinks)
            {
                done.RemoveAt(done.Count - 1);
                if (target.StartsWith('/'))
                {
                    done.Clear();
                }

                foreach (string step in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    rest.Push(step);
                }
            }
        }

        return string.Join('/', done);
    }
}
