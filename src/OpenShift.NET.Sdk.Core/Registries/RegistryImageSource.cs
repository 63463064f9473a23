using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>An image, or an index of images, in a registry.</summary>
/// <param name="registry">The registry the reference names.</param>
/// <param name="reference">The reference.</param>
public sealed class RegistryImageSource(IRegistry registry, ImageReference reference) : IImageSource
{
    private const long MaxConfig = 16 * 1024 * 1024;

    // What the reference was said to be is what is read: a tag can move, or be answered for by another server, between two questions.
    private Digest? _asked;

    /// <inheritdoc/>
    public string Name => reference.ToString();

    /// <summary>
    /// The digest the reference has now, of the index where there is one; <see langword="null"/> when it does not exist. One request without a body:
    /// a caller who knows what the digest resolved to before need not resolve it again. A reference with a digest costs no request.
    /// </summary>
    public async ValueTask<Digest?> TryHeadDigestAsync(CancellationToken cancellationToken) =>
        reference.Digest ?? (_asked = await registry.HeadManifestAsync(reference.Repository, reference.Reference, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask<Image> ResolveAsync(Platform platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ManifestContent content = await registry.GetManifestAsync(reference.Repository, _asked?.ToString() ?? reference.Reference, cancellationToken).ConfigureAwait(false)
            ?? throw (_asked is { } asked
                ? new OpenShiftException(
                    ToolCodes.RegistryProtocol,
                    $"Registry '{registry.Name}' says that '{Name}' is {asked}, and does not have that",
                    "Publish again; if it happens again, push that image to its registry anew.")
                : new OpenShiftException(
                    ToolCodes.BaseImageNotFound,
                    $"Registry '{registry.Name}' does not have image '{Name}'",
                    "Check the repository and the tag of ContainerBaseImage."));
        string mediaType = Kind(content);
        if (MediaTypes.IsIndex(mediaType))
        {
            ImageIndex index = ImageJson.ReadIndex(content.Bytes.Span, $"'{Name}'");
            Descriptor chosen = PlatformSelector.Select(index, platform, Name);
            content = await registry.GetManifestAsync(reference.Repository, chosen.Digest.ToString(), cancellationToken).ConfigureAwait(false)
                ?? throw new OpenShiftException(
                    ToolCodes.BaseImageNotFound,
                    $"Registry '{registry.Name}' does not have manifest {chosen.Digest}, which the index of '{Name}' names",
                    "Push that image to its registry anew, or use another tag.");
            mediaType = Kind(content);
        }

        if (!MediaTypes.IsManifest(mediaType))
        {
            throw Malformed("is an index inside an index");
        }

        return await ReadAsync(content, mediaType, platform, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Image> ReadAsync(ManifestContent content, string mediaType, Platform platform, CancellationToken cancellationToken)
    {
        ImageManifest manifest = ImageJson.ReadManifest(content.Bytes.Span, $"'{Name}'");
        if (manifest.Config is null || manifest.Layers.IsDefault)
        {
            throw Malformed("has a manifest without configuration or layers");
        }

        foreach (Descriptor layer in manifest.Layers)
        {
            if (layer is null || layer.Size < 0 || layer.Digest.IsEmpty)
            {
                throw Malformed("has a manifest with a malformed layer");
            }
        }

        if (manifest.Config.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
        {
            throw Malformed("is an artifact and no container image");
        }

        if (manifest.Config.Size is < 0 or > MaxConfig)
        {
            throw Malformed("has a configuration larger than 16 MiB");
        }

        byte[] bytes = new byte[manifest.Config.Size];
        Stream stream = await registry.OpenBlobAsync(reference.Repository, manifest.Config, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);

            // Only the end of the stream says that it was the right content.
            _ = await stream.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        }

        ImageConfig config = ImageJson.ReadConfig(bytes, $"The configuration of '{Name}'");
        if (config.RootFs is null || config.RootFs.DiffIds.IsDefault || config.RootFs.DiffIds.Length != manifest.Layers.Length)
        {
            throw Malformed("has a configuration that does not name as many layers as its manifest");
        }

        PlatformSelector.Require(config.Platform, platform, Name);

        // The header decided the kind; a document that names none must not read as the other kind.
        manifest = manifest with { MediaType = mediaType };
        return new Image(new Descriptor(mediaType, content.Digest, content.Bytes.Length) { Platform = config.Platform }, content.Bytes, manifest, bytes, config, new RegistryBlobSource(registry, reference.Repository));
    }

    // Header and document must agree: the same bytes read as an index here and as a manifest elsewhere would be two images with one digest.
    private string Kind(ManifestContent content)
    {
        string inside;
        bool manifests, layers;
        try
        {
            using JsonDocument document = JsonDocument.Parse(content.Bytes);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw Malformed("has a manifest that is no JSON object");
            }

            inside = root.TryGetProperty("mediaType", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";
            manifests = root.TryGetProperty("manifests", out _);
            layers = root.TryGetProperty("layers", out _) || root.TryGetProperty("config", out _);
            bool first = root.TryGetProperty("schemaVersion", out JsonElement version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out int number) && number == 1;
            if (first || root.TryGetProperty("fsLayers", out _))
            {
                throw Malformed("is in Docker's image format of before 2016 (schema 1)");
            }
        }
        catch (JsonException)
        {
            throw Malformed("has a manifest that is no JSON");
        }
        catch (InvalidOperationException)
        {
            throw Malformed("has a manifest with a text that is not Unicode");
        }

        bool understood = MediaTypes.IsIndex(content.MediaType) || MediaTypes.IsManifest(content.MediaType);
        if (understood && inside.Length > 0 && inside != content.MediaType || manifests && layers)
        {
            throw Malformed("has a manifest that contradicts itself");
        }

        string kind = understood ? content.MediaType : inside.Length > 0 ? inside : manifests ? MediaTypes.OciIndex : MediaTypes.OciManifest;
        if (MediaTypes.IsIndex(kind) ? layers : !MediaTypes.IsManifest(kind) || manifests)
        {
            throw Malformed("has a manifest of a kind that is not known");
        }

        return kind;
    }

    private OpenShiftException Malformed(string what) => new(
        ToolCodes.InvalidManifest,
        $"Image '{Name}' {what}",
        "Use an image that follows the OCI image specification or Docker's schema 2.");
}
