using ZstdSharp;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Copies single files out of an image's layers.</summary>
public static class LayerFiles
{
    /// <summary>Reads each layer concerned once and writes the files to disk as they come.</summary>
    /// <param name="image">The image.</param>
    /// <param name="files">Regular files of its file tree, each with the full path it is written to.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">A layer cannot be decompressed or is no tar.</exception>
    /// <exception cref="IOException">A file cannot be written, or a layer ends too early.</exception>
    public static async Task CopyAsync(Image image, IReadOnlyDictionary<FileVersion, string> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            foreach (IGrouping<int, KeyValuePair<FileVersion, string>> layer in files.GroupBy(static f => f.Key.LayerIndex))
            {
                await CopyAsync(image, layer, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is LayerFormatException or ZstdException)
        {
            throw new InvalidDataException("a layer " + (e is LayerFormatException ? e.Message : "cannot be decompressed"), e);
        }
    }

    private static async Task CopyAsync(Image image, IGrouping<int, KeyValuePair<FileVersion, string>> layer, CancellationToken cancellationToken)
    {
        // Several files can be hard links of one.
        ILookup<string, string> wanted = layer.ToLookup(static f => f.Key.File.HardLinkTo ?? f.Key.File.Path, static f => f.Value, StringComparer.Ordinal);
        Contents.Descriptor blob = image.Manifest.Layers[layer.Key];
        Stream content = await image.Blobs.OpenAsync(blob, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            Stream tar = await LayerCompression.OpenAsync(new PrefetchStream(content), blob.MediaType, cancellationToken).ConfigureAwait(false);
            await using (tar.ConfigureAwait(false))
            {
                var entries = new TarEntries(tar);
                while (await entries.NextAsync(cancellationToken).ConfigureAwait(false))
                {
                    string? first = null;
                    foreach (string path in entries.IsFile ? wanted[ImagePath.Normalize(entries.Name)] : [])
                    {
                        if (first is not null)
                        {
                            File.Copy(first, path, overwrite: true);
                            continue;
                        }

                        // Of two entries of one name the last counts, as for whoever unpacks the layer.
                        first = path;
                        FileStream output = File.Create(path);
                        await using (output.ConfigureAwait(false))
                        {
                            await entries.CopyAsync(output, cancellationToken).ConfigureAwait(false);
                        }
                    }
                }
            }
        }
    }
}
