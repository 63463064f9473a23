using OpenShift.NET.Sdk.Code.Health;

namespace OpenShift.NET.Sdk.Manifests.Probes;

/// <summary>A health endpoint that the application maps in the image, not only in Development.</summary>
/// <param name="Path">Its path, for example <c>/healthz</c>, base path included.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Port">The port it answers on; <see langword="null"/> for the first the application listens on.</param>
public sealed record ProbeEndpoint(string Path, HealthKind Kind, int? Port = null)
{
    /// <summary>Whom it asks before it answers.</summary>
    public HealthScope Scope { get; init; }
}
