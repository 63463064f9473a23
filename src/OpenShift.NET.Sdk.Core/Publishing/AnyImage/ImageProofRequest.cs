using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>How an image is to be run before it is judged.</summary>
public sealed record ImageProofRequest
{
    /// <summary>Full path of the folder with the manifests that run it; <see langword="null"/> when it runs as it comes.</summary>
    public string? Manifests { get; init; }

    /// <summary>Variables, engine, and the time it may take until it is ready.</summary>
    public ProveFacts Run { get; init; } = new();
}
