namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>A row of SETTINGS.md.</summary>
/// <param name="Name">Environment variable.</param>
/// <param name="Secret">Whether it is kept in a Secret.</param>
/// <param name="Default">What the manifests set.</param>
/// <param name="Required">Whether the deployer must give it.</param>
internal sealed record SaidSetting(string Name, bool Secret, string Default, bool Required);
