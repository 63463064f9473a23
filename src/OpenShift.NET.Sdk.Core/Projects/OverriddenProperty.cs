namespace OpenShift.NET.Sdk.Projects;

/// <summary>A property without effect.</summary>
/// <param name="Name">The property.</param>
/// <param name="Winner">The property that is used in its place.</param>
/// <param name="OnCommandLine">Whether it was given on the command line, so that somebody waits for its effect.</param>
public sealed record OverriddenProperty(string Name, string Winner, bool OnCommandLine);
