namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>What the manifests would gain from.</summary>
/// <param name="Text">Whole sentences.</param>
/// <param name="Subject">Property or item that decides it, whose place in the project is shown.</param>
public sealed record ManifestNote(string Text, string Subject)
{
    /// <summary>Id of the rule that says the same where it has a finding; <see langword="null"/> when none does.</summary>
    public string? SaidBy { get; init; }
}
