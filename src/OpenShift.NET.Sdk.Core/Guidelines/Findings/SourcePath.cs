namespace OpenShift.NET.Sdk.Guidelines.Findings;

/// <summary>The name of a file in what is read elsewhere: seen from the top of the sources, so that no path of this machine is told.</summary>
internal static class SourcePath
{
    /// <summary>Names a file.</summary>
    /// <param name="sourceRoot">Full path of the top of the sources; <see langword="null"/> or empty when it is not known.</param>
    /// <param name="file">The file.</param>
    /// <returns>The path from there, with <c>/</c>; <see langword="null"/> when the file lies elsewhere or has no full path, so that it cannot be named without naming the machine.</returns>
    public static string? Of(string? sourceRoot, string file)
    {
        if (string.IsNullOrEmpty(sourceRoot) || !Path.IsPathFullyQualified(file))
        {
            return null;
        }

        // Another drive gives a full path back.
        string relative = Path.GetRelativePath(sourceRoot, file);
        return Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? null
            : relative.Replace(Path.DirectorySeparatorChar, '/');
    }
}
