using OpenShift.NET.Sdk.Images.Contents;
using ZstdSharp;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Copies single files out of an image's layers.</summary>
public static class LayerFiles
{
    /// <summary>Reads each layer concerned once and writes the files to disk as they come.</summary>
    /// <param name="image">The image.</param>
    /// <param name="files">Regular files of its file tree, each with the full path it is written to.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">A layer cannot be decompressed, is no tar or ends too early.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static Task CopyAsync(Image image, IReadOnlyDictionary<FileVersion, string> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(files);

        // Several files can be hard links of one.
        return VisitAsync(image, files.Select(static f => (f.Key.LayerIndex, f.Key.File.HardLinkTo ?? f.Key.Path, f.Value)), CopyAsync, cancellationToken);
    }

    /// <summary>Reads each layer concerned once, to its end, and calls for each entry that is wanted.</summary>
    /// <typeparam name="T">What is wanted of an entry.</typeparam>
    /// <param name="image">The image.</param>
    /// <param name="wanted">Paths of regular files as their entries name them, in their layers, each with what is wanted of it; one path can stand there several times.</param>
    /// <param name="visit">Reads the entry's content. Of two entries of one name in a layer the last counts, as for whoever unpacks the layer: it is called for both.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">A layer cannot be decompressed, is no tar or ends too early.</exception>
    internal static async Task VisitAsync<T>(Image image, IEnumerable<(int Layer, string Path, T Wanted)> wanted, Func<IReadOnlyList<T>, TarEntries, CancellationToken, Task> visit, CancellationToken cancellationToken)
    {
        try
        {
            foreach (IGrouping<int, (int Layer, string Path, T Wanted)> layer in wanted.GroupBy(static w => w.Layer))
            {
                ILookup<string, T> byPath = layer.ToLookup(static w => w.Path, static w => w.Wanted, StringComparer.Ordinal);
                await VisitAsync(image, image.Manifest.Layers[layer.Key], byPath, visit, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is LayerFormatException or ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException("a layer " + (e is LayerFormatException ? e.Message : "cannot be decompressed"), e);
        }
    }

    private static async Task VisitAsync<T>(Image image, Descriptor blob, ILookup<string, T> wanted, Func<IReadOnlyList<T>, TarEntries, CancellationToken, Task> visit, CancellationToken cancellationToken)
    {
        Stream content = await image.Blobs.OpenAsync(blob, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var stored = new PrefetchStream(content);
            Stream tar = await LayerCompression.OpenAsync(stored, blob.MediaType, cancellationToken).ConfigureAwait(false);
            await using (tar.ConfigureAwait(false))
            {
                var entries = new TarEntries(tar);
                while (await entries.NextAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (entries.IsFile && wanted[ImagePath.Normalize(entries.Name)].ToArray() is { Length: > 0 } of)
                    {
                        await visit(of, entries, cancellationToken).ConfigureAwait(false);
                    }
                }
            }

            // Only at its end is a blob held against its digest.
            await stored.DrainAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(IReadOnlyList<string> paths, TarEntries entry, CancellationToken cancellationToken)
    {
        FileStream output = File.Create(paths[0]);
        await using (output.ConfigureAwait(false))
        {
            await entry.CopyAsync(output, cancellationToken).ConfigureAwait(false);
        }

        foreach (string path in paths.Skip(1))
        {
            File.Copy(paths[0], path, overwrite: true);
        }
    }
}
