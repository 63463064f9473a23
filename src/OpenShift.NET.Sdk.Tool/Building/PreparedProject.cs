using System.Collections.Immutable;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Exceptions;
using Microsoft.Build.Execution;
using OpenShift.NET.Sdk.Publishing.Running;

namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>A project that was evaluated before its build was asked for.</summary>
internal sealed class PreparedProject
{
    // What lies beside a program and is read by evaluations (version.txt) is None.
    private static readonly string[] s_contents = ["Compile", "EmbeddedResource", "Content"];

    private readonly HashSet<string> _contents;

    private PreparedProject(ProjectInstance project)
    {
        Project = project;
        _contents = [.. s_contents.SelectMany(project.GetItems).Select(static i => i.GetMetadataValue("FullPath"))];
    }

    /// <summary>The project, for one build.</summary>
    public ProjectInstance Project { get; }

    /// <summary>Evaluates a project; <see langword="null"/> when it cannot be, which its build will tell, or reads files.</summary>
    public static PreparedProject? TryMake(string file, Dictionary<string, string> properties, ProjectCollection projects)
    {
        try
        {
            var project = new ProjectInstance(file, properties, null, projects);
            return ReadsFiles(project) ? null : new PreparedProject(project);
        }
        catch (Exception e) when (e is InvalidProjectFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether an evaluation of now would be this one: there are no other files than at that time, and those that have changed are none that one reads.</summary>
    public bool HasNewContentsOnly(ImmutableArray<string> changed) =>
        !changed.IsEmpty && changed.All(f => _contents.Contains(f) && !SourceWatch.IsOfRestore(f) && File.Exists(f));

    // A version can be read from any file ([System.IO.File]::ReadAllText), a source included.
    private static bool ReadsFiles(ProjectInstance project)
    {
        string[] packages = [.. project.GetPropertyValue("NuGetPackageFolders").Split(';', StringSplitOptions.RemoveEmptyEntries), project.GetPropertyValue("NetCoreRoot")];
        return project.ImportPaths.Append(project.FullPath)
            .Where(i => !packages.Any(p => p.Length > 0 && i.StartsWith(Path.TrimEndingDirectorySeparator(p) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            .Any(static i => File.ReadAllText(i).Contains("System.IO.File]::Read", StringComparison.OrdinalIgnoreCase));
    }
}
