using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A reference to an object the application made; the address of a structure as well.</summary>
internal sealed record HeapValue(HeapObject Object) : CodeValue;
