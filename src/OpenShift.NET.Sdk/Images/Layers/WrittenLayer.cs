using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>A layer that is in the cache as gzip'ed tar.</summary>
/// <param name="Digest">Digest of the blob.</param>
/// <param name="Size">Size of the blob in bytes.</param>
/// <param name="DiffId">Digest of the uncompressed tar.</param>
/// <param name="UncompressedSize">Size of the uncompressed tar in bytes.</param>
/// <param name="Cached">Whether it was there already, so that nothing was compressed.</param>
public sealed record WrittenLayer(Digest Digest, long Size, Digest DiffId, long UncompressedSize, bool Cached);
