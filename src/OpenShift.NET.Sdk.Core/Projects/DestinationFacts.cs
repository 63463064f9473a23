using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>Where the image goes.</summary>
public sealed record DestinationFacts
{
    /// <summary>Registry host and port; <see langword="null"/> for a local registry or an archive.</summary>
    public string? Registry { get; init; }

    /// <summary>Repository, for example <c>shop/web-api</c>.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Tags.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Whether the user named the tags rather than leaving them to the version.</summary>
    public bool TagsAreExplicit { get; init; }

    /// <summary>Full path of an archive or layout folder to write (<c>ContainerArchiveOutputPath</c>).</summary>
    public string? ArchivePath { get; init; }

    /// <summary>Format of what is written there. Several platforms always make an OCI archive.</summary>
    public ArchiveFormat ArchiveFormat { get; init; }

    /// <summary><c>LocalRegistry</c>: <c>Docker</c>, <c>Podman</c>, or <see langword="null"/> to detect.</summary>
    public string? LocalRegistry { get; init; }

    /// <summary>Registries that may be spoken to over HTTP besides loopback ones.</summary>
    public ImmutableArray<string> InsecureRegistries { get; init; } = [];
}
