using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Publishing.Knowledge;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>The base layers whose scans others have left, and that need not pass through this machine to be where the image goes.</summary>
/// <param name="knowledge">What others have left; the owner's to dispose of.</param>
/// <param name="isMounted">Whether the destination takes over what it lacks from the base image's repository, as both are in one registry.</param>
internal sealed class KnownBaseLayers(RepositoryKnowledge knowledge, bool isMounted)
{
    /// <summary>Whether a layer is left to whoever wants it.</summary>
    /// <param name="baseImage">The base image, with as many layers in its configuration as in its manifest.</param>
    /// <param name="layer">Which of its layers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<bool> IsKnownAsync(Image baseImage, int layer, CancellationToken cancellationToken)
    {
        Descriptor blob = baseImage.Manifest.Layers[layer];
        return await knowledge.FindScanAsync(baseImage.Digest, blob, baseImage.Config.RootFs.DiffIds[layer], whole: false, cancellationToken).ConfigureAwait(false) is not null
            && (isMounted || await knowledge.IsAtDestinationAsync(blob, cancellationToken).ConfigureAwait(false));
    }
}
