using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>The time zones of an image: files below <c>/usr/share/zoneinfo</c>, or <c>TZDIR</c> (tzfile(5)).</summary>
internal sealed class TimeZoneData
{
    private readonly FileTree _tree;
    private readonly FileVersion? _folder;

    private TimeZoneData(FileTree tree, string folder)
    {
        _tree = tree;
        Folder = folder;
        _tree.TryResolve(folder, out _folder);
    }

    /// <summary>The folder they are looked for in.</summary>
    public string Folder { get; }

    /// <summary>Whether there are any.</summary>
    public bool Exists => _folder is { } folder && _tree.Children(folder.Path).Any();

    /// <summary>The time zones a process finds.</summary>
    /// <param name="tree">The image.</param>
    /// <param name="variable">The value of <c>TZDIR</c>; <see langword="null"/> when it is not set.</param>
    public static TimeZoneData Of(FileTree tree, string? variable) => new(tree, string.IsNullOrEmpty(variable) ? "/usr/share/zoneinfo" : ImagePath.Normalize(variable));

    /// <summary>Whether a time zone of the IANA database is there.</summary>
    public bool Has(string id) => _tree.TryResolve(ImagePath.Combine(Folder, id), out FileVersion? file) && file.File.Kind == FileKind.File;
}
