namespace OpenShift.NET.Sdk.Projects;

/// <summary>A property or item that nobody reads, whose name is nearly one of this SDK's.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Meant">The name it is like.</param>
/// <param name="OnCommandLine">Whether it was given on the command line.</param>
public sealed record MisspeltName(string Name, string Meant, bool OnCommandLine);
