using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase;

/// <summary>What stands behind the cache of an embedded base image: nothing. A blob that was lost after the image was found is made again by the next publish.</summary>
internal sealed class LostBlobs : IBlobSource
{
    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken) =>
        throw new OpenShiftException(ToolCodes.InvalidArchive, $"Blob {blob.Digest} of the embedded base image was damaged or deleted in the cache", "Publish again.");
}
