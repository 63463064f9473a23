namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>A base image whose identity is known.</summary>
/// <param name="Base">The base image.</param>
/// <param name="Identity">Its identity.</param>
/// <param name="Fallback">Why it is another base than the named one; <see langword="null"/> when it is the named one.</param>
internal sealed record OpenedBase(IBase Base, string Identity, string? Fallback);
