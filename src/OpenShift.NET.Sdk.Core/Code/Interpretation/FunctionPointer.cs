using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What <c>ldftn</c> leaves on the stack.</summary>
internal sealed record FunctionPointer(MethodReference Method, MethodDefinition? Own) : CodeValue;
