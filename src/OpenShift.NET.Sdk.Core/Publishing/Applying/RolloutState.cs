using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>How far a workload has come.</summary>
/// <param name="IsDone">Whether it is as it was applied.</param>
/// <param name="Progress">How far, without a full stop.</param>
/// <param name="Troubles">What keeps it.</param>
internal sealed record RolloutState(bool IsDone, string Progress, ImmutableArray<Trouble> Troubles)
{
    /// <summary>Whether it has failed for good, whatever keeps it.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether it goes on without a fault, although it is not done: a Job that works.</summary>
    public bool Works { get; init; }
}
