namespace OpenShift.NET.Sdk.Soak;

/// <summary>Something that must hold does not.</summary>
/// <param name="message">What, and where.</param>
internal sealed class SoakFailure(string message) : Exception(message);
