using System.Collections.Immutable;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>
/// Reads what <c>docker save</c> and <c>podman save</c> write: <c>manifest.json</c> naming a configuration and layers, which are
/// uncompressed or gzip'ed tars. The archive has no image manifest, so one is made, always the same for the same archive.
/// </summary>
internal sealed class DockerArchiveSource(IFileSet files, string? reference) : IBlobSource
{
    private const int LargestDocument = 8 * 1024 * 1024;
    private readonly Dictionary<Digest, string> _names = [];

    /// <summary>Reads the image.</summary>
    public async ValueTask<Image> ResolveAsync(string name, Platform platform, CancellationToken cancellationToken)
    {
        (string configName, ImmutableArray<string> layerNames) = Choose(await ReadAsync("manifest.json", cancellationToken).ConfigureAwait(false));
        byte[] configBytes = await ReadAsync(configName, cancellationToken).ConfigureAwait(false);
        ImageConfig config = ImageJson.ReadConfig(configBytes, $"Image configuration '{configName}' of '{files.Path}'");
        PlatformSelector.Require(config.Platform, platform, name);
        if (config.RootFs.DiffIds.Length != layerNames.Length)
        {
            throw Malformed($"has {layerNames.Length} layers where its configuration has {config.RootFs.DiffIds.Length}");
        }

        if (layerNames.Length > ImageScanLimits.Default.Layers)
        {
            throw ImageScanBudget.TooManyLayers(layerNames.Length, ImageScanLimits.Default.Layers);
        }

        // Archives name one file as several layers, which is then read once.
        var compressed = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        var layers = ImmutableArray.CreateBuilder<Descriptor>(layerNames.Length);
        for (int i = 0; i < layerNames.Length; i++)
        {
            string identity = files.IdentityOf(layerNames[i]);
            if (!compressed.TryGetValue(identity, out Descriptor? layer))
            {
                layer = await DescribeAsync(layerNames[i], config.RootFs.DiffIds[i], cancellationToken).ConfigureAwait(false);
                if (layer.MediaType != MediaTypes.OciLayer)
                {
                    compressed.Add(identity, layer);
                }
            }

            _names[layer.Digest] = layerNames[i];
            layers.Add(layer);
        }

        var configDescriptor = new Descriptor(MediaTypes.OciConfig, Digest.Of(configBytes), configBytes.Length);
        _names[configDescriptor.Digest] = configName;
        var manifest = new ImageManifest { Config = configDescriptor, Layers = layers.MoveToImmutable() };
        byte[] manifestBytes = ImageJson.Write(manifest);
        return new Image(new Descriptor(manifest.MediaType, Digest.Of(manifestBytes), manifestBytes.Length), manifestBytes, manifest, configBytes, config, this);
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        Stream content = (_names.TryGetValue(blob.Digest, out string? name) ? files.Open(name) : null) ?? throw Malformed($"lacks blob {blob.Digest}");
        return ValueTask.FromResult<Stream>(new VerifyingStream(content, blob, $"'{files.Path}'"));
    }

    private (string Config, ImmutableArray<string> Layers) Choose(byte[] manifest)
    {
        var images = new List<(string Config, ImmutableArray<string> Layers, ImmutableArray<string> Tags)>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(manifest);
            foreach (JsonElement image in document.RootElement.EnumerateArray())
            {
                images.Add((Text(image.GetProperty("Config")), Texts(image, "Layers"), Texts(image, "RepoTags")));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Malformed("has a manifest.json that is none", e);
        }

        if (reference is not null)
        {
            (string? config, ImmutableArray<string> layers, _) = images.Find(i => i.Tags.Contains(reference, StringComparer.Ordinal));
            return config is null
                ? throw new OpenShiftException(ToolCodes.BaseImageNotFound, $"'{files.Path}' has no image named '{reference}'; it has {List(images)}", "Name one of them after '#'.")
                : (config, layers);
        }

        return images.Count switch
        {
            0 => throw Malformed("holds no image"),
            1 => (images[0].Config, images[0].Layers),
            _ => throw new OpenShiftException(ToolCodes.InvalidArchive, $"'{files.Path}' holds several images: {List(images)}", "Name one of them after the path: 'PATH#NAME'."),
        };
    }

    private static string List(List<(string Config, ImmutableArray<string> Layers, ImmutableArray<string> Tags)> images) =>
        string.Join(", ", images.Select(i => i.Tags.IsEmpty ? i.Config : string.Join(", ", i.Tags)));

    private static ImmutableArray<string> Texts(JsonElement image, string name) =>
        image.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Text)] : [];

    private static string Text(JsonElement element) => element.GetString() ?? throw new InvalidOperationException();

    private async ValueTask<Descriptor> DescribeAsync(string name, Digest diffId, CancellationToken cancellationToken)
    {
        long size = files.SizeOf(name);
        Stream stream = files.Open(name) ?? throw Malformed($"lacks layer '{name}'");
        await using (stream.ConfigureAwait(false))
        {
            byte[] magic = new byte[4];
            int count = await stream.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            string mediaType = count == 4 && magic is [0x1F, 0x8B, ..] ? MediaTypes.OciLayerGzip
                : count == 4 && magic is [0x28, 0xB5, 0x2F, 0xFD] ? MediaTypes.OciLayerZstd
                : MediaTypes.OciLayer;
            if (mediaType == MediaTypes.OciLayer)
            {
                return new Descriptor(mediaType, diffId, size);
            }

            stream.Position = 0;
            return new Descriptor(mediaType, await Digest.OfAsync(stream, cancellationToken).ConfigureAwait(false), size);
        }
    }

    private async ValueTask<byte[]> ReadAsync(string name, CancellationToken cancellationToken)
    {
        long size = files.SizeOf(name);
        if (size is < 0 or > LargestDocument)
        {
            throw Malformed(size < 0 ? $"lacks '{name}'" : $"has a '{name}' of {size} bytes");
        }

        Stream stream = files.Open(name)!;
        await using (stream.ConfigureAwait(false))
        {
            return await DocumentReader.ReadAsync(stream, size, cancellationToken).ConfigureAwait(false);
        }
    }

    private OpenShiftException Malformed(string how, Exception? cause = null) =>
        new(ToolCodes.InvalidArchive, $"The docker archive '{files.Path}' {how}", "Write it again, for example with 'podman save' or 'docker save'.", innerException: cause);
}
