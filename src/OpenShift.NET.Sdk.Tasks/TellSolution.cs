using System.Collections.Immutable;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Tells once what the checks of a solution's projects hint at in code that they share.</summary>
public sealed class TellSolution : Microsoft.Build.Utilities.Task
{
    /// <summary>The checked projects, with the facts files of their images in the metadata <c>Facts</c>.</summary>
    public ITaskItem[] Projects { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            foreach (CheckMessage message in SharedMessages.Read([.. Projects.Select(static p => (ImmutableArray<string>)[.. p.GetMetadata("Facts").Split(';', StringSplitOptions.RemoveEmptyEntries)])]))
            {
                Log.LogMessage(null, message.Code, null, PrintableText.Line(message.Place!.File), message.Place.Line, message.Place.Column, 0, 0, MessageImportance.High, "{0}", PrintableText.Line(message.Text));
            }
        }
        catch (Exception e) when (e is OpenShiftException or IOException or UnauthorizedAccessException)
        {
            string code = e is OpenShiftException known ? known.Code : ToolCodes.InvalidFacts;
            Log.LogError(null, code, null, HelpPages.LinkTo(code), BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "{0}", PrintableText.Line(e.Message));
        }

        return !Log.HasLoggedErrors;
    }
}
