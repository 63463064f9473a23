using OpenShift.NET.Sdk.Publishing.Delivery;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>What a stage leaves for the build, besides files and log.</summary>
public sealed record StageResult
{
    /// <summary>PublishManifests: full paths of the files. Deliver: names of the images at their destination.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Deliver: the images as the .NET SDK describes them.</summary>
    public IReadOnlyList<GeneratedImage> Images { get; init; } = [];

    /// <summary>Deliver: full path of the archive or layout folder; empty when the images went elsewhere.</summary>
    public string ArchivePath { get; init; } = "";

    /// <summary>Begin: whether another publish holds the lock, so that this one has to ask again.</summary>
    public bool IsBusy { get; init; }
}
