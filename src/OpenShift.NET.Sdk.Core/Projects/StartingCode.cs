namespace OpenShift.NET.Sdk.Projects;

/// <summary>What the compiled code says about the start of a container of its image.</summary>
/// <param name="Listening">Where it listens.</param>
/// <param name="Guard">What the start-up guard looks for, as <c>OPENSHIFT_GUARD</c> has it; <see langword="null"/> when there is nothing to guard, or no guard.</param>
public sealed record StartingCode(ListeningCode Listening, string? Guard);
