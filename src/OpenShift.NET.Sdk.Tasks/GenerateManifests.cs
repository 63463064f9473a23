using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Generates the manifests of the assembled image beside it.</summary>
public sealed class GenerateManifests : StageTask
{
    /// <summary>Full path of the facts file.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <inheritdoc/>
    protected override async System.Threading.Tasks.Task ExecuteAsync(CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(Facts);
        StageFolder folder = StageFolder.OfFacts(Facts);
        ManifestResult result = await new ManifestStage().RunAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        foreach (string note in result.Notes)
        {
            LogInfo(ToolCodes.ManifestAdvice, note, facts.PlaceOf("OpenShiftProbe", "OpenShiftManifests"));
        }

        if (!result.Files.IsEmpty)
        {
            Log.LogMessage(MessageImportance.Low, "OpenShift: {0} {1} manifest files in {2}", result.Reused ? "kept" : "generated", result.Files.Length, folder.Manifests);
        }
    }
}
