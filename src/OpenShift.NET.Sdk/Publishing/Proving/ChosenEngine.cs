using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>The engine a proof is made with.</summary>
/// <param name="Engine">The engine; <see langword="null"/> when none works.</param>
/// <param name="Trial">What it said of itself.</param>
/// <param name="Problems">Why the others, tried before it, do not work: <c>sandbox: …</c>.</param>
internal sealed record ChosenEngine(IRunEngine? Engine, EngineTrial? Trial, ImmutableArray<string> Problems)
{
    /// <summary>Tries engines one after the other until one works.</summary>
    /// <param name="engines">All there are, the best first.</param>
    /// <param name="wanted">The only one that is wanted; <see cref="ProofEngine.None"/> for the first that works.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ChosenEngine> ChooseAsync(ImmutableArray<IRunEngine> engines, ProofEngine wanted, CancellationToken cancellationToken)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (IRunEngine engine in engines.Where(e => wanted == ProofEngine.None || e.Kind == wanted))
        {
            EngineTrial trial = await engine.TryAsync(cancellationToken).ConfigureAwait(false);
            if (trial.Works)
            {
                return new ChosenEngine(engine, trial, problems.ToImmutable());
            }

            problems.Add($"{NameOf(engine.Kind)}: {trial.Problem}");
        }

        return new ChosenEngine(null, null, problems.ToImmutable());
    }

    /// <summary>An engine as <c>OpenShiftProveEngine</c> names it, in a sentence.</summary>
    public static string NameOf(ProofEngine engine) => engine == ProofEngine.InPlace ? "in place" : engine.ToString().ToLowerInvariant();
}
