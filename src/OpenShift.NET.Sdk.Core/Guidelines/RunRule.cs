using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>
/// A rule whose subject is what happened when the image ran. Without a run nothing is judged; what can only be said of an application that came up is not said of one
/// that did not: OSC2202 tells of that, once.
/// </summary>
public abstract class RunRule : Rule
{
    /// <summary>Whether the rule speaks of applications that came up only.</summary>
    private protected virtual bool NeedsUp => true;

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Run is not { } facts)
        {
            return [Finding.NotJudged(Location.OfImage(publication), "was not run: nobody asked for a proof")];
        }

        if (facts.NotRun is not null || facts.AsDeclared is not { } declared)
        {
            return [Finding.NotJudged(Location.OfImage(publication), "was not run: " + (facts.NotRun ?? "no run was made"))];
        }

        var run = new ProvedRun(publication, facts, declared);
        return run.IsUp || !NeedsUp ? Check(publication, run) : [run.DidNotComeUp];
    }

    /// <summary>Judges the run.</summary>
    private protected abstract IEnumerable<Finding> Check(Publication publication, ProvedRun run);
}
