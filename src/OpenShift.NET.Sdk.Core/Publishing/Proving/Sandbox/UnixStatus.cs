namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>What the file system says of a path.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Size">Size in bytes.</param>
internal readonly record struct UnixStatus(UnixFileType Type, int Mode, long Size);
