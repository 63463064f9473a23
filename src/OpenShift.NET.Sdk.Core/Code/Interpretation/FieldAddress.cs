using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The address of a field.</summary>
internal sealed record FieldAddress(HeapObject Object, string Field) : CodeValue;
