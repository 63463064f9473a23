namespace OpenShift.NET.Sdk.Code;

/// <summary>An assembly of the application that could not be read; what its code does is not known.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Reason">Why, as the end of "could not be read: …".</param>
public sealed record UnreadAssembly(string Path, string Reason);
