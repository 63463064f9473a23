using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Hosts;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase.Plans;

/// <summary>Collects the entries of one layer: parents come with their children, what a lower layer has is not repeated, and links are reproduced with what they lead to.</summary>
/// <param name="host">Where files come from.</param>
/// <param name="below">Collector of the layer below.</param>
internal sealed class LayerCollector(HostFileSystem host, LayerCollector? below = null)
{
    private const int FolderMode = 0b111_101_101;
    private const int ProgramMode = 0b111_101_101;
    private const int FileMode = 0b110_100_100;
    private const int LinkMode = 0b111_111_111;
    private readonly SortedDictionary<string, EmbeddedEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>The layer as collected.</summary>
    public EmbeddedLayer ToLayer(string title) => new(title, [.. _entries.Values]);

    /// <summary>Adds a folder.</summary>
    /// <param name="path">Its path in the image.</param>
    /// <param name="mode">Its permission bits.</param>
    public void AddFolder(string path, int mode = FolderMode) => Add(new EmbeddedEntry(path, FileKind.Directory, mode));

    /// <summary>Adds a file with content of our own.</summary>
    public void AddText(string path, string content) => Add(new EmbeddedEntry(path, FileKind.File, FileMode) { Content = content });

    /// <summary>Adds a symbolic link.</summary>
    public void AddLink(string path, string target) => Add(new EmbeddedEntry(path, FileKind.SymbolicLink, LinkMode) { LinkTarget = target });

    /// <summary>Adds a file of the host at a path of its own.</summary>
    /// <param name="path">Path in the image.</param>
    /// <param name="realPath">Path on the host, without links.</param>
    public void AddFile(string path, string realPath)
    {
        HostEntry entry = host.Look(realPath);
        Add(new EmbeddedEntry(path, FileKind.File, entry.Executable ? ProgramMode : FileMode)
        {
            Source = host.Physical(realPath),
            Size = entry.Size,
            Modified = entry.Modified,
        });
    }

    /// <summary>Adds a file of the host at the path it has there, with every link on the way to it.</summary>
    /// <returns>Whether there is such a file.</returns>
    public bool AddAsFound(string path)
    {
        var links = new List<string>();
        if (host.Resolve(path, links) is not { } real || host.Look(real).Kind != FileKind.File)
        {
            return false;
        }

        AddLinks(links);
        AddFile(real, real);
        return true;
    }

    /// <summary>Adds a folder of the host, with all below it, at the path it has there. Links that lead out of it are left out: what they lead to would not be there.</summary>
    /// <param name="path">The folder's path.</param>
    /// <param name="suffix">How the names of the wanted files end.</param>
    public void AddTreeAsFound(string path, string suffix = "")
    {
        var links = new List<string>();
        if (host.Resolve(path, links) is { } real && host.Look(real).Kind == FileKind.Directory)
        {
            AddLinks(links);
            AddBelow(real, real, suffix);
        }
    }

    /// <summary>Adds the files of a host folder, with all below it, at another path; links are replaced by what they lead to.</summary>
    /// <param name="path">Path in the image.</param>
    /// <param name="realFolder">Path of the folder on the host, without links.</param>
    public void AddContentOf(string path, string realFolder)
    {
        AddFolder(path);
        foreach (string name in host.List(realFolder))
        {
            string? real = host.Resolve(realFolder + "/" + name);
            if (real is not null && host.Look(real).Kind == FileKind.Directory)
            {
                AddContentOf(path + "/" + name, real);
            }
            else if (real is not null)
            {
                AddFile(path + "/" + name, real);
            }
        }
    }

    private void AddBelow(string folder, string top, string suffix)
    {
        foreach (string name in host.List(folder))
        {
            string path = folder + "/" + name;
            HostEntry entry = host.Look(path);
            bool wanted = name.EndsWith(suffix, StringComparison.Ordinal);
            switch (entry.Kind)
            {
                case FileKind.Directory:
                    AddBelow(path, top, suffix);
                    break;
                case FileKind.File when wanted:
                    AddFile(path, path);
                    break;
                case FileKind.SymbolicLink when wanted && host.Resolve(path) is { } real && real.StartsWith(top + "/", StringComparison.Ordinal):
                    AddLink(path, entry.LinkTarget!);
                    break;
            }
        }
    }

    private void AddLinks(List<string> links)
    {
        foreach (string link in links)
        {
            AddLink(link, host.Look(link).LinkTarget!);
        }
    }

    private void Add(EmbeddedEntry entry)
    {
        int slash = entry.Path.LastIndexOf('/');
        if (slash > 0 && KindOf(entry.Path[..slash]) != FileKind.Directory)
        {
            AddFolder(entry.Path[..slash]);
        }

        FileKind? present = KindOf(entry.Path);
        if (present is null)
        {
            _entries.Add(entry.Path, entry);
        }
        else if (present != entry.Kind)
        {
            throw new OpenShiftException(
                ToolCodes.EmbeddedBaseUnavailable,
                $"The embedded base image would need '{entry.Path}' to be two things at once on this machine's file system layout",
                EmbeddedBasePlanner.Remedy);
        }
    }

    private FileKind? KindOf(string path) => _entries.TryGetValue(path, out EmbeddedEntry? entry) ? entry.Kind : below?.KindOf(path);
}
