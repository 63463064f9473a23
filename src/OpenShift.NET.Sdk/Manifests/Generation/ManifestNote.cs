namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>What the manifests would gain from.</summary>
/// <param name="Text">Whole sentences.</param>
/// <param name="Subject">Property or item that decides it, whose place in the project is shown.</param>
public sealed record ManifestNote(string Text, string Subject);
