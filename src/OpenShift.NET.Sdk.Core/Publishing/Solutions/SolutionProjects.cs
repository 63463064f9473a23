using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>
/// The projects of the solution that is built. MSBuild turns a solution into a project of its own, which no package takes part in; what it hands to
/// every project is <c>CurrentSolutionConfigurationContents</c>, the list of all of them with their configurations.
/// </summary>
public static class SolutionProjects
{
    private static readonly string[] Languages = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>Reads the list. Projects of other kinds than the .NET SDK's and those the configuration leaves out are not in it.</summary>
    /// <param name="contents">The value of <c>CurrentSolutionConfigurationContents</c>.</param>
    /// <returns>In the order of the solution; empty when the text is none that MSBuild writes.</returns>
    public static ImmutableArray<SolutionProject> Read(string contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        try
        {
            return
            [
                .. XElement.Parse(contents).Elements("ProjectConfiguration")
                    .Where(static p => "true".Equals((string?)p.Attribute("BuildProjectInSolution"), StringComparison.OrdinalIgnoreCase))
                    .Select(static p => Of((string?)p.Attribute("AbsolutePath") ?? "", p.Nodes().OfType<XText>().FirstOrDefault()?.Value.Trim() ?? ""))
                    .Where(static p => Languages.Contains(Path.GetExtension(p.Path), StringComparer.OrdinalIgnoreCase)),
            ];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    /// <summary>Those whose target was asked for: all of them when it was asked of the solution, none when the command line does not tell; each project then does by itself what it is asked.</summary>
    /// <param name="projects">The projects of the solution.</param>
    /// <param name="command">The command line of this process.</param>
    /// <param name="target">The target.</param>
    public static ImmutableArray<SolutionProject> AskedFor(ImmutableArray<SolutionProject> projects, BuildCommandLine command, string target)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(target);
        string[] single = [.. command.Targets.Where(t => t.EndsWith(":" + target, StringComparison.OrdinalIgnoreCase)).Select(t => t[..^(target.Length + 1)])];
        return !command.IsOfTheUser ? []
            : command.AsksFor(target) ? SolutionFilter.Apply(projects, command.NamedFile)
            : [.. projects.Where(p => single.Any(p.IsMeantBy))];
    }

    /// <summary>The projects in the order in which every publish takes their locks: two that did it otherwise could wait for each other. On some file systems paths that differ in case are one file.</summary>
    public static IEnumerable<SolutionProject> InLockOrder(IEnumerable<SolutionProject> projects) =>
        projects.OrderBy(static p => p.Path, StringComparer.OrdinalIgnoreCase).ThenBy(static p => p.Path, StringComparer.Ordinal);

    private static SolutionProject Of(string path, string configuration)
    {
        int bar = configuration.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? new SolutionProject(path, configuration, "") : new SolutionProject(path, configuration[..bar], configuration[(bar + 1)..]);
    }
}
