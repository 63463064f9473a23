using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What a recorded call returned.</summary>
internal sealed record RecordedResult(CallRecord Call) : CodeValue;
