using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A delegate to a method of the application.</summary>
internal sealed record DelegateReference(MethodDefinition Method, CodeValue Target) : CodeValue;
