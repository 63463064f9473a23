using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G10_NoSshd.OSC1031_NoSshServerRuns;

/// <summary>OSC1031.</summary>
[Rule(
    "OSC1031",
    "When the image runs, no SSH server runs",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Remove it: 'oc rsh' and 'oc exec' open a shell in a container without a server in it.")]
public sealed class NoSshServerRuns : RunRule
{
    /// <inheritdoc/>
    private protected override bool NeedsUp => false;

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        string[] servers = [.. run.Ordinary.SelectMany(static r => r.Processes).Where(SeenProcesses.IsSshServer).Select(SeenProcesses.Name).Distinct(StringComparer.Ordinal)];
        if (servers.Length > 0)
        {
            yield return Finding.Violation(ProvedRun.Container("process:sshd"), $"runs the SSH server {RunText.List(servers)}");
        }
        else if (run.Declared.Sockets.Any(static s => s.Port == 22))
        {
            yield return Finding.Violation(ProvedRun.Container("process:sshd"), "listens on port 22, as an SSH server does");
        }
        else if (!run.Declared.KnowsProcesses)
        {
            yield return Finding.CouldNotTell(ProvedRun.Container(), $"was run by {RunText.Engine(run.Facts)}, which does not tell its processes");
        }
    }
}
