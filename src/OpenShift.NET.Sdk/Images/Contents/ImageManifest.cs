using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>An image manifest (OCI image-spec, manifest.md; Docker's schema 2 has the same members).</summary>
public sealed record ImageManifest
{
    /// <summary>Always 2.</summary>
    public int SchemaVersion { get; init; } = 2;

    /// <summary>Media type of the manifest itself.</summary>
    public string MediaType { get; init; } = MediaTypes.OciManifest;

    /// <summary>The image configuration.</summary>
    public required Descriptor Config { get; init; }

    /// <summary>Layers, the lowest first.</summary>
    public ImmutableArray<Descriptor> Layers { get; init; } = [];

    /// <summary>Annotations of the manifest.</summary>
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}
