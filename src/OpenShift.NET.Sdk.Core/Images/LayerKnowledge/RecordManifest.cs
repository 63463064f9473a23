using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.LayerKnowledge;

/// <summary>The manifest of a record: an OCI artifact (OCI image-spec 1.1, manifest.md, "Guidelines for Artifact Usage") that refers to an image as its subject.</summary>
public static class RecordManifest
{
    private const int MostBlobs = 1000;

    /// <summary>The configuration of every record: the specification's empty descriptor.</summary>
    public static Descriptor EmptyConfig { get; } = new(MediaTypes.OciEmpty, Digest.Of("{}"u8), 2);

    /// <summary>What the empty descriptor describes.</summary>
    public static ReadOnlyMemory<byte> EmptyContent { get; } = "{}"u8.ToArray();

    /// <summary>The manifest as bytes.</summary>
    /// <param name="artifactType">What it is a record of.</param>
    /// <param name="subject">The image's manifest.</param>
    /// <param name="blobs">Its blobs.</param>
    /// <param name="annotations">Its annotations; <see langword="null"/> for none.</param>
    public static byte[] Write(string artifactType, Descriptor subject, ImmutableArray<Descriptor> blobs, ImmutableSortedDictionary<string, string>? annotations = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return ImageJson.Write(new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            ArtifactType = artifactType,
            Config = EmptyConfig,
            Layers = blobs,
            Subject = new Descriptor(subject.MediaType, subject.Digest, subject.Size),
            Annotations = annotations,
        });
    }

    /// <summary>The blobs of a manifest that anybody may have written; <see langword="null"/> when it is no record of that type and subject.</summary>
    public static ImmutableArray<Descriptor>? TryRead(ReadOnlySpan<byte> bytes, string artifactType, Digest subject)
    {
        try
        {
            ImageManifest manifest = ImageJson.ReadManifest(bytes, "the record");
            return manifest.ArtifactType == artifactType && manifest.Subject?.Digest == subject && manifest.Layers.Length <= MostBlobs ? manifest.Layers : null;
        }
        catch (OpenShiftException)
        {
            return null;
        }
    }
}
