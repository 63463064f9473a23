using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>Files beside the project that people commit and stages read: Dockerfiles, the lock file, the contract.</summary>
internal static class ProjectFolderFile
{
    /// <summary>Reads a file; <see langword="null"/> when there is none.</summary>
    /// <exception cref="OpenShiftException">OSC0028: it is there and cannot be read.</exception>
    public static byte[]? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.InvalidConfigurationFile, $"'{path}' cannot be read", "Make it readable, or delete it.", new SourceLocation(path), e);
        }
    }
}
