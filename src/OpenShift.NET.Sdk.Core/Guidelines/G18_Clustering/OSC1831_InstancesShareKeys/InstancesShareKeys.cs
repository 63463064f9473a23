using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1831_InstancesShareKeys;

/// <summary>OSC1831.</summary>
[Rule(
    "OSC1831",
    "A second instance accepts the tokens of the first",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Keep the keys where all pods reach them: PersistKeysToStackExchangeRedis or PersistKeysToDbContext, or a folder on a claim, <OpenShiftWritablePath Include=\"/keys\" Volume=\"Claim\" AccessMode=\"ReadWriteMany\" />, with PersistKeysToFileSystem.",
    ImageFix = "Keep the keys where all pods reach them: PersistKeysToStackExchangeRedis, PersistKeysToDbContext, or PersistKeysToFileSystem on a volume that the pods share.")]
public sealed class InstancesShareKeys : RunRule
{
    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        if (run.Facts.AcceptsTokensOfTheOther is not { } accepts)
        {
            yield return run.Facts.MostPods > 1
                ? Finding.NotJudged(ProvedRun.Container(), "was not run twice, or protects no data")
                : Finding.NotApplicable(ProvedRun.Container(), "has one pod");
        }
        else if (!accepts)
        {
            yield return Finding.Violation(
                ProvedRun.Container("tokens"),
                string.Create(CultureInfo.InvariantCulture, $"does not accept what another instance beside it has protected, and there are up to {run.Facts.MostPods} pods: a user who meets another pod is signed out, and forms are refused"));
        }
    }
}
