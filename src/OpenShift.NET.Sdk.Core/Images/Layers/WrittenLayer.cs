using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>A layer as gzip'ed tar, in the cache or at the image's destination.</summary>
/// <param name="Digest">Digest of the blob.</param>
/// <param name="Size">Size of the blob in bytes.</param>
/// <param name="DiffId">Digest of the uncompressed tar.</param>
/// <param name="UncompressedSize">Size of the uncompressed tar in bytes.</param>
/// <param name="Cached">Whether it was there already, so that nothing was compressed.</param>
public sealed record WrittenLayer(Digest Digest, long Size, Digest DiffId, long UncompressedSize, bool Cached)
{
    /// <summary>Hash over what the layer was made from: equal keys make equal layers.</summary>
    public string Key { get; init; } = "";

    /// <summary>What is in a layer whose blob is not in the cache, because the image's destination has it; <see langword="null"/> for one in the cache.</summary>
    public LayerScan? Elsewhere { get; init; }
}
