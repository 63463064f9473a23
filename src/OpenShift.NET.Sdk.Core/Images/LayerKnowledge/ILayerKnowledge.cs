using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.LayerKnowledge;

/// <summary>
/// What other publishes have left of layers, so that this one need not fetch, read or compress them. All of it comes from outside: it is checked as far as it can be,
/// and no answer is as good as any other: the layer is then read. No member fails.
/// </summary>
public interface ILayerKnowledge
{
    /// <summary>Whether every answer is to be held against the layer itself, which is fetched or made for that.</summary>
    bool IsVerified { get; }

    /// <summary>Whether the next answer is to be held against its layer although not every one is: now and then it is.</summary>
    bool IsSampled();

    /// <summary>Looks for the scan of a base layer.</summary>
    /// <param name="baseImage">Digest of the base image's manifest.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="diffId">The digest of the uncompressed layer that the base image's configuration names.</param>
    /// <param name="whole">Whether a scan without digests and scripts will not do.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<LayerScan?> FindScanAsync(Digest baseImage, Descriptor layer, Digest diffId, bool whole, CancellationToken cancellationToken);

    /// <summary>Looks for a layer that was made from the same files.</summary>
    ValueTask<KnownLayer?> FindLayerAsync(string key, CancellationToken cancellationToken);

    /// <summary>Whether the image's destination has a blob, so that it need not be sent there.</summary>
    ValueTask<bool> IsAtDestinationAsync(Descriptor blob, CancellationToken cancellationToken);
}
