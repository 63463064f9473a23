using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The boolean that is true in some environments.</summary>
internal sealed record EnvironmentTest(EnvironmentCondition Where) : CodeValue;
