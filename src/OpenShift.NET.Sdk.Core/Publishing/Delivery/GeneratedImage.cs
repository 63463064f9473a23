using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>A delivered image as the .NET SDK describes it in its item <c>GeneratedContainer</c>.</summary>
/// <param name="Manifest">The manifest's JSON.</param>
/// <param name="Configuration">The configuration's JSON.</param>
/// <param name="Digest">Digest of the manifest.</param>
/// <param name="MediaType">Media type of the manifest.</param>
public sealed record GeneratedImage(string Manifest, string Configuration, Digest Digest, string MediaType)
{
    /// <summary>Reads it from the stage folder.</summary>
    /// <exception cref="OpenShiftException">OSC0020: the stage folder holds no whole image.</exception>
    public static GeneratedImage Read(StageFolder folder)
    {
        try
        {
            Digest digest = (AssemblyStamp.TryRead(folder) ?? throw DeliverableImage.Incomplete(folder)).Image;
            byte[] manifest = File.ReadAllBytes(BlobOf(folder, digest.Hex));
            using var document = JsonDocument.Parse(manifest);
            string config = document.RootElement.GetProperty("config").GetProperty("digest").GetString()!;
            return new GeneratedImage(
                Encoding.UTF8.GetString(manifest),
                File.ReadAllText(BlobOf(folder, config[(config.IndexOf(':', StringComparison.Ordinal) + 1)..])),
                digest,
                document.RootElement.GetProperty("mediaType").GetString()!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw DeliverableImage.Incomplete(folder);
        }
    }

    private static string BlobOf(StageFolder folder, string hex) => Path.Combine(folder.Image, "blobs", "sha256", hex);
}
