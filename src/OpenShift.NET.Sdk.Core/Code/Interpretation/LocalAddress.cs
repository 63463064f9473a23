using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The address of a local variable or argument.</summary>
internal sealed record LocalAddress(object Frame, int Index, bool IsArgument) : CodeValue;
