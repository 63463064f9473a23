namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>What is kept of a file that was hashed. A class: dictionaries over structures of ours are compiled anew in every process.</summary>
/// <param name="Stamp">The file's state.</param>
/// <param name="RecordedTicks">When it was hashed, UTC ticks.</param>
internal sealed record HashedFile(FileStamp Stamp, long RecordedTicks);
