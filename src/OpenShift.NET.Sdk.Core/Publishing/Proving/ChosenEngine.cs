using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>The engine a proof is made with.</summary>
/// <param name="Engine">The engine; <see langword="null"/> when none works.</param>
/// <param name="Trial">What it said of itself.</param>
/// <param name="Problems">Why the others, tried before it, do not work: <c>sandbox: …</c>.</param>
internal sealed record ChosenEngine(IRunEngine? Engine, EngineTrial? Trial, ImmutableArray<string> Problems)
{
    /// <summary>
    /// Chooses the first engine that works. The best is tried alone, for it mostly works and its trial costs least; when it does not, the others are tried at once.
    /// </summary>
    /// <param name="engines">All there are, the best first.</param>
    /// <param name="wanted">The only one that is wanted; <see cref="ProofEngine.None"/> for the first that works.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="whyNot">Why an engine that works may not do for what is to be run, one sentence without a full stop; <see langword="null"/> when each does.</param>
    public static async Task<ChosenEngine> ChooseAsync(ImmutableArray<IRunEngine> engines, ProofEngine wanted, CancellationToken cancellationToken, Func<ProofEngine, string?>? whyNot = null)
    {
        ImmutableArray<string>.Builder problems = ImmutableArray.CreateBuilder<string>();
        IRunEngine[] candidates = [.. engines.Where(e => wanted == ProofEngine.None || e.Kind == wanted)];
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<EngineTrial>[] others = [];
        try
        {
            for (int i = 0; i < candidates.Length; i++)
            {
                if (i == 1)
                {
                    others = [.. candidates.Skip(1).Select(e => TryAsync(e, wanted, whyNot, enough.Token))];
                }

                EngineTrial trial = await (i == 0 ? TryAsync(candidates[0], wanted, whyNot, cancellationToken) : others[i - 1]).ConfigureAwait(false);
                if (trial.Works)
                {
                    return new ChosenEngine(candidates[i], trial, problems.ToImmutable());
                }

                problems.Add($"{NameOf(candidates[i].Kind)}: {trial.Problem}");
            }

            return new ChosenEngine(null, null, problems.ToImmutable());
        }
        finally
        {
            // A trial that is no longer needed still removes what it made.
            await enough.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(others.Select(static t => t.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default))).ConfigureAwait(false);
        }
    }

    /// <summary>An engine as <c>OpenShiftProveEngine</c> names it, in a sentence.</summary>
    public static string NameOf(ProofEngine engine) => engine == ProofEngine.InPlace ? "in place" : engine.ToString().ToLowerInvariant();

    private static Task<EngineTrial> TryAsync(IRunEngine engine, ProofEngine wanted, Func<ProofEngine, string?>? whyNot, CancellationToken cancellationToken) =>
        whyNot?.Invoke(engine.Kind) is { } problem ? Task.FromResult(new EngineTrial(NameOf(engine.Kind), problem, []))
        : wanted == ProofEngine.None && engine is InPlaceEngine { IsConstrained: false }
            ? Task.FromResult(new EngineTrial("in place", "it is taken unasked only where a pod's security context constrains this build; elsewhere OpenShiftProveEngine=InPlace asks for it", []))
            : engine.TryAsync(cancellationToken);
}
