using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>Blobs at hand, over those of another source.</summary>
internal sealed class MemoryBlobs(Dictionary<Digest, byte[]> blobs, IBlobSource? below = null) : IBlobSource
{
    public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken) =>
        below is not null && !blobs.ContainsKey(blob.Digest) ? below.OpenAsync(blob, cancellationToken) : ValueTask.FromResult<Stream>(new MemoryStream(blobs[blob.Digest], writable: false));
}
