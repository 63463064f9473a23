using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>A repository of the same registry that blobs can be taken over from instead of being uploaded.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Blobs">The blobs that are there.</param>
public sealed record MountSource(string Repository, ImmutableHashSet<Digest> Blobs)
{
    /// <summary>The base image's repository; <see langword="null"/> when it is of another registry than the one pushed to.</summary>
    /// <param name="baseImage">The base image.</param>
    /// <param name="registry">The registry that is pushed to.</param>
    /// <param name="baseLayers">The base image's layers.</param>
    public static MountSource? Of(ImageReference baseImage, string registry, IEnumerable<Descriptor> baseLayers)
    {
        ArgumentNullException.ThrowIfNull(baseImage);
        return string.Equals(baseImage.Registry, registry, StringComparison.OrdinalIgnoreCase)
            ? new MountSource(baseImage.Repository, [.. baseLayers.Select(static layer => layer.Digest)])
            : null;
    }
}
