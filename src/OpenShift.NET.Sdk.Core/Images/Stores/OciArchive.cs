using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Layers;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>OCI archives: a tar of an OCI layout.</summary>
public static class OciArchive
{
    /// <summary>
    /// Writes an image as OCI archive that is a docker archive too, with the same blobs, so that every tool finds what it reads.
    /// Same image, same references: same bytes. Whole or not at all.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="path">The file.</param>
    /// <param name="references">Full references, <c>registry/repository:tag</c>; the index is annotated with the first one's, <c>manifest.json</c> holds them all.</param>
    /// <param name="cancellationToken">Cancels; the file is then as it was.</param>
    /// <exception cref="OpenShiftException">OSC0085: the file cannot be written; OSC0041, OSC0043 and OSC008x: a blob cannot be read.</exception>
    public static ValueTask WriteAsync(Image image, string path, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        return WriteAsync([image], image.ManifestBytes, image.Descriptor with { Platform = image.Config.Platform }, DockerArchive.ManifestOf(image, references), path, references, cancellationToken);
    }

    /// <summary>Writes the images of several platforms and their index as OCI archive. Docker archives know one platform only, so this one is none.</summary>
    /// <exception cref="OpenShiftException">As for the other overload.</exception>
    public static ValueTask WriteAsync(PlatformIndex index, string path, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(index);
        return WriteAsync(index.Images, index.Bytes, index.Descriptor, null, path, references, cancellationToken);
    }

    private static ValueTask WriteAsync(ImmutableArray<Image> images, ReadOnlyMemory<byte> root, Descriptor rootDescriptor, byte[]? dockerManifest, string path, ImmutableArray<string> references, CancellationToken cancellationToken) =>
        AtomicOutput.WriteFileAsync(path, async output =>
        {
            var tar = new ArchiveTar(output);
            tar.AddFile("oci-layout", OciLayout.Marker);
            tar.AddFile("index.json", ImageJson.Write(Annotated(OciLayout.IndexOf(rootDescriptor, []), references)));
            if (dockerManifest is not null)
            {
                tar.AddFile("manifest.json", dockerManifest);
            }

            await tar.AddBlobsAsync(images, OciLayout.Documents(images, root, rootDescriptor), cancellationToken).ConfigureAwait(false);
            tar.End();
        });

    // One entry only: several of one digest make tools ask which is meant. The second name is the one containerd and podman take whole.
    private static ImageIndex Annotated(ImageIndex index, ImmutableArray<string> references)
    {
        if (references.IsDefaultOrEmpty)
        {
            return index;
        }

        string reference = references[0];
        int colon = reference.LastIndexOf(':');
        string tag = colon > reference.LastIndexOf('/') ? reference[(colon + 1)..] : "latest";
        return index with
        {
            Manifests = [index.Manifests[0] with
            {
                Annotations = ImmutableSortedDictionary<string, string>.Empty
                    .Add("io.containerd.image.name", reference)
                    .Add(LayoutSource.RefName, tag),
            }],
        };
    }
}
