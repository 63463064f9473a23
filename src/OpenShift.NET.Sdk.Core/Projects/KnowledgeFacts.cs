using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What is taken from other publishes' records of layers, and left for others (<c>OpenShiftLayerKnowledge</c>).</summary>
public sealed record KnowledgeFacts
{
    /// <summary><c>Use</c> (one answer in some hundreds is held against its layer), <c>Trust</c> (none is), <c>Verify</c> (each is) or <c>None</c> (nothing is taken and nothing is left).</summary>
    public string Mode { get; init; } = "Use";

    /// <summary>Repositories besides the destination that scans of base layers are taken from, <c>registry/repository</c>.</summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>Whether what others have left stands for a layer that this machine has not read.</summary>
    public bool BelievesOthers() => Mode is not ("None" or "Verify");
}
