using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>Says of which layers of a base image more is known than this machine knows, so that they need not be fetched ahead of who wants them.</summary>
internal interface IKnownLayers : IDisposable
{
    /// <summary>Whether a layer is left to whoever wants it.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">Nobody can say.</exception>
    ValueTask<bool> IsKnownAsync(Image baseImage, Descriptor layer, CancellationToken cancellationToken);
}
