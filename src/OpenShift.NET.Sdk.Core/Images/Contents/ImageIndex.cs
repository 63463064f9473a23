using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>An image index (OCI image-spec, image-index.md; Docker's manifest list has the same members).</summary>
public sealed record ImageIndex
{
    // The generated reader sets members that a document leaves out to null, initialisers notwithstanding; hence the accessors.

    /// <summary>Always 2.</summary>
    public int SchemaVersion { get; init => field = value == 0 ? 2 : value; } = 2;

    /// <summary>Media type of the index itself.</summary>
    public string MediaType { get; init => field = value ?? MediaTypes.OciIndex; } = MediaTypes.OciIndex;

    /// <summary>The manifests.</summary>
    [JsonConverter(typeof(NullableListConverter<Descriptor>))]
    public ImmutableArray<Descriptor> Manifests { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Annotations of the index.</summary>
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}
