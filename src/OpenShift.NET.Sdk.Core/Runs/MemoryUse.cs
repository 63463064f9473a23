namespace OpenShift.NET.Sdk.Runs;

/// <summary>The memory of a run, in bytes.</summary>
/// <param name="Peak">The most that was in use: <c>memory.peak</c> of the control group, else the sum of the processes' anonymous pages, sampled.</param>
/// <param name="Limit">The limit of the manifest; <see langword="null"/> when it has none.</param>
/// <param name="IsEnforced">Whether the kernel held the run to the limit.</param>
/// <param name="Samples">The use over time: milliseconds since the start and bytes, for the picture of the run; at most 200.</param>
public sealed record MemoryUse(long Peak, long? Limit, bool IsEnforced, System.Collections.Immutable.ImmutableArray<MemorySample> Samples);
