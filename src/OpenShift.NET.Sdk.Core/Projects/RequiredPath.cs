namespace OpenShift.NET.Sdk.Projects;

/// <summary>A file or folder that has to be there when the application starts (<c>OpenShiftRequiredPath</c>).</summary>
/// <param name="Path">Absolute path in the container.</param>
/// <param name="IsFile">Whether it is a file.</param>
/// <param name="Description">What it is for; <see langword="null"/> when the project does not say.</param>
public sealed record RequiredPath(string Path, bool IsFile, string? Description = null);
