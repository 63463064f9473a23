namespace OpenShift.NET.Sdk.Runs;

/// <summary>A peer that the application asked in vain.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port; <see langword="null"/> when the name itself is not known.</param>
/// <param name="At">Milliseconds since the start.</param>
public sealed record UnreachablePeer(string Host, int? Port, double At);
