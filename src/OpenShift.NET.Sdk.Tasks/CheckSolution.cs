using System.Collections.Immutable;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Looks at the checked projects of a solution together.</summary>
public sealed class CheckSolution : Microsoft.Build.Utilities.Task
{
    /// <summary>The projects, with the facts files of their images in the metadata <c>Facts</c>.</summary>
    public ITaskItem[] Projects { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            foreach (CheckMessage message in SolutionConflicts.Find([.. Projects.OrderBy(static p => p.ItemSpec, StringComparer.Ordinal).Select(static p => Read(p.GetMetadata("Facts")))]))
            {
                string file = PrintableText.Line(message.Place!.File);
                string text = PrintableText.Line(message.Text);
                if (message.Severity == Severity.Error)
                {
                    Log.LogError(null, message.Code, null, HelpPages.LinkTo(message.Code), file, 0, 0, 0, 0, "{0}", text);
                }
                else
                {
                    Log.LogWarning(null, message.Code, null, HelpPages.LinkTo(message.Code), file, 0, 0, 0, 0, "{0}", text);
                }
            }
        }
        catch (Exception e) when (e is OpenShiftException or IOException or UnauthorizedAccessException)
        {
            string code = e is OpenShiftException known ? known.Code : ToolCodes.InvalidFacts;
            Log.LogError(null, code, null, HelpPages.LinkTo(code), BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "{0}", PrintableText.Line(e.Message));
        }

        return !Log.HasLoggedErrors;
    }

    private static ImmutableArray<ProjectFacts> Read(string files) =>
        [.. files.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static f => FactsJson.Read(File.ReadAllBytes(f), f))];
}
