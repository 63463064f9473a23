using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>Finds out which folders a base image has, reading each layer once and keeping the answer in the cache by the layer's digest.</summary>
internal sealed class BaseDirectoryScanner(BlobCache cache)
{
    private const string Header = "folders 1";
    private const string Whiteout = ".wh.";
    private const string OpaqueWhiteout = ".wh..wh..opq";
    private readonly RecordStore _records = new(Path.Combine(cache.Directory, "folders"));

    /// <summary>Scans the base's layers.</summary>
    /// <exception cref="OpenShiftException">OSC0046: a layer cannot be read; OSC0041: its bytes are not its digest's.</exception>
    public async ValueTask<BaseDirectories> ScanAsync(ImageManifest manifest, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var folders = new Dictionary<string, BaseFolder>(StringComparer.Ordinal);
        foreach (Descriptor layer in manifest.Layers)
        {
            string? record = _records.Read(layer.Digest.Hex);
            if (record is null || !TryApply(record, folders))
            {
                record = await ReadAsync(layer, blobs, cancellationToken).ConfigureAwait(false);
                _records.Write(layer.Digest.Hex, record);
                TryApply(record, folders);
            }
        }

        return new BaseDirectories(folders);
    }

    // One line per entry that matters: kind, mode, user, group, path, link target.
    private static bool TryApply(string record, Dictionary<string, BaseFolder> folders)
    {
        if (!record.StartsWith(Header + "\n", StringComparison.Ordinal) || !record.EndsWith("\nend\n", StringComparison.Ordinal))
        {
            return false;
        }

        Span<Range> fields = stackalloc Range[7];
        foreach (ReadOnlySpan<char> line in record.AsSpan().EnumerateLines())
        {
            if (line.Split(fields, '\t') != 6)
            {
                continue;
            }

            string path = line[fields[4]].ToString();
            switch (line[fields[0]])
            {
                case "d" or "l":
                    bool isLink = line[fields[0]] is "l";
                    bool replacesFolder = isLink && folders.ContainsKey(path);
                    folders[path] = new BaseFolder(
                        int.Parse(line[fields[1]], NumberStyles.None, CultureInfo.InvariantCulture),
                        long.Parse(line[fields[2]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                        long.Parse(line[fields[3]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                        isLink ? line[fields[5]].ToString() : null);
                    if (replacesFolder)
                    {
                        RemoveBelow(folders, path);
                    }

                    break;
                case "w":
                    folders.Remove(path);
                    RemoveBelow(folders, path);
                    break;
                case "o":
                    RemoveBelow(folders, path);
                    break;
            }
        }

        return true;
    }

    private static void RemoveBelow(Dictionary<string, BaseFolder> folders, string path)
    {
        string prefix = path + "/";
        foreach (string below in folders.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            folders.Remove(below);
        }
    }

    private static async ValueTask<string> ReadAsync(Descriptor layer, IBlobSource blobs, CancellationToken cancellationToken)
    {
        // Whiteouts come first: they speak of lower layers, wherever in the tar they stand.
        var removals = new StringBuilder();
        var additions = new StringBuilder();
        Stream blob = await blobs.OpenAsync(layer, cancellationToken).ConfigureAwait(false);
        await using (blob.ConfigureAwait(false))
        {
            try
            {
                Stream tar = Decompress(layer, blob);
                await using (tar.ConfigureAwait(false))
                {
                    var reader = new TarReader(tar, leaveOpen: true);
                    await using (reader.ConfigureAwait(false))
                    {
                        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                        {
                            Describe(entry, removals, additions);
                        }
                    }

                    // To the very end: only there is the digest verified.
                    await tar.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
                    await blob.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException or NotSupportedException or ZstdSharp.ZstdException)
            {
                throw new OpenShiftException(ToolCodes.InvalidLayer, $"Layer {layer.Digest} of the base image is no readable {layer.MediaType} ({e.GetType().Name})", "Use a base image whose layers are tar, tar+gzip or tar+zstd.", innerException: e);
            }
        }

        return $"{Header}\n{removals}{additions}end\n";
    }

    private static Stream Decompress(Descriptor layer, Stream blob) => layer.MediaType switch
    {
        MediaTypes.OciLayerGzip or MediaTypes.DockerLayerGzip => new GZipStream(blob, CompressionMode.Decompress, leaveOpen: true),
        MediaTypes.OciLayerZstd => new ZstdSharp.DecompressionStream(blob, leaveOpen: true),
        MediaTypes.OciLayer or MediaTypes.DockerLayer => blob,
        _ => throw new OpenShiftException(ToolCodes.InvalidLayer, $"Layer {layer.Digest} of the base image is a {layer.MediaType}", "Use a base image whose layers are tar, tar+gzip or tar+zstd."),
    };

    private static void Describe(TarEntry entry, StringBuilder removals, StringBuilder additions)
    {
        string path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..].Trim('/') : entry.Name.Trim('/');
        if (path.Length == 0 || path == "." || HasLineCharacters(path) || HasLineCharacters(entry.LinkName))
        {
            return;
        }

        int slash = path.LastIndexOf('/');
        string name = path[(slash + 1)..];
        if (name == OpaqueWhiteout)
        {
            Line(removals, 'o', entry, slash < 0 ? "" : path[..slash], "");
        }
        else if (name.StartsWith(Whiteout, StringComparison.Ordinal))
        {
            Line(removals, 'w', entry, path[..(slash + 1)] + name[Whiteout.Length..], "");
        }
        else if (entry.EntryType == TarEntryType.Directory)
        {
            Line(additions, 'd', entry, path, "");
        }
        else if (entry.EntryType == TarEntryType.SymbolicLink)
        {
            Line(additions, 'l', entry, path, entry.LinkName);
        }
    }

    private static bool HasLineCharacters(string text) => text.AsSpan().ContainsAny("\n\r\t\f\u0085\u2028\u2029");

    private static void Line(StringBuilder lines, char kind, TarEntry entry, string path, string target) =>
        lines.Append(CultureInfo.InvariantCulture, $"{kind}\t{(int)entry.Mode}\t{entry.Uid}\t{entry.Gid}\t{path}\t{target}\n");
}
