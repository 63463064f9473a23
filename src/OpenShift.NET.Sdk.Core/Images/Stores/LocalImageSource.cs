using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>An image on disk: an OCI layout folder, an OCI archive or a docker archive, told apart by content, not by name.</summary>
public sealed class LocalImageSource : IImageSource
{
    private readonly string _path;
    private readonly string? _reference;

    private LocalImageSource(string path, string? reference, string name)
    {
        _path = path;
        _reference = reference;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Names an image on disk. Nothing but the path's existence is looked at yet.</summary>
    /// <param name="path">Path of a folder or file; <c>PATH#NAME</c> chooses among several images by their reference name or tag.</param>
    /// <param name="name">The reference recorded as the image's name; <see langword="null"/> for the part after <c>#</c>, or else the file's name.</param>
    /// <exception cref="OpenShiftException">OSC0040: there is nothing at the path.</exception>
    public static LocalImageSource Open(string path, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string? reference = null;
        if (!Path.Exists(path) && path.LastIndexOf('#') is > 0 and int hash)
        {
            reference = path[(hash + 1)..];
            path = path[..hash];
        }

        string full = Path.GetFullPath(path);
        return Path.Exists(full)
            ? new LocalImageSource(full, reference, name ?? reference ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(full)))
            : throw new OpenShiftException(ToolCodes.BaseImageNotFound, $"There is no image layout or archive at '{full}'", "Correct the path, or write the archive first.");
    }

    /// <inheritdoc/>
    public async ValueTask<Image> ResolveAsync(Platform platform, CancellationToken cancellationToken)
    {
        IFileSet files = System.IO.Directory.Exists(_path)
            ? new FolderFiles(_path)
            : await ArchiveFiles.OpenAsync(_path, cancellationToken).ConfigureAwait(false);
        if (files.SizeOf("index.json") >= 0)
        {
            return await new LayoutSource(files, _reference).ResolveAsync(Name, platform, cancellationToken).ConfigureAwait(false);
        }

        return files.SizeOf("manifest.json") >= 0
            ? await new DockerArchiveSource(files, _reference).ResolveAsync(Name, platform, cancellationToken).ConfigureAwait(false)
            : throw new OpenShiftException(
                ToolCodes.InvalidArchive,
                $"'{_path}' is neither an OCI layout (no index.json) nor a docker archive (no manifest.json)",
                "Write it again, for example with 'skopeo copy docker://IMAGE oci-archive:FILE'.");
    }
}
