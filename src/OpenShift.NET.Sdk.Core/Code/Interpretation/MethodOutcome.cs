using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What comes out of a method.</summary>
/// <param name="Result">What it returns; unknown for none.</param>
/// <param name="Heap">The heap afterwards.</param>
internal readonly record struct MethodOutcome(CodeValue Result, Heap Heap);
