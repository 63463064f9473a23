namespace OpenShift.NET.Sdk.Publish.Tests.Hostile;

/// <summary>How a limited process ended.</summary>
/// <param name="ExitCode">Its exit code; <see langword="null"/> when it had to be ended.</param>
/// <param name="Text">What it wrote.</param>
/// <param name="PeakMemory">The most memory it used, in bytes, as far as it was seen.</param>
/// <param name="ProcessorTime">The processor time it used, as far as it was seen.</param>
internal sealed record LimitedResult(int? ExitCode, string Text, long PeakMemory, TimeSpan ProcessorTime);
