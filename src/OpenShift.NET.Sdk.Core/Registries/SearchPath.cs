namespace OpenShift.NET.Sdk.Registries;

/// <summary>
/// Programs looked for in the folders of a <c>PATH</c>. Not left to the operating system, and never in a relative folder: a program of that name in the current folder, which is the project's,
/// must not be run.
/// </summary>
internal static class SearchPath
{
    /// <summary>The full path of a program in the first folder that has it; <see langword="null"/> when none does.</summary>
    /// <param name="path">The environment variable <c>PATH</c>.</param>
    /// <param name="program">Name of the program, without the ending of Windows; a name with a folder in it is found nowhere.</param>
    /// <param name="endings">The endings of its file; <see langword="null"/> for what this system starts without a shell.</param>
    public static string? Find(string? path, string program, IReadOnlyList<string>? endings = null)
    {
        if (program.Length == 0 || program.AsSpan().IndexOfAny("/\\:") >= 0 || program is "." or "..")
        {
            return null;
        }

        endings ??= OperatingSystem.IsWindows() ? [".exe"] : [""];
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(_ => endings, (folder, ending) => Path.Combine(folder, program + ending))
            .FirstOrDefault(File.Exists);
    }
}
