using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G22_ImageTesting.OSC2203_PeersAreThere;

/// <summary>OSC2203.</summary>
[Rule(
    "OSC2203",
    "The services that the application asks for are there when the image is run",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Run them beside the application in the proof, with OpenShiftProveService items.",
    ImageFix = "Give the settings that name them addresses that can be reached (--env NAME=VALUE).")]
public sealed class PeersAreThere : RunRule
{
    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        foreach (UnreachablePeer peer in run.Ordinary.SelectMany(static r => r.Unreachable).DistinctBy(static p => (p.Host, p.Port)))
        {
            yield return Finding.Violation(ProvedRun.Container("peer:" + ProvePeer.Name(peer)), $"asked {ProvePeer.Name(peer)} in vain, so that nothing is proved of what it does with it") with
            {
                Fix = ProvePeer.Fix([peer]),
                ImageFix = ProvePeer.ImageFix([peer]),
            };
        }
    }
}
