using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>The folders a base image has, symbolic links to folders included. Paths have no leading and no trailing <c>/</c>.</summary>
public sealed class BaseDirectories
{
    // Linux' own limit, path_resolution(7).
    private const int MostLinks = 40;

    private readonly Dictionary<string, BaseFolder> _folders;

    internal BaseDirectories(Dictionary<string, BaseFolder> folders) => _folders = folders;

    /// <summary>A base that has nothing.</summary>
    public static BaseDirectories None { get; } = new(new Dictionary<string, BaseFolder>(StringComparer.Ordinal));

    /// <summary>A base that has these folders, 0755 and 0:0.</summary>
    public static BaseDirectories Of(params ReadOnlySpan<string> paths)
    {
        var folders = new Dictionary<string, BaseFolder>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            folders[path.Trim('/')] = new BaseFolder(0b111_101_101, 0, 0, null);
        }

        return new BaseDirectories(folders);
    }

    /// <summary>Whether the base has the folder (or a link in its place).</summary>
    public bool Has(string path) => _folders.ContainsKey(path);

    /// <summary>
    /// Whether any user of group 0 can create files in the folder as it is, so that it needs no entry of ours.
    /// A sticky folder such as <c>/tmp</c> counts; giving it another mode would take its protection away.
    /// </summary>
    public bool IsWritableByArbitraryUser(string path) =>
        _folders.TryGetValue(path, out BaseFolder? folder)
        && folder.LinkTarget is null
        && ((folder.Mode & 3) == 3 || (folder.GroupId == 0 && (folder.Mode & 0b011_000) == 0b011_000));

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
            if (_folders.TryGetValue(string.Join('/', done), out BaseFolder? folder) && folder.LinkTarget is { } target && links++ < MostLinks)
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
