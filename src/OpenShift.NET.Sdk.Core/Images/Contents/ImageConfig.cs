using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenShift.NET.Sdk.Images.Contents;

/// <summary>An image configuration (OCI image-spec, config.md). Members that the specification does not name are kept as they came.</summary>
public sealed record ImageConfig
{
    // The generated reader sets members that a document leaves out to null, initialisers notwithstanding; hence the accessors.

    /// <summary>When the image was made, RFC 3339.</summary>
    public string? Created { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>CPU architecture (GOARCH).</summary>
    public required string Architecture { get; init; }

    /// <summary>Operating system (GOOS).</summary>
    public required string Os { get; init; }

    /// <summary>CPU variant.</summary>
    public string? Variant { get; init; }

    /// <summary>How a container of the image runs.</summary>
    public ExecutionConfig Config { get; init => field = value ?? new(); } = new();

    /// <summary>The uncompressed layers.</summary>
    [JsonPropertyName("rootfs")]
    public RootFileSystem RootFs { get; init => field = value ?? new(); } = new();

    /// <summary>How the layers came to be.</summary>
    [JsonConverter(typeof(NullableListConverter<HistoryEntry>))]
    public ImmutableArray<HistoryEntry> History { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Members outside the specification.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>The platform the image runs on.</summary>
    [JsonIgnore]
    public Platform Platform => new(Os, Architecture, Variant);
}
