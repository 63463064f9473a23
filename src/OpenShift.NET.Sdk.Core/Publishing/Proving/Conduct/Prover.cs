using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Conduct;

/// <summary>Conducts the runs of a proof: one to learn what would be written, one as declared where something was, one without each required setting, two instances side by side.</summary>
/// <param name="engine">Runs them.</param>
/// <param name="trial">What the engine said of itself.</param>
/// <param name="patience">How long the application may take until it is ready.</param>
/// <param name="progress">Hears what is being done; <see langword="null"/> for nobody.</param>
internal sealed class Prover(IRunEngine engine, EngineTrial trial, TimeSpan patience, IProgress<string>? progress = null)
{
    private const int MostSettings = 10;
    private const int SettingsAtOnce = 2;
    private static readonly TimeSpan SettingMargin = TimeSpan.FromSeconds(2);

    // In place all runs have the machine's ports in common: where one listens, no other can.
    private bool RunsOneAtATime => engine.Kind == ProofEngine.InPlace;

    /// <summary>Proves an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="baseLayers">How many of its lowest layers are the base's.</param>
    /// <param name="plan">How it is run.</param>
    /// <param name="companions">The services beside it.</param>
    /// <param name="cancellationToken">Ends everything that was started.</param>
    /// <returns>What happened; services, containers and folders are going then.</returns>
    /// <exception cref="Diagnostics.OpenShiftException">The engine refuses; OSC0097: a service does not become ready.</exception>
    public async Task<Proof> ProveAsync(Image image, int baseLayers, RunPlan plan, ImmutableArray<Companion> companions, CancellationToken cancellationToken)
    {
        progress?.Report($"Running the image ({trial.Name})");
        IProofScene scene = await engine.BeginAsync(cancellationToken).ConfigureAwait(false);
        Companions? beside = null;
        try
        {
            Task<IPreparedImage> preparing = scene.PrepareAsync(image, baseLayers, cancellationToken);
            try
            {
                beside = await Companions.StartAsync(scene, companions, plan.Secrets, patience, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                // The scene must not go while it is still being prepared in.
                await ((Task)preparing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            IPreparedImage prepared = await preparing.ConfigureAwait(false);
            RunFacts facts = await RunsAsync(scene, prepared, plan with { Container = plan.Container with { Links = beside.Links } }, cancellationToken).ConfigureAwait(false);
            return new Proof(facts, Task.Run(() => EndAsync(beside, scene), CancellationToken.None));
        }
        catch
        {
            await EndAsync(beside, scene).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task EndAsync(Companions? beside, IProofScene scene)
    {
        await using (scene.ConfigureAwait(false))
        {
            if (beside is not null)
            {
                await beside.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<RunFacts> RunsAsync(IProofScene scene, IPreparedImage image, RunPlan plan, CancellationToken cancellationToken)
    {
        var runs = ImmutableArray.CreateBuilder<ContainerRun>();
        ContainerRun learned = await WholeAsync(plan.Container with { ReadOnlyRoot = false }, RunPurpose.Writable).ConfigureAwait(false);
        runs.Add(learned);
        bool works = learned.ReadyAfter is not null || learned.Exit is { Code: 0 } && learned.TerminatedAfter is null;
        if (plan.Container.ReadOnlyRoot && works && (!learned.KnowsWritten || learned.Written.Any(static w => !w.IsDeclared)))
        {
            progress?.Report("Running it as declared");
            runs.Add(await WholeAsync(plan.Container, RunPurpose.AsDeclared).ConfigureAwait(false));
        }

        if (works)
        {
            runs.AddRange(await WithoutSettingsAsync(scene, image, plan, learned, cancellationToken).ConfigureAwait(false));
        }

        bool? accepts = null;
        ImmutableArray<string> unproved = trial.Unproved;
        bool needsTwo = learned.ReadyAfter is not null && plan is { MostPods: > 1, ProtectsData: true };
        if (needsTwo && RunsOneAtATime)
        {
            unproved = unproved.Add("no second instance ran beside the first: both would listen on the same ports of the build's machine");
        }
        else if (needsTwo)
        {
            progress?.Report("Running two instances side by side");
            (accepts, ContainerRun second) = await TwoAsync(scene, image, plan, cancellationToken).ConfigureAwait(false);
            runs.Add(second);
        }

        return new RunFacts
        {
            Engine = engine.Kind,
            EngineName = trial.Name,
            Unproved = unproved,
            MissingSettings = plan.MissingSettings,
            Workload = plan.Workload,
            MostPods = plan.MostPods,
            DeclaredPorts = plan.DeclaredPorts,
            WritablePaths = plan.WritablePaths,
            Runs = runs.ToImmutable(),
            AcceptsTokensOfTheOther = accepts,
        };

        async Task<ContainerRun> WholeAsync(ContainerSpecification specification, RunPurpose purpose) =>
            (await ContainerConduct.RunAsync(plan, scene, image, specification, RunKind.Whole, patience, cancellationToken).ConfigureAwait(false)) with { Purpose = purpose };
    }

    private async Task<ContainerRun[]> WithoutSettingsAsync(IProofScene scene, IPreparedImage image, RunPlan plan, ContainerRun good, CancellationToken cancellationToken)
    {
        string[] names = [.. plan.RequiredSettings.Take(MostSettings)];
        if (names.Length == 0)
        {
            return [];
        }

        progress?.Report($"Running it without {string.Join(", ", names)}");
        TimeSpan usual = TimeSpan.FromMilliseconds(good.ReadyAfter ?? good.Exit?.After ?? 0) + SettingMargin;
        var runs = new ContainerRun[names.Length];
        await Parallel.ForAsync(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = RunsOneAtATime ? 1 : SettingsAtOnce, CancellationToken = cancellationToken }, async (i, token) =>
        {
            ContainerSpecification without = plan.Container with
            {
                Name = FormattableString.Invariant($"{plan.Container.Name}-without-{i + 1}"),
                Environment = plan.Container.Environment.Remove(names[i]),
                ReadOnlyRoot = false,

                // What the good run has left in a claim must not stand in for a setting, and two at once would get into each other's way.
                Volumes = [.. plan.Container.Volumes.Select(static v => v with { SharedAs = null })],
            };
            runs[i] = (await ContainerConduct.RunAsync(plan, scene, image, without, RunKind.UntilReady, usual, token).ConfigureAwait(false)) with { Purpose = RunPurpose.WithoutSetting, Setting = names[i] };
        }).ConfigureAwait(false);
        return runs;
    }

    private async Task<(bool? Accepts, ContainerRun Second)> TwoAsync(IProofScene scene, IPreparedImage image, RunPlan plan, CancellationToken cancellationToken)
    {
        ContainerConduct one = await ContainerConduct.StartAsync(plan, scene, image, plan.Container with { Name = plan.Container.Name + "-1", ReadOnlyRoot = false }, cancellationToken).ConfigureAwait(false);
        await using (one.ConfigureAwait(false))
        {
            // One after the other, as a rollout makes them: the second finds what the first has left in a claim.
            await one.WaitUntilReadyAsync(patience, cancellationToken).ConfigureAwait(false);
            ContainerConduct two = await ContainerConduct.StartAsync(plan, scene, image, plan.Container with { Name = plan.Container.Name + "-2", ReadOnlyRoot = false }, cancellationToken).ConfigureAwait(false);
            await using (two.ConfigureAwait(false))
            {
                await two.WaitUntilReadyAsync(patience, cancellationToken).ConfigureAwait(false);
                bool? accepts = one.IsReady && two.IsReady ? await TokenExchange.TryAsync(plan, one, two, cancellationToken).ConfigureAwait(false) : null;
                await one.KillAsync(cancellationToken).ConfigureAwait(false);
                await two.KillAsync(cancellationToken).ConfigureAwait(false);
                return (accepts, (await two.TellAsync(cancellationToken).ConfigureAwait(false)) with { Purpose = RunPurpose.SecondInstance });
            }
        }
    }
}
