namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>One publish.</summary>
/// <param name="Milliseconds">Time of the container step.</param>
/// <param name="Bytes">Bytes sent to the registry.</param>
internal readonly record struct Measurement(double Milliseconds, long Bytes);
