using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.LayerKnowledge;

/// <summary>A layer that this SDK has made before, by what it was made from.</summary>
/// <param name="Key">Hash over paths, modes and contents of its entries: equal keys make equal layers.</param>
/// <param name="Digest">Digest of the blob.</param>
/// <param name="Size">Size of the blob in bytes.</param>
/// <param name="DiffId">Digest of the uncompressed tar.</param>
/// <param name="UncompressedSize">Size of the uncompressed tar in bytes.</param>
public sealed record KnownLayer(string Key, Digest Digest, long Size, Digest DiffId, long UncompressedSize);
