using System.Collections.Immutable;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Writes the manifests of a solution's services together.</summary>
public sealed class WriteSolutionManifests : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Name of the solution.</summary>
    [Required]
    public string Solution { get; set; } = "";

    /// <summary>Full path of its file.</summary>
    [Required]
    public string SolutionFile { get; set; } = "";

    /// <summary>Full path of its folder.</summary>
    [Required]
    public string SolutionFolder { get; set; } = "";

    /// <summary>The delivered projects: metadata <c>Facts</c>, <c>Manifests</c>, <c>Stage</c>, the folder of the index over several images, and <c>SolutionManifests</c>, the folder to write; empty for <c>bin/manifests/</c> beside the solution.</summary>
    public ITaskItem[] Deliveries { get; set; } = [];

    /// <summary>Full paths of all projects of the solution.</summary>
    public ITaskItem[] Projects { get; set; } = [];

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            string folder = Deliveries.Select(static d => d.GetMetadata("SolutionManifests")).FirstOrDefault(static d => d.Length > 0) ?? Path.Combine("bin", "manifests", Solution);
            folder = Path.GetFullPath(Path.Combine(SolutionFolder, folder));
            ImmutableArray<SolutionService> services = [.. Deliveries.Select(ServiceOf).OfType<SolutionService>()];
            SolutionFit fit = SolutionFit.OfAsync(services, [.. Projects.Select(static p => p.ItemSpec)], _cancellation.Token).GetAwaiter().GetResult();
            foreach (CheckMessage message in fit.Messages)
            {
                Log.LogMessage(null, message.Code, null, PrintableText.Line(message.Place!.File), 0, 0, 0, 0, MessageImportance.High, "{0}", PrintableText.Line(message.Text));
            }

            if (SolutionManifests.WriteAsync(new SolutionSource(Solution, SolutionFile) { Framework = Framework }, folder, fit.Services, _cancellation.Token).GetAwaiter().GetResult())
            {
                Log.LogMessage(MessageImportance.High, "{0}", PrintableText.Line($"OpenShift: manifests of {Solution} in {folder}{Path.DirectorySeparatorChar}"));
            }
        }
        catch (Exception e) when (e is OpenShiftException or IOException or UnauthorizedAccessException)
        {
            string code = e is OpenShiftException known ? known.Code : ToolCodes.InvalidFacts;
            Log.LogError(null, code, null, HelpPages.LinkTo(code), BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "{0}", PrintableText.Line(e.Message));
        }
        catch (OperationCanceledException)
        {
            Log.LogError(null, ToolCodes.Cancelled, null, HelpPages.LinkTo(ToolCodes.Cancelled), BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "The publish was cancelled while the manifests of the solution were written; its images were delivered.");
        }

        return !Log.HasLoggedErrors;
    }

    // Given on the command line, it holds for all projects; a project that chooses one by itself needs no word.
    private string? Framework => BuildEngine is IBuildEngine6 engine && engine.GetGlobalProperties().TryGetValue("TargetFramework", out string? framework) && framework.Length > 0 ? framework : null;

    private static SolutionService? ServiceOf(ITaskItem delivery) =>
        delivery.GetMetadata("Facts").Split(';', StringSplitOptions.RemoveEmptyEntries) is [{ } first, ..]
            ? new SolutionService(FactsJson.Read(File.ReadAllBytes(first), first).Manifests.Name, delivery.GetMetadata("Manifests"))
            {
                Facts = [.. delivery.GetMetadata("Facts").Split(';', StringSplitOptions.RemoveEmptyEntries)],
                Stage = Path.TrimEndingDirectorySeparator(delivery.GetMetadata("Stage")),
                Delivered = Digest.Parse(delivery.GetMetadata("Digest")),
            }
            : null;
}
