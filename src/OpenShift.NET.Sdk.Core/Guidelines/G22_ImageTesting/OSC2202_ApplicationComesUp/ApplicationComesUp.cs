using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G22_ImageTesting.OSC2202_ApplicationComesUp;

/// <summary>OSC2202.</summary>
[Rule(
    "OSC2202",
    "When the image runs, the application becomes ready and goes on until it is stopped",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Mend what its log says, or give the proof what the application needs (OpenShiftProveSetting, OpenShiftProveService).",
    ImageFix = "Mend what its log says, or give the proof what the application needs (--env NAME=VALUE).")]
public sealed class ApplicationComesUp : RunRule
{
    private const int MostPeers = 3;

    /// <inheritdoc/>
    private protected override bool NeedsUp => false;

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        if (run.IsUp)
        {
            return [];
        }

        // Never a failure that may come from what the proof was not given.
        if (run.WithoutSettings is { } open)
        {
            return [open];
        }

        ImmutableArray<UnreachablePeer> peers = [.. run.Declared.Unreachable.DistinctBy(static p => (p.Host, p.Port)).Take(MostPeers)];
        DeniedPath? denied = DeniedAccess.Of(run.Declared).FirstOrDefault();
        string cause = peers.Length > 0 ? $", probably because it asked {RunText.List([.. peers.Select(ProvePeer.Name)])} in vain"
            : denied is not null ? $", probably because {denied.Path} was refused to it ({denied.Reason})"
            : "";
        string lines = RunText.LastLines(run.Declared, besidesMeaning: true);
        string log = lines.Length > 0 ? "; the log says " + lines : run.Declared.Log.IsEmpty ? "; it wrote nothing to its log" : "";
        string seen = $"{run.Fate}{cause}{log}";

        // Whom nobody runs in the proof, the cluster has; the container itself it has not.
        Finding finding = peers.Length > 0 && !peers.Any(ProvePeer.IsItself) ? Finding.CouldNotTell(ProvedRun.Container(), seen) : Finding.Violation(ProvedRun.Container(), seen);
        return [peers.Length == 0 ? finding : finding with { Fix = ProvePeer.Fix(peers), ImageFix = ProvePeer.ImageFix(peers) }];
    }
}
