using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase.Plans;

/// <summary>One entry of a layer of the embedded base image.</summary>
/// <param name="Path">Absolute path in the image.</param>
/// <param name="Kind">File, folder or symbolic link.</param>
/// <param name="Mode">Permission bits.</param>
internal sealed record EmbeddedEntry(string Path, FileKind Kind, int Mode)
{
    /// <summary>Full path on this machine of the file the content comes from; <see langword="null"/> when <see cref="Content"/> holds it.</summary>
    public string? Source { get; init; }

    /// <summary>Size of the source in bytes when it was looked at.</summary>
    public long Size { get; init; }

    /// <summary>Modification time of the source in ticks when it was looked at.</summary>
    public long Modified { get; init; }

    /// <summary>Content of a file that no file of this machine stands for.</summary>
    public string? Content { get; init; }

    /// <summary>Target of a symbolic link.</summary>
    public string? LinkTarget { get; init; }
}
