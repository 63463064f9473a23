using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>Docker archives: what <c>docker load</c> and <c>podman load</c> read.</summary>
public static class DockerArchive
{
    /// <summary>Writes an image as docker archive. Same image, same references: same bytes. Whole or not at all.</summary>
    /// <param name="image">The image.</param>
    /// <param name="path">The file.</param>
    /// <param name="references">Full references, <c>repository:tag</c>, that loading gives the image.</param>
    /// <param name="cancellationToken">Cancels; the file is then as it was.</param>
    /// <exception cref="OpenShiftException">OSC0085: the file cannot be written; OSC0041, OSC0043 and OSC008x: a blob cannot be read.</exception>
    public static ValueTask WriteAsync(Image image, string path, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        return AtomicOutput.WriteFileAsync(path, output => WriteAsync(image, output, references, cancellationToken).AsTask());
    }

    /// <summary>Writes an image as docker archive to a stream, for example the standard input of <c>podman load</c>. The stream is not disposed.</summary>
    /// <exception cref="OpenShiftException">OSC0041, OSC0043 and OSC008x: a blob cannot be read.</exception>
    public static async ValueTask WriteAsync(Image image, Stream output, ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var tar = new ArchiveTar(output);
        tar.AddFile("manifest.json", ManifestOf(image, references));
        await tar.AddBlobsAsync([image], [(image.Manifest.Config.Digest, image.ConfigBytes)], cancellationToken).ConfigureAwait(false);
        tar.End();
    }

    internal static byte[] ManifestOf(Image image, ImmutableArray<string> references)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("Config", "blobs/sha256/" + image.Manifest.Config.Digest.Hex);
            json.WriteStartArray("RepoTags");
            foreach (string reference in references.IsDefault ? [] : references)
            {
                json.WriteStringValue(reference);
            }

            json.WriteEndArray();
            json.WriteStartArray("Layers");
            foreach (Descriptor layer in image.Manifest.Layers)
            {
                json.WriteStringValue("blobs/sha256/" + layer.Digest.Hex);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return output.ToArray();
    }
}
