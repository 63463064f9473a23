using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>
/// Hints of a solution's checks about code that several services share, such as the service defaults of Aspire. A hint of one service stands in its report; one that all of them have, and that is mended
/// in one place, is told in the build log, once. Warnings and errors are told by each project, whose settings say what becomes of them.
/// </summary>
public static class SharedMessages
{
    private const int Most = 3;

    /// <summary>Those that the last checks of projects left, each once, with the projects it is about.</summary>
    /// <param name="projects">Full paths of the facts files of each project's images. A check that cannot be read has left none.</param>
    /// <exception cref="OpenShiftException">OSC0020: facts cannot be read.</exception>
    public static ImmutableArray<CheckMessage> Read(ImmutableArray<ImmutableArray<string>> projects)
    {
        var all = new List<(string Project, CheckMessage Message)>();
        foreach (string file in projects.SelectMany(static p => p))
        {
            string project = FactsJson.Read(File.ReadAllBytes(file), file).Identity.ProjectFile;
            all.AddRange((CheckResult.TryRead(StageFolder.OfFacts(file).Messages)?.Messages ?? []).Select(m => (project, m)));
        }

        return Together(all);
    }

    /// <summary>Shared messages, each once.</summary>
    /// <param name="messages">All messages with the full path of the project's file.</param>
    internal static ImmutableArray<CheckMessage> Together(IEnumerable<(string Project, CheckMessage Message)> messages)
    {
        CheckMessage[] shared =
        [
            .. messages.Where(static m => m.Message.Severity == Severity.Info && ToolCodes.IsHint(m.Message.Code) && IsOutside(m.Message.Place, Path.GetDirectoryName(m.Project) ?? ""))
                .GroupBy(static m => m.Message, static m => Path.GetFileNameWithoutExtension(m.Project))
                .Select(static g => (Message: g.Key, Projects: g.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray())).Where(static m => m.Projects.Length > 1)
                .Select(static m => m.Message with { Text = $"{m.Message.Text} (in {string.Join(", ", m.Projects)})" })
                .OrderBy(static m => m.Place!.File, StringComparer.Ordinal).ThenBy(static m => m.Place!.Line).ThenBy(static m => m.Code, StringComparer.Ordinal),
        ];
        return shared.Length <= Most
            ? [.. shared]
            : [.. shared.Take(Most - 1), shared[Most - 1] with { Text = FormattableString.Invariant($"{shared[Most - 1].Text}; {shared.Length - Most} more of code that services share stand in their reports") }];
    }

    private static bool IsOutside(SourceLocation? place, string projectFolder) =>
        place is { Line: > 0 } && Path.IsPathRooted(place.File)
        && !Path.GetFullPath(place.File).StartsWith(projectFolder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
