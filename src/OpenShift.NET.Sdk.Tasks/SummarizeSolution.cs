using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Tells at the end of a solution's publish what became of its images.</summary>
public sealed class SummarizeSolution : Microsoft.Build.Utilities.Task
{
    /// <summary>File name of the solution.</summary>
    [Required]
    public string Solution { get; set; } = "";

    /// <summary>Full path of its folder.</summary>
    [Required]
    public string SolutionFolder { get; set; } = "";

    /// <summary>What the projects were delivered with (<see cref="DeliverImage.Outcome"/>), with the facts files in the metadata <c>Facts</c>, and <c>SolutionImages</c>, the file that gets the list of images; empty for none.</summary>
    public ITaskItem[] Deliveries { get; set; } = [];

    /// <summary>When the publish began, in ticks of UTC.</summary>
    [Required]
    public string Began { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        ImmutableArray<SolutionDelivery> deliveries = [.. Deliveries.Select(Read)];
        if (deliveries.IsEmpty)
        {
            return true;
        }

        TimeSpan elapsed = DateTime.UtcNow - new DateTime(long.Parse(Began, CultureInfo.InvariantCulture), DateTimeKind.Utc);

        // "PROJECT -> WHAT" is all that MSBuild's terminal logger shows of a project that succeeds.
        Say($"{Path.GetFileNameWithoutExtension(BuildEngine.ProjectFileOfTaskNode)} -> {SolutionSummary.Of(Solution, deliveries, elapsed)}");
        foreach (SolutionDelivery delivery in deliveries)
        {
            Say("  " + SolutionSummary.Of(delivery));
        }

        return Deliveries.Select(static d => d.GetMetadata("SolutionImages")).FirstOrDefault(static f => f.Length > 0) is not { } file || TryWrite(Path.GetFullPath(Path.Combine(SolutionFolder, file)), deliveries);
    }

    private bool TryWrite(string file, ImmutableArray<SolutionDelivery> deliveries)
    {
        try
        {
            SolutionImages.WriteAsync(file, SolutionFolder, deliveries, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OpenShiftException or IOException or UnauthorizedAccessException)
        {
            string code = e is OpenShiftException known ? known.Code : ToolCodes.InvalidFacts;
            Log.LogError(null, code, null, HelpPages.LinkTo(code), BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "{0}", PrintableText.Line($"{e.Message} The images were delivered; OpenShiftSolutionImages was to list them."));
        }

        return !Log.HasLoggedErrors;
    }

    private void Say(string line) => Log.LogMessage(MessageImportance.High, "{0}", PrintableText.Line(line));

    private static SolutionDelivery Read(ITaskItem item) => new(
        item.GetMetadata("Image"),
        item.GetMetadata("Digest"),
        long.Parse(item.GetMetadata("BytesSent"), CultureInfo.InvariantCulture),
        TimeSpan.FromMilliseconds(long.Parse(item.GetMetadata("Milliseconds"), CultureInfo.InvariantCulture)),
        [.. item.GetMetadata("Facts").Split(';', StringSplitOptions.RemoveEmptyEntries)]);
}
