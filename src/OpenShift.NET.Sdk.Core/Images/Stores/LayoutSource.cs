using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>Reads an OCI image layout (OCI image-spec, image-layout.md), whether it is a folder or a tar.</summary>
internal sealed class LayoutSource(IFileSet files, string? reference) : IBlobSource
{
    internal const string RefName = "org.opencontainers.image.ref.name";
    private const int DeepestIndex = 4;
    private const int LargestDocument = 8 * 1024 * 1024;

    /// <summary>Finds the image for a platform; without one, the only image there is.</summary>
    public async ValueTask<Image> ResolveAsync(string name, Platform? platform, CancellationToken cancellationToken)
    {
        byte[] bytes = await ReadFileAsync("index.json", cancellationToken).ConfigureAwait(false);
        Descriptor descriptor = Choose(ImageJson.ReadIndex(bytes, $"index.json of '{files.Path}'"), platform, name);
        byte[] manifest;
        for (int depth = 0; ; depth++)
        {
            manifest = await ReadDocumentAsync(descriptor, cancellationToken).ConfigureAwait(false);
            if (!MediaTypes.IsIndex(descriptor.MediaType))
            {
                break;
            }

            if (depth == DeepestIndex)
            {
                throw Malformed("nests its indexes too deeply");
            }

            descriptor = Select(ImageJson.ReadIndex(manifest, $"Index {descriptor.Digest}"), platform, name);
        }

        if (!MediaTypes.IsManifest(descriptor.MediaType))
        {
            throw new OpenShiftException(ToolCodes.InvalidManifest, $"'{files.Path}' holds a {descriptor.MediaType}, which is no image", "Use an image that follows the OCI image specification or Docker's schema 2.");
        }

        ImageManifest parsed = ImageJson.ReadManifest(manifest, $"Manifest {descriptor.Digest}");
        byte[] config = await ReadDocumentAsync(parsed.Config, cancellationToken).ConfigureAwait(false);
        ImageConfig parsedConfig = ImageJson.ReadConfig(config, $"Image configuration {parsed.Config.Digest}");
        ImageJson.RequireSameLayers(parsed, parsedConfig, $"Image configuration {parsed.Config.Digest}");
        if (platform is not null)
        {
            PlatformSelector.Require(parsedConfig.Platform, platform, name);
        }

        return new Image(descriptor, manifest, parsed with { MediaType = descriptor.MediaType }, config, parsedConfig, this);
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        Stream content = files.Open("blobs/sha256/" + blob.Digest.Hex) ?? throw Malformed($"lacks blob {blob.Digest}");
        return ValueTask.FromResult<Stream>(new VerifyingStream(content, blob, $"'{files.Path}'"));
    }

    private Descriptor Choose(ImageIndex index, Platform? platform, string name)
    {
        ImmutableArray<Descriptor> images = [.. index.Manifests.IsDefault ? [] : index.Manifests.Where(m => MediaTypes.IsIndex(m.MediaType) || MediaTypes.IsManifest(m.MediaType))];
        if (reference is not null)
        {
            ImmutableArray<Descriptor> named = [.. images.Where(m => NameOf(m) == reference)];
            return named.Length switch
            {
                0 => throw new OpenShiftException(ToolCodes.BaseImageNotFound, $"'{files.Path}' has no image named '{reference}'; it has {List(images)}", "Name one of them after '#'."),
                1 => named[0],
                _ => Select(index with { Manifests = named }, platform, name),
            };
        }

        if (images.Length == 0)
        {
            throw Malformed("holds no image");
        }

        if (images.All(m => m.Digest == images[0].Digest))
        {
            return images[0];
        }

        // An index.json whose entries differ by platform alone is the image's own index.
        return images.All(m => m.Platform is not null && NameOf(m) == NameOf(images[0]))
            ? Select(index with { Manifests = images }, platform, name)
            : throw new OpenShiftException(ToolCodes.InvalidArchive, $"'{files.Path}' holds several images: {List(images)}", "Name one of them after the path: 'PATH#NAME'.");
    }

    private Descriptor Select(ImageIndex index, Platform? platform, string name)
    {
        if (platform is not null)
        {
            return PlatformSelector.Select(index, platform, name);
        }

        return index.Manifests is [var only] ? only : throw Malformed($"holds {index.Manifests.Length} images");
    }

    private static string? NameOf(Descriptor descriptor) => descriptor.Annotations?.GetValueOrDefault(RefName);

    private static string List(ImmutableArray<Descriptor> images) =>
        images.IsEmpty ? "none" : string.Join(", ", images.Select(m => NameOf(m) ?? m.Digest.ToString()).Order(StringComparer.Ordinal));

    private async ValueTask<byte[]> ReadDocumentAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        if (descriptor.Size is < 0 or > LargestDocument)
        {
            throw Malformed($"holds a document of {descriptor.Size} bytes ({descriptor.Digest})");
        }

        Stream stream = await OpenAsync(descriptor, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await DocumentReader.ReadAsync(stream, descriptor.Size, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<byte[]> ReadFileAsync(string name, CancellationToken cancellationToken)
    {
        long size = files.SizeOf(name);
        if (size is < 0 or > LargestDocument)
        {
            throw Malformed(size < 0 ? $"lacks {name}" : $"has a {name} of {size} bytes");
        }

        Stream stream = files.Open(name) ?? throw Malformed($"lacks {name}");
        await using (stream.ConfigureAwait(false))
        {
            return await DocumentReader.ReadAsync(stream, size, cancellationToken).ConfigureAwait(false);
        }
    }

    private OpenShiftException Malformed(string how) =>
        new(ToolCodes.InvalidArchive, $"The image layout '{files.Path}' {how}", "Write it again, for example with 'skopeo copy docker://IMAGE oci-archive:FILE'.");
}
