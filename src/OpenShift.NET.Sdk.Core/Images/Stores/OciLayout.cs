using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>OCI layout folders (OCI image-spec, image-layout.md).</summary>
public static class OciLayout
{
    internal static ReadOnlySpan<byte> Marker => "{\"imageLayoutVersion\":\"1.0.0\"}"u8;

    /// <summary>
    /// Writes an image as layout folder, whole or not at all; a folder that holds the image already is left as it is. A folder that is neither
    /// empty nor a layout of ours is refused (<see cref="LayoutRecord"/>), and what others put into one of ours is left alone.
    /// </summary>
    /// <param name="image">The image. Blobs that a cache holds become hard links into it where the file system allows.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="references">Values of <c>org.opencontainers.image.ref.name</c>, one index entry each; none makes one entry without name.</param>
    /// <param name="cancellationToken">Cancels; the folder is then as it was.</param>
    /// <exception cref="OpenShiftException">OSC0016: the folder holds what is not ours; OSC0085: it cannot be written; OSC0041, OSC0043 and OSC008x: a blob cannot be read.</exception>
    public static ValueTask WriteAsync(Image image, string folder, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        return WriteAsync([image], image.ManifestBytes, image.Descriptor with { Platform = image.Config.Platform }, folder, references, [], isStage: false, cancellationToken);
    }

    /// <summary>Writes an image into the stage folder, where every layout is ours.</summary>
    /// <param name="image">The image.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="elsewhere">Layers that stay where they are (image-layout.md, "Blobs": those that are missing are had from another store).</param>
    /// <param name="cancellationToken">Cancels; the folder is then as it was.</param>
    /// <exception cref="OpenShiftException">As for the other overloads.</exception>
    internal static ValueTask WriteStageAsync(Image image, string folder, ImmutableHashSet<Digest> elsewhere, CancellationToken cancellationToken) =>
        WriteAsync([image], image.ManifestBytes, image.Descriptor with { Platform = image.Config.Platform }, folder, [], elsewhere, isStage: true, cancellationToken);

    /// <summary>Whether a layout folder has a blob.</summary>
    internal static bool Has(string folder, Descriptor blob) => new FolderFiles(Path.GetFullPath(folder)).SizeOf("blobs/sha256/" + blob.Digest.Hex) == blob.Size;

    /// <summary>Deletes a layout of ours.</summary>
    /// <exception cref="OpenShiftException">OSC0016: it is none of ours; OSC0085: it cannot be deleted.</exception>
    internal static void DeleteStage(string folder)
    {
        try
        {
            LayoutFolder layout = LayoutFolder.Open(folder, isStage: true);
            layout.Delete();
            if (layout.Exists && !Directory.EnumerateFileSystemEntries(layout.Path).Any())
            {
                Directory.Delete(layout.Path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(folder, e);
        }
    }

    /// <summary>Writes the images of several platforms and their index as layout folder; else as the other overload.</summary>
    /// <exception cref="OpenShiftException">As for the other overload.</exception>
    public static ValueTask WriteAsync(PlatformIndex index, string folder, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(index);
        return WriteAsync(index.Images, index.Bytes, index.Descriptor, folder, references, [], isStage: false, cancellationToken);
    }

    private static async ValueTask WriteAsync(ImmutableArray<Image> images, ReadOnlyMemory<byte> root, Descriptor rootDescriptor, string folder, ImmutableArray<string> references, ImmutableHashSet<Digest> elsewhere, bool isStage, CancellationToken cancellationToken)
    {
        byte[] index = ImageJson.Write(IndexOf(rootDescriptor, references));
        if (Holds(images, root, rootDescriptor, folder, index, elsewhere))
        {
            return;
        }

        var blobs = new Dictionary<string, Func<string, ValueTask>>(StringComparer.Ordinal);
        foreach ((Image image, Descriptor layer) in images.SelectMany(i => i.Manifest.Layers.Where(l => !elsewhere.Contains(l.Digest)).Select(l => (i, l))))
        {
            blobs[layer.Digest.Hex] = path => AddAsync(layer, image.Blobs, path, cancellationToken);
        }

        foreach ((Digest digest, ReadOnlyMemory<byte> content) in Documents(images, root, rootDescriptor))
        {
            blobs[digest.Hex] = path => WriteDocumentAsync(path, content, isStage, cancellationToken);
        }

        LayoutFolder target = LayoutFolder.Open(folder, isStage);
        if (target.Exists)
        {
            await target.ReplaceAsync(index, blobs.Keys, (blob, path) => blobs[blob](path).AsTask(), cancellationToken).ConfigureAwait(false);
            return;
        }

        await AtomicOutput.CreateFolderAsync(target.Path, temporary =>
            new LayoutFolder(temporary, true, new LayoutRecord([], [])).ReplaceAsync(index, blobs.Keys, (blob, path) => blobs[blob](path).AsTask(), cancellationToken).AsTask()).ConfigureAwait(false);
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

    private static bool Holds(ImmutableArray<Image> images, ReadOnlyMemory<byte> root, Descriptor rootDescriptor, string folder, byte[] index, ImmutableHashSet<Digest> elsewhere)
    {
        var files = new FolderFiles(Path.GetFullPath(folder));
        if (files.SizeOf("index.json") != index.Length || files.SizeOf("oci-layout") != Marker.Length)
        {
            return false;
        }

        foreach (Descriptor layer in images.SelectMany(i => i.Manifest.Layers).Where(l => !elsewhere.Contains(l.Digest)))
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

    // In the stage folder the configuration's environment is for the owner's eyes, as it is in facts.json; who is given a layout reads it.
    private static async ValueTask WriteDocumentAsync(string path, ReadOnlyMemory<byte> content, bool isStage, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1, Options = FileOptions.Asynchronous };
        if (isStage && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
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
}
