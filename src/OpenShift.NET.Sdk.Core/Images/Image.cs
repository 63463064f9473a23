using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images;

/// <summary>An immutable view of one image: its documents as bytes and as values, and where its blobs are.</summary>
/// <param name="Descriptor">Descriptor of the manifest.</param>
/// <param name="ManifestBytes">The manifest as it is, bit for bit.</param>
/// <param name="Manifest">The manifest as values.</param>
/// <param name="ConfigBytes">The configuration as it is, bit for bit.</param>
/// <param name="Config">The configuration as values.</param>
/// <param name="Blobs">Where the blobs can be read from.</param>
public sealed record Image(
    Descriptor Descriptor,
    ReadOnlyMemory<byte> ManifestBytes,
    ImageManifest Manifest,
    ReadOnlyMemory<byte> ConfigBytes,
    ImageConfig Config,
    IBlobSource Blobs)
{
    /// <summary>Digest of the manifest: the image's identity.</summary>
    public Digest Digest => Descriptor.Digest;
}
