using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Reads what MSBuild tells a project of the solution that is built.</summary>
public sealed class ReadSolution : Microsoft.Build.Utilities.Task
{
    private const string Target = "PublishContainer";

    /// <summary>The value of <c>CurrentSolutionConfigurationContents</c>.</summary>
    [Required]
    public string Contents { get; set; } = "";

    /// <summary>Full path of the project that asks; empty for the conductor of the solution.</summary>
    public string ProjectFile { get; set; } = "";

    /// <summary>The projects an image is asked of, in the order in which every publish takes their locks. The metadata <c>AdditionalProperties</c> makes them the very instances that the solution builds.</summary>
    [Output]
    public ITaskItem[] Projects { get; set; } = [];

    /// <summary>Whether these are all projects of the solution.</summary>
    [Output]
    public bool IsWhole { get; set; }

    /// <summary>Whether the project that asks is one of the instances that the solution builds, and not built with other properties beside it.</summary>
    [Output]
    public bool IsMember { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        ImmutableArray<SolutionProject> all = SolutionProjects.Read(Contents);
        IReadOnlyDictionary<string, string> own = BuildEngine is IBuildEngine6 engine ? engine.GetGlobalProperties() : ImmutableDictionary<string, string>.Empty;
        IsMember = all.Any(p => p.Path.Equals(ProjectFile, StringComparison.Ordinal)
            && p.Configuration == own.GetValueOrDefault("Configuration", "")
            && p.Platform == own.GetValueOrDefault("Platform", ""));
        var command = new BuildCommandLine(Environment.GetCommandLineArgs(), Environment.CurrentDirectory);
        Projects = [.. SolutionProjects.InLockOrder(SolutionProjects.AskedFor(all, command, Target)).Select(ItemOf)];
        IsWhole = Projects.Length == all.Length;
        return true;
    }

    private static TaskItem ItemOf(SolutionProject project)
    {
        var item = new TaskItem(Escape(project.Path));
        string platform = project.Platform.Length == 0 ? "" : ";Platform=" + project.Platform;
        item.SetMetadata("AdditionalProperties", $"Configuration={project.Configuration}{platform}");
        return item;
    }

    // A path may hold what MSBuild reads as a list or an escape.
    private static string Escape(string path) => path.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);
}
