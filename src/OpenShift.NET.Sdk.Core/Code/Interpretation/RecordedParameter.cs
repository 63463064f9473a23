using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What the receiver of a lambda hands to it.</summary>
internal sealed record RecordedParameter(CallRecord Call, int Index, string Type) : CodeValue;
