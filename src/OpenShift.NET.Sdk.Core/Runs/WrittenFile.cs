namespace OpenShift.NET.Sdk.Runs;

/// <summary>A file the application wrote, changed or deleted.</summary>
/// <param name="Path">Path in the container.</param>
/// <param name="Size">Its size in bytes at the end; 0 for a folder or a deleted file.</param>
/// <param name="Change">What was done.</param>
/// <param name="IsDeclared">Whether it lies in a folder that the manifest makes writable.</param>
/// <param name="Grew">Whether it went on growing after the application was ready, as a log does.</param>
public sealed record WrittenFile(string Path, long Size, FileChange Change, bool IsDeclared, bool Grew = false);
