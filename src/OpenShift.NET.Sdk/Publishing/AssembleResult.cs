namespace OpenShift.NET.Sdk.Publishing;

/// <summary>What the stage Assemble has to say.</summary>
/// <param name="Record">The image, its base and its layers; <see langword="null"/> when nothing had changed and nothing of it is to be said again.</param>
/// <param name="Reused">Whether nothing had changed since the image was assembled.</param>
/// <param name="BaseFallback">Why another base than the named one is used; <see langword="null"/> when it is the named one.</param>
public sealed record AssembleResult(AssemblyRecord? Record, bool Reused, string? BaseFallback);
