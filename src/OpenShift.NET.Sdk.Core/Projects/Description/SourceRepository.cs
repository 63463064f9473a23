namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Finds the work tree of Git that a project is in.</summary>
internal static class SourceRepository
{
    private const string Mark = ".git";

    /// <summary>Full path of the folder that holds <c>.git</c>, which of a linked work tree or a submodule is a file; <see langword="null"/> when no folder above has it.</summary>
    /// <param name="folder">Full path of the project's folder.</param>
    public static string? RootOf(string folder)
    {
        for (string? at = Path.TrimEndingDirectorySeparator(folder); !string.IsNullOrEmpty(at); at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, Mark)))
            {
                return at;
            }
        }

        return null;
    }
}
