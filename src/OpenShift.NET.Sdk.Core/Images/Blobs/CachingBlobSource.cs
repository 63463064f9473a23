using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>Reads blobs through a cache: from the source once, from then on from the cache; a corrupt cache entry is fetched again once.</summary>
public sealed class CachingBlobSource(BlobCache cache, IBlobSource source) : IBlobSource
{
    /// <summary>The cache.</summary>
    public BlobCache Cache { get; } = cache;

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);

        // Twice: the entry can be corrupt, or be trimmed by another process between the fetch and the opening.
        for (int attempt = 0; attempt < 2; attempt++)
        {
            await Cache.FetchAsync(blob, source, cancellationToken).ConfigureAwait(false);
            if (await Cache.TryOpenAsync(blob, cancellationToken).ConfigureAwait(false) is { } stream)
            {
                return stream;
            }
        }

        throw new OpenShiftException(
            ToolCodes.CorruptBlob,
            $"The cache in '{Cache.Directory}' does not keep blob {blob.Digest} intact",
            "Delete the cache folder and publish again; check the disk it is on.");
    }

    /// <summary>Makes sure that the cache has a blob, without reading one it has.</summary>
    /// <exception cref="OpenShiftException">As <see cref="OpenAsync"/>.</exception>
    public ValueTask EnsureAsync(Descriptor blob, CancellationToken cancellationToken) => Cache.FetchAsync(blob, source, cancellationToken);
}
