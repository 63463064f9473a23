namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>A row of SETTINGS.md.</summary>
/// <param name="Name">Environment variable.</param>
/// <param name="Secret">Whether it is kept in a Secret.</param>
/// <param name="Default">What the manifests set.</param>
/// <param name="Required">Whether the deployer must give it.</param>
/// <param name="Meaning">What the page says of it.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record SaidSetting(string Name, bool Secret, string Default, bool Required, string Meaning, string Source)
{
    /// <summary>What the manifests say of a setting that leads to the machine itself stands for a finding: it is told in place of OSC1402, so that nobody reads it twice.</summary>
    public Finding? AsFinding() => Meaning.StartsWith("To be set", StringComparison.Ordinal) ? new Finding("OSC1402", "note", Source.Split(' ')[0], null, $"{Name}, {Source}: {Meaning}") : null;
}
