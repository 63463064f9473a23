using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A value on the way where it is not null, before it meets its default (<c>a ?? b</c>).</summary>
internal sealed record CoalescedValue(CodeValue Value) : CodeValue;
