using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What the application's start-up guard is to look for.</summary>
public sealed record GuardFacts
{
    /// <summary>Whether the guard is in the application: compiled into it, or an assembly that it starts.</summary>
    public bool IsCompiledIn { get; init; }

    /// <summary>Files and folders without which it does not start (<c>OpenShiftRequiredPath</c>), ordered by path.</summary>
    public ImmutableArray<RequiredPath> Paths { get; init; } = [];

    /// <summary>Files that are rendered at start (<c>OpenShiftTemplate</c>), ordered by target.</summary>
    public ImmutableArray<StartTemplate> Templates { get; init; } = [];
}
