using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>An image index (OCI image-spec, image-index.md; Docker's manifest list has the same members).</summary>
public sealed record ImageIndex
{
    /// <summary>Always 2.</summary>
    public int SchemaVersion { get; init; } = 2;

    /// <summary>Media type of the index itself.</summary>
    public string MediaType { get; init; } = MediaTypes.OciIndex;

    /// <summary>The manifests.</summary>
    public ImmutableArray<Descriptor> Manifests { get; init; } = [];

    /// <summary>Annotations of the index.</summary>
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}
