using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>The files of an image, as a container of it sees them.</summary>
/// <param name="tree">The files.</param>
internal sealed class ImageFileSystem(FileTree tree) : IFileSystemView
{
    /// <inheritdoc/>
    public string? ResolveFile(string path) => tree.TryResolve(path, out FileVersion? found) && found.File.Kind == FileKind.File ? found.Path : null;

    /// <inheritdoc/>
    public string? ResolveFolder(string path) => tree.TryResolve(path, out FileVersion? found) && found.File.Kind == FileKind.Directory ? found.Path : null;

    /// <inheritdoc/>
    public string[] List(string folder)
    {
        string[] names = [.. tree.Children(folder).Select(static f => ImagePath.Name(f.Path))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc/>
    public string ReadText(string path) => tree.Find(path)?.File.Text ?? "";

    /// <inheritdoc/>
    public ElfFile? ReadElf(string path) => tree.Find(path)?.File.Elf;
}
