using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>The <c>rootfs</c> object of an image configuration (OCI image-spec, config.md).</summary>
public sealed record RootFileSystem
{
    // The generated reader sets members that a document leaves out to null, initialisers notwithstanding; hence the accessors.

    /// <summary>Always <c>layers</c>.</summary>
    public string Type { get; init => field = value ?? "layers"; } = "layers";

    /// <summary>Digests of the uncompressed layers, the lowest first.</summary>
    [JsonPropertyName("diff_ids")]
    [JsonConverter(typeof(NullableListConverter<Digest>))]
    public ImmutableArray<Digest> DiffIds { get; init => field = value.IsDefault ? [] : value; } = [];
}
