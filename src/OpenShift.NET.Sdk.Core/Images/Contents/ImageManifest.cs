using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>An image manifest (OCI image-spec, manifest.md; Docker's schema 2 has the same members).</summary>
public sealed record ImageManifest
{
    // The generated reader sets members that a document leaves out to null, initialisers notwithstanding; hence the accessors.

    /// <summary>Always 2.</summary>
    public int SchemaVersion { get; init => field = value == 0 ? 2 : value; } = 2;

    /// <summary>Media type of the manifest itself.</summary>
    public string MediaType { get; init => field = value ?? MediaTypes.OciManifest; } = MediaTypes.OciManifest;

    /// <summary>What an artifact is that is no image; <see langword="null"/> for an image.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The image configuration.</summary>
    public required Descriptor Config { get; init; }

    /// <summary>Layers, the lowest first.</summary>
    [JsonConverter(typeof(NullableListConverter<Descriptor>))]
    public ImmutableArray<Descriptor> Layers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The manifest this one refers to; <see langword="null"/> when it stands by itself.</summary>
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations of the manifest.</summary>
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}
