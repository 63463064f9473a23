namespace OpenShift.NET.Sdk.Publishing;

/// <summary>How a manifest file was left.</summary>
/// <param name="Path">Path relative to its folder.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Ticks">Modification time, UTC ticks.</param>
internal sealed record ManifestFileState(string Path, long Size, long Ticks);
