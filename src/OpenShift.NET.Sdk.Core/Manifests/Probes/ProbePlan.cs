using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Manifests.Probes;

/// <summary>The probes of a container.</summary>
/// <param name="Startup">Startup probe; <see langword="null"/> for none.</param>
/// <param name="Liveness">Liveness probe; <see langword="null"/> for none.</param>
/// <param name="Readiness">Readiness probe; <see langword="null"/> for none.</param>
/// <param name="Notes">What the user can do better.</param>
internal sealed record ProbePlan(PlannedProbe? Startup, PlannedProbe? Liveness, PlannedProbe? Readiness, ImmutableArray<string> Notes)
{
    /// <summary>The probes there are.</summary>
    public IEnumerable<PlannedProbe> All => ((IEnumerable<PlannedProbe?>)[Startup, Liveness, Readiness]).OfType<PlannedProbe>();
}
