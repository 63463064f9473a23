using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What is taken from other publishes' records of layers, and left for others (<c>OpenShiftLayerKnowledge</c>).</summary>
public sealed record KnowledgeFacts
{
    /// <summary>How it is used.</summary>
    public KnowledgeMode Mode { get; init; }

    /// <summary>Repositories besides the destination that scans of base layers are taken from, <c>registry/repository</c>.</summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>Whether what others have left stands for a layer that this machine has not read.</summary>
    public bool BelievesOthers() => Mode is not (KnowledgeMode.None or KnowledgeMode.Verify);
}
