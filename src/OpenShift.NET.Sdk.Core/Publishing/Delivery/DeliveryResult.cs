using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>What was delivered.</summary>
/// <param name="Names">The image's names at its destination, <c>registry/repository:tag</c>.</param>
/// <param name="ArchivePath">Full path of the archive or layout folder that was written; <see langword="null"/> when the image went elsewhere.</param>
/// <param name="Message">What happened, one sentence for people.</param>
public sealed record DeliveryResult(ImmutableArray<string> Names, string? ArchivePath, string Message)
{
    /// <summary>Bytes that were sent to the registry; <see langword="null"/> when the images went elsewhere.</summary>
    public long? BytesSent { get; init; }

    /// <summary>Why what was learnt of the layers could not be left beside the image, one sentence without its full stop; <see langword="null"/> when it was, or was not to be.</summary>
    public string? NotKept { get; init; }
}
