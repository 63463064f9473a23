using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>What a push did.</summary>
/// <param name="Digest">The digest that all tags have now.</param>
/// <param name="BytesSent">Bytes of blobs and manifests that were sent, without headers and without what was sent again after a failure.</param>
/// <param name="BlobsSent">Blobs that were uploaded.</param>
/// <param name="BlobsMounted">Blobs that were taken over from another repository.</param>
/// <param name="BlobsPresent">Blobs that were there already.</param>
/// <param name="TagsWritten">Tags that were written, in order.</param>
/// <param name="TagsUnchanged">Tags that had the digest already.</param>
public sealed record PushResult(
    Digest Digest,
    long BytesSent,
    int BlobsSent,
    int BlobsMounted,
    int BlobsPresent,
    ImmutableArray<string> TagsWritten,
    ImmutableArray<string> TagsUnchanged);
