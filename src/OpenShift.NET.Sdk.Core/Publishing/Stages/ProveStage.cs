using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Conduct;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The stage Prove: the checked image runs on this machine as its manifests have it, and the rules judge what it did. Repeats nothing whose input has not changed.</summary>
/// <param name="environment">Environment variables and home folder.</param>
/// <param name="check">Holds the rules against what happened.</param>
/// <param name="progress">Hears what is being done; <see langword="null"/> for nobody.</param>
public sealed class ProveStage(IEnvironment environment, CheckStage check, IProgress<string>? progress = null)
{
    /// <summary>The ways to run an image; <see langword="null"/> for those there are.</summary>
    internal ImmutableArray<IRunEngine>? Engines { get; init; }

    /// <summary>What Check has read, to be read no second time; <see langword="null"/> when it has read nothing.</summary>
    internal CheckSubject? Opened { get; init; }

    /// <summary>Proves; <see langword="null"/> when the project asks for no proof.</summary>
    /// <exception cref="OpenShiftException">OSC0020: the stage folder is incomplete; OSC0092: there is no way to run the image, and the project asks for one; OSC0097: a service does not become ready; OSC004n, OSC008n: the image of one cannot be had.</exception>
    public async Task<ProveResult?> RunAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(folder);
        if (!facts.Prove.IsWanted())
        {
            return null;
        }

        AssemblyStamp image = AssemblyStamp.TryRead(folder) is { } s && s.IsWhole(folder) ? s : throw DeliverableImage.Incomplete(folder);
        string manifests = ManifestStamp.TryRead(folder.ManifestStamp)?.Fingerprint ?? "";
        var proved = new ProofSubject(facts, image, manifests, environment);
        ProofStamp? kept = ProofStamp.TryRead(folder, proved);
        if (kept is { WasRun: true } && kept.IsWhole(folder))
        {
            return new ProveResult(kept.Line, WasRun: true, Reused: true, [], null);
        }

        CheckSubject subject = Opened ?? await CheckSubject.OpenAsync(facts, folder, environment, check.Code, cancellationToken).ConfigureAwait(false);
        RunPlan plan = RunPlanner.Plan(subject.ToPublication(), facts.Prove, environment.Variable);
        Proof proof = await RunAsync(facts, subject, plan, cancellationToken).ConfigureAwait(false);
        try
        {
            return await JudgeAsync(facts, folder, subject, plan, proved, kept, proof.Facts, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await proof.Gone.ConfigureAwait(false);
        }
    }

    private async Task<ProveResult> JudgeAsync(ProjectFacts facts, StageFolder folder, CheckSubject subject, RunPlan plan, ProofSubject proved, ProofStamp? kept, RunFacts run, CancellationToken cancellationToken)
    {
        ProofStamp stamp = await ProofStamp.WriteAsync(folder, run with { Fingerprint = proved.FingerprintWith(plan.AskedOfEnvironment) }, plan.AskedOfEnvironment, cancellationToken).ConfigureAwait(false);

        // The same reason as the last time: the report has it already.
        if (kept is not null && kept.Run == stamp.Run)
        {
            return new ProveResult(stamp.Line, stamp.WasRun, Reused: false, [], null);
        }

        CheckMessage[] said = CheckResult.TryRead(folder.Messages)?.Messages.ToArray() ?? [];
        CheckResult result = await check.RunAsync(facts, folder, subject, cancellationToken).ConfigureAwait(false);
        return new ProveResult(stamp.Line, stamp.WasRun, Reused: false, [.. New(result.Messages, said)], result.Summary);
    }

    // Two alike, of which one was said, leave one to be said.
    private static IEnumerable<CheckMessage> New(ImmutableArray<CheckMessage> messages, CheckMessage[] said)
    {
        List<CheckMessage> left = [.. said];
        return messages.Where(m => !left.Remove(m));
    }

    /// <summary>Runs the image with the first engine that works, the services of the project beside it, and tells what happened. Writes nothing into the stage folder.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="subject">What is run.</param>
    /// <param name="plan">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">As above.</exception>
    internal async Task<Proof> RunAsync(ProjectFacts facts, CheckSubject subject, RunPlan plan, CancellationToken cancellationToken)
    {
        RunFacts notRun = new()
        {
            MissingSettings = plan.MissingSettings,
            Workload = plan.Workload,
            MostPods = plan.MostPods,
            DeclaredPorts = plan.DeclaredPorts,
            WritablePaths = plan.WritablePaths,
        };

        // Another platform is no fault of this machine's, whatever the project demands.
        Platform platform = subject.Image.Config.Platform;
        if (MachinePlatform.WhyNot(platform) is { } foreign)
        {
            return NotRun(notRun, foreign);
        }

        ProofEngine wanted = Enum.TryParse(facts.Prove.Engine, out ProofEngine named) ? named : ProofEngine.None;
        ImmutableArray<IRunEngine> engines = Engines ?? RunEngines.All(new RunEngineOptions(facts.Image.CacheDirectory, environment));
        ChosenEngine chosen = await ChosenEngine.ChooseAsync(
            engines,
            wanted,
            cancellationToken,
            kind => kind switch
            {
                ProofEngine.Sandbox => SandboxEngine.WhyNot(plan.Container.Ports, facts.Prove.Services),
                ProofEngine.InPlace => InPlaceEngine.WhyNot(facts.Prove.Services),
                _ => null,
            }).ConfigureAwait(false);
        if (chosen is not { Engine: { } engine, Trial: { } trial })
        {
            string reason = ProofReason.Of(wanted, chosen.Problems);
            return facts.Prove.When == ProveWhen.Always
                ? throw new OpenShiftException(ToolCodes.ProofNotPossible, $"OpenShiftProve is Always, and the image cannot be run here: {reason}", ProofReason.Remedy, facts.PlaceOf("OpenShiftProve"))
                : NotRun(notRun, reason);
        }

        await LeftLayers.CompleteAsync(subject.Deliverable, environment, progress, cancellationToken).ConfigureAwait(false);
        using ServiceImages services = await ServiceImages.OpenAsync(facts, environment, progress, cancellationToken).ConfigureAwait(false);
        try
        {
            return await new Prover(engine, trial, TimeSpan.FromSeconds(facts.Prove.TimeoutSeconds), progress)
                .ProveAsync(subject.Image, subject.Deliverable.Record.BaseLayerCount, plan, services.Companions, cancellationToken).ConfigureAwait(false);
        }
        catch (OpenShiftException e) when (facts.Prove.When != ProveWhen.Always && e.Code == ToolCodes.RunEngineFailed)
        {
            // The engine worked when it was tried, and refused then: no fault of the image's.
            return NotRun(notRun, $"{trial.Name}: {plan.Secrets.Hide(e.Seen)}");
        }
    }

    private static Proof NotRun(RunFacts facts, string reason) => new(facts with { NotRun = reason }, Task.CompletedTask);
}
