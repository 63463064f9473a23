using Mono.Cecil.Cil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>One instruction of a method, smaller than the reader's own: those are many objects, and live only while a method is made ready.</summary>
/// <param name="OpCode">What it does.</param>
/// <param name="Offset">Where it stands in the code.</param>
/// <param name="Index">The instruction it branches to, or the local variable or argument it uses.</param>
/// <param name="Operand">What it names: a method, field, type, text, number, or the instructions of a <c>switch</c>.</param>
internal readonly record struct Step(OpCode OpCode, int Offset, int Index, object? Operand);
