using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>The blobs of an image whose layout lacks layers that were left where they are: those are read from there, when somebody does want them.</summary>
internal sealed class LeftLayers : IBlobSource, IDisposable
{
    private readonly DeliverableImage _image;
    private readonly IEnvironment _environment;
    private readonly IProgress<string>? _notices;
    private readonly Lazy<IRegistry> _destination;
    private readonly Lazy<IRegistry?> _base;
    private readonly ImageReference? _baseName;

    public LeftLayers(DeliverableImage image, IEnvironment environment, IProgress<string>? notices)
    {
        (_image, _environment, _notices) = (image, environment, notices);
        DestinationFacts destination = image.Facts.Destination;
        _ = ImageReference.TryParse(image.Record.BaseName, out _baseName, out _);
        _destination = new Lazy<IRegistry>(() => RegistryFactory.Create(destination.Registry!, destination.InsecureRegistries, RegistryDirection.Push, CredentialVariables.All, environment, notices));
        _base = new Lazy<IRegistry?>(() => _baseName is null ? null : RegistryFactory.Create(_baseName.Registry, destination.InsecureRegistries, RegistryDirection.Pull, RegistryBase.VariablesFor(_baseName, destination), environment, notices));
    }

    /// <summary>Whether the layout lacks a layer.</summary>
    public static bool Has(DeliverableImage image) => image.Image.Manifest.Layers.Any(l => !OciLayout.Has(image.Folder.Image, l));

    /// <summary>The same image with all its layers in its layout, for whoever reads that without us.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0043: a layer is nowhere any more; OSC008n: the registry.</exception>
    public static async Task CompleteAsync(DeliverableImage image, IEnvironment environment, IProgress<string>? notices, CancellationToken cancellationToken)
    {
        if (Has(image))
        {
            using var left = new LeftLayers(image, environment, notices);
            var cache = new CachingBlobSource(BlobCache.Open(image.Facts.Image.CacheDirectory, image.Facts.Image.CacheSizeLimit), left);
            await OciLayout.WriteStageAsync(image.Image with { Blobs = cache }, image.Folder.Image, [], cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        if (OciLayout.Has(_image.Folder.Image, blob) || _image.Facts.Destination.Registry is null)
        {
            return await _image.Image.Blobs.OpenAsync(blob, cancellationToken).ConfigureAwait(false);
        }

        // The base's own repository has what the destination may have lost.
        return _image.BaseLayers.Any(l => l.Digest == blob.Digest) && _base.Value is { } registry
            ? await registry.OpenBlobAsync(_baseName!.Repository, blob, cancellationToken).ConfigureAwait(false)
            : await _destination.Value.OpenBlobAsync(_image.Facts.Destination.Repository, blob, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_destination.IsValueCreated)
        {
            _destination.Value.Dispose();
        }

        if (_base.IsValueCreated)
        {
            _base.Value?.Dispose();
        }
    }
}
