using System.Collections.Concurrent;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>The scans of base layers that publishes have left. Each is asked for at most once, the first time somebody wants it.</summary>
/// <param name="places">Where they are looked for.</param>
internal sealed class KnownScans(KnowledgePlaces places)
{
    private readonly ConcurrentDictionary<Digest, Lazy<Task<ImmutableArray<KnownScan>>>> _named = new();
    private readonly ConcurrentDictionary<(Digest Base, Digest Layer, bool Whole), Lazy<Task<LayerScan?>>> _read = new();

    /// <summary>The scan of a layer.</summary>
    /// <param name="baseImage">Digest of the base image's manifest.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="diffId">The digest of the uncompressed layer that the base image's configuration names.</param>
    /// <param name="whole">Whether a scan without digests and scripts will not do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns><see langword="null"/> when nobody has one.</returns>
    public Task<LayerScan?> FindAsync(Digest baseImage, Descriptor layer, Digest diffId, bool whole, CancellationToken cancellationToken) =>
        _read.GetOrAdd((baseImage, layer.Digest, whole), _ => new(() => ReadAsync(baseImage, layer, diffId, whole))).Value.WaitAsync(cancellationToken);

    private async Task<LayerScan?> ReadAsync(Digest baseImage, Descriptor layer, Digest diffId, bool whole)
    {
        string wanted = whole ? KnowledgeMediaTypes.Scan : KnowledgeMediaTypes.ReducedScan;
        ImmutableArray<KnownScan> scans = await _named.GetOrAdd(baseImage, _ => new(() => NamedAsync(baseImage))).Value.ConfigureAwait(false);
        foreach (KnownScan known in scans.Where(s => s.Layer == layer.Digest && s.Blob.MediaType == wanted))
        {
            byte[]? packed = await places.AskAsync<byte[]?>(token => known.Place.ReadBlobAsync(known.Blob, ScanBlob.LargestStored, token), null).ConfigureAwait(false);
            if (packed is not null && ScanBlob.TryRead(packed, layer, diffId) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private async Task<ImmutableArray<KnownScan>> NamedAsync(Digest baseImage)
    {
        ImmutableArray<KnownScan>[] found = await Task.WhenAll(places.All.Select(place => places.AskAsync(
            async token => (await place.ReadRecordsAsync(KnowledgeMediaTypes.BaseRecord, baseImage, token).ConfigureAwait(false))
                .Select(blob => blob.Annotations?.GetValueOrDefault(KnowledgeMediaTypes.LayerAnnotation) is { } of && Digest.TryParse(of, out Digest layer) ? new KnownScan(place, layer, blob) : null)
                .OfType<KnownScan>()
                .ToImmutableArray(),
            []))).ConfigureAwait(false);
        return [.. found.SelectMany(static f => f)];
    }
}
