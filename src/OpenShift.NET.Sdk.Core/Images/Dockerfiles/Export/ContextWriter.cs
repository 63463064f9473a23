using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Layers;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>Writes the files of a build context as they come out of the layers: those of COPY to disk, the others to the archive.</summary>
/// <param name="folder">Full path of the context.</param>
/// <param name="archive">The archive.</param>
/// <param name="tar">Writes to it.</param>
internal sealed class ContextWriter(string folder, Stream archive, TarBuilder tar)
{
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Paths of what was written.</summary>
    public HashSet<string> Written { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes what has no content: folders, then links.</summary>
    public void Begin(ExportedFiles files)
    {
        foreach (LayerFile file in files.Folders)
        {
            Set(file);
            tar.WriteDirectory(file.Path == ImagePath.Root ? "./" : NameOf(file), file.Mode);
        }

        foreach (LayerFile file in files.Links)
        {
            Set(file);
            tar.WriteSymbolicLink(NameOf(file), file.LinkTarget ?? "");
        }
    }

    /// <summary>Writes the content of an entry to all the files that have it.</summary>
    public async Task WriteAsync(IReadOnlyList<ContextTarget> targets, TarEntries entry, CancellationToken cancellationToken)
    {
        string? first = null;
        foreach (ContextTarget target in targets.Where(static t => t.Path is not null))
        {
            string path = Path.Combine(folder, target.Path!);
            if (first is null)
            {
                first = path;
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await ToDiskAsync(path, entry, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Copy(first, path, overwrite: true);
            }

            Finish(path, target.File);
        }

        string? name = null;
        foreach (LayerFile file in targets.Where(static t => t.Path is null).Select(static t => t.File))
        {
            Set(file);
            if (name is not null)
            {
                tar.WriteHardLink(NameOf(file), file.Mode, name);
                Written.Add(file.Path);
                continue;
            }

            name = NameOf(file);
            if (file.HasCapabilities && entry.Capabilities is { } capabilities)
            {
                tar.WriteExtendedAttribute("security.capability", capabilities);
            }

            tar.BeginFile(name, file.Mode, entry.Size);
            long size = entry.Size;
            if (first is null)
            {
                await entry.CopyAsync(archive, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                FileStream copy = File.OpenRead(first);
                await using (copy.ConfigureAwait(false))
                {
                    await copy.CopyToAsync(archive, cancellationToken).ConfigureAwait(false);
                }
            }

            tar.EndFile(size);
            Written.Add(file.Path);
        }
    }

    private static async Task ToDiskAsync(string path, TarEntries entry, CancellationToken cancellationToken)
    {
        // It may be there already: of two entries of one name the last counts.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UserOnly;
        }

        var output = new FileStream(path, options);
        await using (output.ConfigureAwait(false))
        {
            await entry.CopyAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Finish(string path, LayerFile file)
    {
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(Math.Clamp(file.ModifiedAt, 0, uint.MaxValue)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)file.Mode);
        }

        Written.Add(file.Path);
    }

    private void Set(LayerFile file) => (tar.UserId, tar.GroupId, tar.ModifiedAt) = (file.UserId, file.GroupId, file.ModifiedAt);

    private static string NameOf(LayerFile file) => file.Path[1..];
}
