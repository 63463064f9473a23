using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>Which image is to be judged, and how.</summary>
public sealed record ImageCheckRequest
{
    /// <summary>A registry reference, <c>oci:PATH[:TAG]</c>, <c>oci-archive:PATH[:TAG]</c> or <c>docker-archive:PATH[:TAG]</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The base image, in the same words; <see langword="null"/> asks the image's own label.</summary>
    public string? Base { get; init; }

    /// <summary>Which image of an index.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Severities to start from.</summary>
    public Profile Profile { get; init; } = Profile.Recommended;

    /// <summary>Registries that may be spoken to without trusted TLS.</summary>
    public ImmutableArray<string> InsecureRegistries { get; init; } = [];

    /// <summary>The day ages are held against; <see langword="null"/> when rules are not to look at a calendar.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>How it is run before it is judged; <see langword="null"/> when it is only read.</summary>
    public ImageProofRequest? Proof { get; init; }

    /// <summary>Full path of the folder that keeps scans of layers.</summary>
    public required string CacheDirectory { get; init; }
}
