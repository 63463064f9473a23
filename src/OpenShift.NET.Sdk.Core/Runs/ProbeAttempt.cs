namespace OpenShift.NET.Sdk.Runs;

/// <summary>One asking of a probe.</summary>
/// <param name="At">Milliseconds since the container's start.</param>
/// <param name="Succeeded">Whether the kubelet would count it as a success.</param>
/// <param name="Took">Milliseconds until the answer or the time-out.</param>
/// <param name="Answer">What came: <c>200</c>, <c>404</c>, <c>connection refused</c>, <c>no answer in 1 s</c>, <c>SERVING</c>.</param>
public sealed record ProbeAttempt(double At, bool Succeeded, double Took, string Answer);
