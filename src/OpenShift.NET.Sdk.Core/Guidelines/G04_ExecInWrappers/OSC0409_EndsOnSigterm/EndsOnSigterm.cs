using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0409_EndsOnSigterm;

/// <summary>OSC0409.</summary>
[Rule(
    "OSC0409",
    "The application is process 1, and SIGTERM ends it within the grace period",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "End the work at hand when IHostApplicationLifetime.ApplicationStopping is signalled; where it takes longer, set <OpenShiftTerminationGracePeriod>.",
    ImageFix = "End the work at hand when IHostApplicationLifetime.ApplicationStopping is signalled; where it takes longer, set terminationGracePeriodSeconds.")]
public sealed class EndsOnSigterm : RunRule
{
    private const int SigtermCode = 128 + 15;
    private const string Exec = "Put exec before the command that starts the application, or start it without a shell.";

    /// <summary>What is said of a shell that stands before the application.</summary>
    internal const string ShellIsFirst = "process 1 is the shell";

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        ContainerRun declared = run.Declared;
        if (declared.TerminatedAfter is not { } asked)
        {
            return [ProvedRun.Ended(declared)
                ? Finding.NotApplicable(ProvedRun.Container(), "came to its end before it was stopped")
                : Finding.CouldNotTell(ProvedRun.Container(), "was not stopped by SIGTERM")];
        }

        if (declared.Exit is not { } exit)
        {
            return [Finding.CouldNotTell(ProvedRun.Container(), "was sent SIGTERM, and its end was not seen")];
        }

        var seen = SeenProcesses.Of(declared);
        string? shell = declared.KnowsProcesses && seen.First is { } first && SeenProcesses.IsShell(first) && !ReferenceEquals(first, seen.Application)
            ? $"{ShellIsFirst} '{SeenProcesses.Name(first)}'"
            : null;
        Location where = ProvedRun.Container("sigterm");
        if (exit.Killed)
        {
            return [shell is null
                ? Finding.Violation(where, $"did not end within {RunText.Time(declared.GracePeriod)} after SIGTERM and was killed: requests and work in progress are lost at every rollout")
                : Finding.Violation(where, $"did not end within {RunText.Time(declared.GracePeriod)} after SIGTERM and was killed: {shell}, which does not pass the signal on to '{SeenProcesses.Name(seen.Application!)}'") with { Fix = Exec }];
        }

        var findings = new List<Finding>();
        if (shell is not null)
        {
            findings.Add(Finding.Violation(where, $"ends on SIGTERM, but {shell}, and not '{SeenProcesses.Name(seen.Application!)}'") with { AtMost = Severity.Warning, Fix = Exec });
        }

        if (exit.Code is not (0 or SigtermCode))
        {
            findings.Add(Finding.Violation(ProvedRun.Container("exit"), FormattableString.Invariant($"ended {RunText.Time(exit.After - asked)} after SIGTERM with code {exit.Code}{RunText.Meaning(declared)}, which OpenShift takes for a failure{Said(declared, asked)}")) with
            {
                AtMost = Severity.Warning,
                Fix = "Let the host stop without an exception, and return 0.",
            });
        }

        if (findings.Count == 0 && !declared.KnowsProcesses)
        {
            findings.Add(Finding.CouldNotTell(where, $"ended on SIGTERM, and {RunText.Engine(run.Facts)} does not tell what process 1 is"));
        }

        return findings;
    }

    private static string Said(ContainerRun run, double asked) =>
        RunText.LastLines(run with { Log = [.. run.Log.Where(l => l.At >= asked)] }, besidesMeaning: true) is { Length: > 0 } lines ? "; it wrote " + lines : "";
}
