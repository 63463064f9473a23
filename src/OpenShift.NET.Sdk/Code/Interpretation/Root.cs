using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A method to begin with, because the framework or something that cannot be followed calls it.</summary>
internal sealed record Root(PreparedMethod Method, CodeValue? This, Heap Heap, PathCondition Condition, bool Reachable);
