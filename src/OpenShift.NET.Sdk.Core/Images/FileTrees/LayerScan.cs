using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>What is in one layer. The last entry of a path wins; whiteouts stand apart (OCI image-spec, layer.md, "Whiteouts").</summary>
public sealed record LayerScan
{
    /// <summary>Descriptor of the blob.</summary>
    public required Descriptor Blob { get; init; }

    /// <summary>Digest of the uncompressed tar.</summary>
    public required Digest DiffId { get; init; }

    /// <summary>Size of the uncompressed tar in bytes.</summary>
    public long UncompressedSize { get; init; }

    /// <summary>Entries, ordered by path (ordinal); a path the archive has twice stands twice, in the archive's order.</summary>
    public ImmutableArray<LayerFile> Files { get; init; } = [];

    /// <summary>Paths removed from lower layers (<c>.wh.NAME</c>).</summary>
    public ImmutableArray<string> Whiteouts { get; init; } = [];

    /// <summary>Folders whose content of lower layers is hidden (<c>.wh..wh..opq</c>).</summary>
    public ImmutableArray<string> OpaqueDirectories { get; init; } = [];
}
