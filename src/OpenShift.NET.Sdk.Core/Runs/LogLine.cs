namespace OpenShift.NET.Sdk.Runs;

/// <summary>A line that the application wrote.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="IsError">Whether to standard error.</param>
/// <param name="Text">The line, values of settings hidden, at most 2,000 characters.</param>
public sealed record LogLine(double At, bool IsError, string Text);
