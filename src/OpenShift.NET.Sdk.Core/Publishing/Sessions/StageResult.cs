using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Documents;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>What a stage leaves for the build, besides files and log.</summary>
public sealed record StageResult
{
    /// <summary>Assemble: full path of the solution that is to be restored before it is asked again; none when the image is made. PublishManifests, Export: full paths of the files. Deliver: names of the images at their destination.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Deliver: the images as the .NET SDK describes them.</summary>
    public IReadOnlyList<GeneratedImage> Images { get; init; } = [];

    /// <summary>Deliver: what can be named by its digest now, the images first, their index last.</summary>
    public IReadOnlyList<DeliveredManifest> Manifests { get; init; } = [];

    /// <summary>Deliver: bill of materials and provenance of the images.</summary>
    public IReadOnlyList<DeliveredDocument> Documents { get; init; } = [];

    /// <summary>Deliver: full path of the archive or layout folder; empty when the images went elsewhere.</summary>
    public string ArchivePath { get; init; } = "";

    /// <summary>Deliver: digest of the image, of the index over the images of several platforms; empty for other stages.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Deliver: bytes that were sent to the registry; -1 when the images went elsewhere.</summary>
    public long BytesSent { get; init; } = -1;

    /// <summary>Deliver: how long the stages of these images took in this session, waiting for other publishes left out.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Begin: whether another publish holds the lock, so that this one has to ask again.</summary>
    public bool IsBusy { get; init; }
}
