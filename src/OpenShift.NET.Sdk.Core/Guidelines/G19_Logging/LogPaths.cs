namespace OpenShift.NET.Sdk.Guidelines.G19_Logging;

/// <summary>Paths of logs.</summary>
internal static class LogPaths
{
    /// <summary>Whether a path is the standard output, which is right, or nowhere.</summary>
    public static bool IsStandardOutput(string? path) =>
        path is "/dev/stdout" or "/dev/stderr" or "/dev/null" or "/dev/console"
        || path?.StartsWith("/proc/1/fd/", StringComparison.Ordinal) == true
        || path?.StartsWith("/proc/self/fd/", StringComparison.Ordinal) == true
        || path?.StartsWith("/dev/fd/", StringComparison.Ordinal) == true;
}
