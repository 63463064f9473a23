namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>Tells a program that cannot be started, which is the image's fault, from an engine that refuses, by what the OCI runtime says (runc, crun).</summary>
internal static class StartFailure
{
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    /// <summary>The exit code that a shell would give; <see langword="null"/> when something else is wrong.</summary>
    public static int? ExitCodeOf(string complaint)
    {
        bool isOfProgram = Has(complaint, "exec: \"") || Has(complaint, "executable file ") || Has(complaint, "open executable") || Has(complaint, "exec user process") || Has(complaint, "exec /") || Has(complaint, "attempted to invoke a command");
        return !isOfProgram ? null
            : Has(complaint, "not found") || Has(complaint, "no such file") ? NotFound
            : Has(complaint, "permission denied") || Has(complaint, "format error") || Has(complaint, "is a directory") || Has(complaint, "not executable") ? NotExecutable
            : null;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
