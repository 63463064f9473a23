using OpenShift.NET.Sdk.Images.Elf;

namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>A file system as a dynamic loader sees it: absolute paths, links resolved inside its root.</summary>
internal interface IFileSystemView
{
    /// <summary>The regular file behind a path and its links; <see langword="null"/> when there is none.</summary>
    string? ResolveFile(string path);

    /// <summary>The folder behind a path and its links; <see langword="null"/> when there is none.</summary>
    string? ResolveFolder(string path);

    /// <summary>Names of the entries of a folder, ordered; none when it is no folder.</summary>
    /// <param name="folder">The folder's path, without links.</param>
    string[] List(string folder);

    /// <summary>Reads a small text file.</summary>
    /// <param name="path">The file's path, without links.</param>
    string ReadText(string path);

    /// <summary>Reads a program or library; <see langword="null"/> when it is no ELF file, or a damaged one.</summary>
    /// <param name="path">The file's path, without links.</param>
    ElfFile? ReadElf(string path);
}
