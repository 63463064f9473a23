using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Layers;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>The tar of an archive, with its blobs.</summary>
internal sealed class ArchiveTar(Stream output)
{
    private const int FileMode = 0b110_100_100;
    private const int FolderMode = 0b111_101_101;
    private readonly TarBuilder _tar = new(output, 0);

    public void AddFile(string path, ReadOnlySpan<byte> content) => _tar.WriteFile(path, FileMode, content);

    /// <summary>Writes layers and documents below <c>blobs/sha256</c>.</summary>
    public async ValueTask AddBlobsAsync(IReadOnlyCollection<Image> images, IEnumerable<(Digest Digest, ReadOnlyMemory<byte> Content)> documents, CancellationToken cancellationToken)
    {
        _tar.WriteDirectory("blobs", FolderMode);
        _tar.WriteDirectory("blobs/sha256", FolderMode);
        foreach ((Image image, Descriptor layer) in images.SelectMany(i => i.Manifest.Layers.Select(l => (i, l))).DistinctBy(p => p.l.Digest))
        {
            Stream content = await image.Blobs.OpenAsync(layer, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                _tar.BeginFile("blobs/sha256/" + layer.Digest.Hex, FileMode, layer.Size);
                await content.CopyToAsync(output, 256 * 1024, cancellationToken).ConfigureAwait(false);
                _tar.EndFile(layer.Size);
            }
        }

        foreach ((Digest digest, ReadOnlyMemory<byte> content) in documents)
        {
            AddFile("blobs/sha256/" + digest.Hex, content.Span);
        }
    }

    public void End() => _tar.End();
}
