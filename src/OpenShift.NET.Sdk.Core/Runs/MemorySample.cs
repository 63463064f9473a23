namespace OpenShift.NET.Sdk.Runs;

/// <summary>The memory in use at one moment.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="Bytes">Bytes in use.</param>
public sealed record MemorySample(double At, long Bytes);
