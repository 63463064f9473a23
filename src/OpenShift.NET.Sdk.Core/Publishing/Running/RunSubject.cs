using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>An image that is to run, and how.</summary>
/// <param name="Image">The image.</param>
/// <param name="BaseLayers">How many of its lowest layers are its base's.</param>
/// <param name="Plan">How it is run.</param>
internal sealed record RunSubject(Image Image, int BaseLayers, RunPlan Plan)
{
    /// <summary>Reads what the stages of a publish have left, all layers of the image included.</summary>
    /// <param name="facts">The project.</param>
    /// <param name="folder">The stage folder.</param>
    /// <param name="opened">What Check has read of it; <see langword="null"/> when it is read here, without the code.</param>
    /// <param name="environment">Where settings without a value are looked for.</param>
    /// <param name="progress">Hears what is fetched.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">OSC0020, OSC004n: the stage folder is incomplete or damaged; OSC005n: a manifest; OSC008n: the registry that layers were left in; OSC0065: settings have no value.</exception>
    public static async Task<RunSubject> OpenAsync(ProjectFacts facts, StageFolder folder, CheckSubject? opened, IEnvironment environment, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        DeliverableImage deliverable = opened?.Deliverable ?? await DeliverableImage.OpenAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        Publication publication = opened?.ToPublication() ?? new Publication
        {
            Project = facts,
            Manifest = deliverable.Image.Manifest,
            Config = deliverable.Image.Config,
            Base = deliverable.Record.Base,
            Digest = deliverable.Image.Digest,
            Manifests = await ManifestStage.ReadAsync(folder, cancellationToken).ConfigureAwait(false),
            Files = FileTree.Build([], 0),
        };
        RunPlan plan = RunPlanner.Plan(publication, facts.Prove, environment.Variable);
        RequireSettings(plan, "Give each a value with an OpenShiftProveSetting item (<OpenShiftProveSetting Include=\"NAME\" Value=\"…\" />), or an environment variable of that name.");
        await LeftLayers.CompleteAsync(deliverable, environment, progress, cancellationToken).ConfigureAwait(false);
        return new RunSubject(deliverable.Image, deliverable.Record.BaseLayerCount, plan);
    }

    /// <summary>A pod whose Secret or ConfigMap lacks a key is not started either.</summary>
    /// <exception cref="OpenShiftException">OSC0065: settings have no value.</exception>
    public static void RequireSettings(RunPlan plan, string remedy)
    {
        ImmutableArray<string> missing = plan.MissingSettings;
        if (!missing.IsEmpty)
        {
            throw new OpenShiftException(ToolCodes.RunFailed, $"What the application requires has no value for this run: {string.Join(", ", missing)}", remedy);
        }
    }
}
