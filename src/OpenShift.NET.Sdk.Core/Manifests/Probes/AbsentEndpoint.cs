using OpenShift.NET.Sdk.Code.Health;

namespace OpenShift.NET.Sdk.Manifests.Probes;

/// <summary>A health endpoint of the application's code that is not there in the pod.</summary>
/// <param name="Name">Its path, or what else it is called.</param>
/// <param name="Kind">What it would tell.</param>
/// <param name="Why">Why it is not there, as a clause behind "maps /healthz".</param>
/// <param name="Remedy">What switches it on, a whole sentence.</param>
public sealed record AbsentEndpoint(string Name, HealthKind Kind, string Why, string Remedy)
{
    /// <summary>Whether it is the gRPC health service.</summary>
    public bool IsGrpc { get; init; }
}
