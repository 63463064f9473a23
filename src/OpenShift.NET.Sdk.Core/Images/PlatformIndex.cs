using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images;

/// <summary>The index over the images of several platforms (OCI image-spec, image-index.md), ordered by platform so that equal images have an equal index.</summary>
/// <param name="Bytes">The index as it is, bit for bit.</param>
/// <param name="Descriptor">Its descriptor.</param>
/// <param name="Images">The images it names.</param>
public sealed record PlatformIndex(ReadOnlyMemory<byte> Bytes, Descriptor Descriptor, ImmutableArray<Image> Images)
{
    /// <summary>Makes the index. It is Docker's manifest list when every image is Docker's, else OCI's.</summary>
    public static PlatformIndex Of(IEnumerable<Image> images)
    {
        ImmutableArray<Image> ordered = [.. images.OrderBy(i => i.Config.Platform.ToString(), StringComparer.Ordinal)];
        string mediaType = ordered.All(i => i.Descriptor.MediaType == MediaTypes.DockerManifest) ? MediaTypes.DockerManifestList : MediaTypes.OciIndex;
        byte[] bytes = ImageJson.Write(new ImageIndex
        {
            MediaType = mediaType,
            Manifests = [.. ordered.Select(i => i.Descriptor with { Platform = i.Config.Platform, Annotations = null })],
        });
        return new PlatformIndex(bytes, new Descriptor(mediaType, Digest.Of(bytes), bytes.Length), ordered);
    }
}
