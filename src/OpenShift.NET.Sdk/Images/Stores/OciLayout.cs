using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>OCI layout folders (OCI image-spec, image-layout.md).</summary>
public static class OciLayout
{
    internal static ReadOnlySpan<byte> Marker => "{\"imageLayoutVersion\":\"1.0.0\"}"u8;

    /// <summary>Writes an image as layout folder, whole or not at all; a folder that holds the image already is left as it is.</summary>
    /// <param name="image">The image. Blobs that a cache holds become hard links into it where the file system allows.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="references">Values of <c>org.opencontainers.image.ref.name</c>, one index entry each; none makes one entry without name.</param>
    /// <param name="cancellationToken">Cancels; the folder is then as it was.</param>
    /// <exception cref="OpenShiftException">OSC0085: the folder cannot be written; OSC0041, OSC0043 and OSC008x: a blob cannot be read.</exception>
    public static ValueTask WriteAsync(Image image, string folder, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        return WriteAsync([image], image.ManifestBytes, image.Descriptor with { Platform = image.Config.Platform }, folder, references, cancellationToken);
    }

    /// <summary>Writes the images of several platforms and their index as layout folder; else as the other overload.</summary>
    /// <exception cref="OpenShiftException">As for the other overload.</exception>
    public static ValueTask WriteAsync(PlatformIndex index, string folder, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(index);
        return WriteAsync(index.Images, index.Bytes, index.Descriptor, folder, references, cancellationToken);
    }

    private static async ValueTask WriteAsync(ImmutableArray<Image> images, ReadOnlyMemory<byte> root, Descriptor rootDescriptor, string folder, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        byte[] index = ImageJson.Write(IndexOf(rootDescriptor, references));
        if (Holds(images, root, rootDescriptor, folder, index))
        {
            return;
        }

        await AtomicOutput.WriteFolderAsync(folder, async temporary =>
        {
            string blobs = Path.Combine(temporary, "blobs", "sha256");
            Directory.CreateDirectory(blobs);
            foreach ((Image image, Descriptor layer) in images.SelectMany(i => i.Manifest.Layers.Select(l => (i, l))).DistinctBy(p => p.l.Digest))
            {
                await AddAsync(layer, image.Blobs, Path.Combine(blobs, layer.Digest.Hex), cancellationToken).ConfigureAwait(false);
            }

            foreach ((Digest digest, ReadOnlyMemory<byte> content) in Documents(images, root, rootDescriptor))
            {
                await WriteAsync(Path.Combine(blobs, digest.Hex), content, cancellationToken).ConfigureAwait(false);
            }

            await WriteAsync(Path.Combine(temporary, "oci-layout"), Marker.ToArray(), cancellationToken).ConfigureAwait(false);
            await WriteAsync(Path.Combine(temporary, "index.json"), index, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }).ConfigureAwait(false);
    }

    /// <summary>The blobs of a layout folder.</summary>
    public static IBlobSource BlobsOf(string folder) => new LayoutSource(new FolderFiles(Path.GetFullPath(folder)), null);

    /// <summary>Reads the only image of a layout folder, whatever its platform.</summary>
    /// <exception cref="OpenShiftException">OSC0040: there is no such folder; OSC0041, OSC0043, OSC0045: it holds no sound image.</exception>
    public static async ValueTask<Image> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(folder);
        return Directory.Exists(full)
            ? await new LayoutSource(new FolderFiles(full), null).ResolveAsync(full, null, cancellationToken).ConfigureAwait(false)
            : throw new OpenShiftException(ToolCodes.BaseImageNotFound, $"There is no image layout at '{full}'", "Assemble the image first.");
    }

    internal static ImageIndex IndexOf(Descriptor root, ImmutableArray<string> references)
    {
        Descriptor plain = root with { Annotations = null };
        return new ImageIndex
        {
            Manifests = references.IsDefaultOrEmpty
                ? [plain]
                : [.. references.Select(r => plain with { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(LayoutSource.RefName, r) })],
        };
    }

    /// <summary>Configurations and manifests, and the index over them when there is one.</summary>
    internal static IEnumerable<(Digest Digest, ReadOnlyMemory<byte> Content)> Documents(ImmutableArray<Image> images, ReadOnlyMemory<byte> root, Descriptor rootDescriptor) =>
        images
            .SelectMany(i => new[] { (i.Manifest.Config.Digest, i.ConfigBytes), (i.Digest, i.ManifestBytes) })
            .Append((rootDescriptor.Digest, root))
            .DistinctBy(d => d.Item1);

    private static bool Holds(ImmutableArray<Image> images, ReadOnlyMemory<byte> root, Descriptor rootDescriptor, string folder, byte[] index)
    {
        var files = new FolderFiles(Path.GetFullPath(folder));
        if (files.SizeOf("index.json") != index.Length || files.SizeOf("oci-layout") != Marker.Length)
        {
            return false;
        }

        foreach (Descriptor layer in images.SelectMany(i => i.Manifest.Layers))
        {
            if (files.SizeOf("blobs/sha256/" + layer.Digest.Hex) != layer.Size)
            {
                return false;
            }
        }

        return IsFile(Path.Combine(folder, "index.json"), index)
            && Documents(images, root, rootDescriptor).All(d => IsFile(Path.Combine(folder, "blobs", "sha256", d.Digest.Hex), d.Content.Span));
    }

    private static bool IsFile(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async ValueTask AddAsync(Descriptor blob, IBlobSource source, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (source is CachingBlobSource caching)
        {
            await caching.EnsureAsync(blob, cancellationToken).ConfigureAwait(false);
            HardLink.CreateOrCopy(caching.Cache.PathOf(blob.Digest), path);
            return;
        }

        Stream content = await source.OpenAsync(blob, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, 256 * 1024, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // A layer of the same digest cannot be, but a manifest given twice can.
        await File.WriteAllBytesAsync(path, content, cancellationToken).ConfigureAwait(false);
    }
}
