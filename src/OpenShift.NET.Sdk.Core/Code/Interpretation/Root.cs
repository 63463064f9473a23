using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A method to begin with, because the framework or something that cannot be followed calls it.</summary>
internal sealed record Root(PreparedMethod Method, CodeValue? This, Heap Heap, PathCondition Condition, bool Reachable)
{
    /// <summary>The type that is called from outside because the program makes or names it, in whatever environments it does so; <see langword="null"/> for every other root.</summary>
    public Mono.Cecil.TypeDefinition? Live { get; init; }

    /// <summary>Whether the program goes on when it throws, because every call of it that led here is guarded.</summary>
    public bool IsForgiven { get; init; }
}
