using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>A file's state when its content was hashed.</summary>
/// <param name="Size">Size in bytes.</param>
/// <param name="ModifiedTicks">Modification time, UTC ticks.</param>
/// <param name="Content">Digest of the content.</param>
public readonly record struct FileStamp(long Size, long ModifiedTicks, Digest Content);
