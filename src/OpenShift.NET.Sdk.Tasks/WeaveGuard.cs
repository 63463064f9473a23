using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Code.Weaving;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Puts the start of the guard into a program whose compiler knows no module initializers (F#, Visual Basic). Runs in the build, before anything is published.</summary>
public sealed class WeaveGuard : Microsoft.Build.Utilities.Task
{
    /// <summary>The compiler's output, which stays as it is.</summary>
    [Required]
    public ITaskItem Assembly { get; set; } = null!;

    /// <summary>The guard's own assembly.</summary>
    [Required]
    public ITaskItem Guard { get; set; } = null!;

    /// <summary>What the program was compiled against.</summary>
    [Required]
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The assembly to write; its symbols go beside it.</summary>
    [Required]
    public ITaskItem Output { get; set; } = null!;

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            GuardWeaver.Weave(FullPath(Assembly), FullPath(Guard), [.. References.Select(FullPath)], FullPath(Output));
        }
        catch (OpenShiftException e)
        {
            Log.LogError(null, e.Code, null, HelpPages.LinkTo(e.Code), BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "{0}", PrintableText.Line(e.Message));
        }

        return !Log.HasLoggedErrors;
    }

    private static string FullPath(ITaskItem item) => item.GetMetadata("FullPath");
}
