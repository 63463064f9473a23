using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What a call of the async machinery comes to.</summary>
/// <param name="Result">What it returns.</param>
/// <param name="Start">The state machine it starts.</param>
/// <param name="Heap">The heap afterwards, when it changes.</param>
internal readonly record struct AsyncOutcome(CodeValue Result, HeapValue? Start = null, Heap? Heap = null);
