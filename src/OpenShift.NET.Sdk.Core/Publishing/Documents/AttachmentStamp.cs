using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>What was attached, and where: so that a publish without a change asks nobody.</summary>
/// <param name="Key">Hash over destination, image and documents.</param>
/// <param name="Artifacts">Digests of the artifacts in the order of the documents; empty ones where the registry lists no referrers.</param>
internal sealed record AttachmentStamp(string Key, ImmutableArray<string> Artifacts)
{
    /// <summary>The key of an image's documents.</summary>
    public static string KeyOf(DocumentedImage image)
    {
        using var key = new Fingerprint();
        key.Add(image.Facts.SupplyChain.Attach.ToString());
        key.Add(image.Name);
        key.Add(DocumentStamp.TryRead(image.Folder.DocumentStamp)?.Fingerprint ?? "");
        foreach (DocumentKind kind in image.Kinds)
        {
            key.Add(kind.Name);
        }

        return key.Finish();
    }

    /// <summary>Reads a stamp; <see langword="null"/> when there is none of that key.</summary>
    public static AttachmentStamp? TryRead(string path, string key, int count) =>
        ProjectFolderFile.TryRead(path) is { } content && Encoding.UTF8.GetString(content).Split('\n') is [var written, .. var artifacts] && written == key && artifacts.Length == count
            ? new AttachmentStamp(written, [.. artifacts])
            : null;

    public ValueTask WriteAsync(string path, CancellationToken cancellationToken) =>
        AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', [Key, .. Artifacts])), cancellationToken).AsTask());
}
