using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>Names a blob by what it is, its digest and its size (OCI image-spec, descriptor.md).</summary>
/// <param name="MediaType">Media type of the blob.</param>
/// <param name="Digest">Digest of the blob.</param>
/// <param name="Size">Size of the blob in bytes.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>What an artifact is, in the descriptor of its manifest; <see langword="null"/> for an image.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Platform of the image behind a manifest descriptor in an index.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Annotations; in an index on disk <c>org.opencontainers.image.ref.name</c> holds the tag.</summary>
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}
