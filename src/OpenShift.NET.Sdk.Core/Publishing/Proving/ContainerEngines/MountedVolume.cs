namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>A volume as it is mounted.</summary>
/// <param name="Volume">What was asked for.</param>
/// <param name="Source">A folder of this machine, or the name of an engine's volume.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal sealed record MountedVolume(ContainerVolume Volume, string Source, bool IsFolder);
