using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>Blobs at hand.</summary>
internal sealed class MemoryBlobs(Dictionary<Digest, byte[]> blobs) : IBlobSource
{
    public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new MemoryStream(blobs[blob.Digest], writable: false));
}
