using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>The layers that the image's destination has already: a publish before this one has brought them there, and with them what it learnt of them.</summary>
/// <param name="registry">The destination's registry.</param>
/// <param name="repository">The destination's repository.</param>
internal sealed class LayersAtDestination(IRegistry registry, string repository) : IKnownLayers
{
    public ValueTask<bool> IsKnownAsync(Image baseImage, Descriptor layer, CancellationToken cancellationToken) => registry.BlobExistsAsync(repository, layer, cancellationToken);

    public void Dispose() => registry.Dispose();
}
