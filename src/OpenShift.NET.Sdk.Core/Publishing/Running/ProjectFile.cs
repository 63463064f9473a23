using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>Finds the project that is meant.</summary>
internal static class ProjectFile
{
    private static readonly string[] s_extensions = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>The project file at a path, or the only one in the folder there.</summary>
    /// <exception cref="OpenShiftException">OSC0070: there is none, or several.</exception>
    public static string Find(string path)
    {
        if (File.Exists(path))
        {
            return s_extensions.Contains(Path.GetExtension(path))
                ? path
                : throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"'{path}' is no project file ({string.Join(", ", s_extensions)})", "Name the project of the application.");
        }

        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(path).Where(static f => s_extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"There is no project at '{path}'", "Name a project file, or the folder that holds one.", innerException: e);
        }

        return files switch
        {
            [var only] => only,
            [] => throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"The folder '{path}' holds no project ({string.Join(", ", s_extensions)})", "Name an image, or a project with --project."),
            _ => throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"The folder '{path}' holds {files.Length} projects: {string.Join(", ", files.Select(Path.GetFileName))}", "Name one of them with --project."),
        };
    }
}
