using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>What became of one layer this publish added.</summary>
/// <param name="Name">What it holds, for people: <c>packages</c>.</param>
/// <param name="Entries">Number of its entries.</param>
/// <param name="Bytes">Size of its tar in bytes.</param>
/// <param name="CompressedBytes">Size of its blob in bytes.</param>
/// <param name="Cached">Whether it came from the cache, so that nothing was compressed.</param>
/// <param name="Digest">Digest of its blob.</param>
public sealed record LayerSummary(string Name, int Entries, long Bytes, long CompressedBytes, bool Cached, Digest Digest)
{
    /// <summary>Hash over what the layer was made from.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether the blob is only at the image's destination, where an earlier publish has left it.</summary>
    public bool Elsewhere { get; init; }
}
