using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes.OSC2031_ProbesAreAnswered;

/// <summary>OSC2031.</summary>
[Rule(
    "OSC2031",
    "When the image runs, it answers its probes in time, and nothing once it has ended",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Ask the port, scheme and path where the application answers.")]
public sealed class ProbesAreAnswered : RunRule
{
    private const string Readiness = "readinessProbe";

    private static readonly string[] s_ofTheProbe = ["no TLS is spoken", "no HTTP", "HTTP ", "UNIMPLEMENTED", "NOT_FOUND", "UNAUTHENTICATED", "PERMISSION_DENIED", "there is no port", "more redirects"];

    /// <summary>What a port answers that nobody listens on.</summary>
    internal const string Refused = "connection refused";

    /// <inheritdoc/>
    private protected override bool NeedsUp => false;

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        ContainerRun declared = run.Declared;
        if (!run.IsUp && (ProvedRun.Ended(declared) || declared.Exit?.OutOfMemory == true || (run.LackedSomething && !declared.Probes.Any(static p => p is { SucceededAfter: null, NotAsked: null } && IsOfTheProbe(Last(p))))))
        {
            return [run.DidNotComeUp];
        }

        if (declared.Probes.IsEmpty)
        {
            return [Finding.NotApplicable(ProvedRun.Container(), "has no probe")];
        }

        var findings = new List<Finding>();
        foreach (ProbeRun probe in declared.Probes)
        {
            if (Judge(run, probe) is { } finding)
            {
                findings.Add(finding);
            }
        }

        if (declared.ServedAfterExit)
        {
            findings.Add(Finding.Violation(ProvedRun.Container("served-after-exit"), "still answered on a declared port after process 1 had ended: a process was left that nobody stops") with
            {
                AtMost = Severity.Warning,
                Fix = "End the processes that the application started, or start none.",
            });
        }

        return findings;
    }

    private static Finding? Judge(ProvedRun run, ProbeRun probe)
    {
        Location where = Where(run, probe);
        if (probe.SucceededAfter is null)
        {
            if (probe.NotAsked is { } reason)
            {
                return Finding.CouldNotTell(where, reason) with { Fix = "Leave the host out: the kubelet then asks the pod. A Host header goes into httpHeaders." };
            }

            if (probe.Attempts.IsEmpty)
            {
                return Finding.CouldNotTell(where, $"was not asked ({probe.Target})");
            }

            // What a service answers that waits for another one is not the probe's fault.
            string answer = Last(probe);
            bool isReadiness = probe.Kind == Readiness;
            return !run.IsUp && run.LackedSomething && !IsOfTheProbe(answer) ? null
                : Finding.Violation(where, $"asks {probe.Target} and was never answered as it should be ({RunText.Short(answer)}){(isReadiness && !run.IsUp ? run.Consequence : probe.Kind == "livenessProbe" ? ": the pod is restarted again and again" : run.Consequence)}") with { Fix = Fix(answer) };
        }

        if (probe.SlowestAnswer is { } slowest && probe.Timeout > 0 && slowest > probe.Timeout)
        {
            return Finding.Violation(where, $"took {RunText.Time(slowest)} to be answered, and has {RunText.Time(probe.Timeout)}") with { AtMost = Severity.Warning, Fix = "Let the check do less, or raise the probe's timeoutSeconds." };
        }

        return probe is { Kind: Readiness, SucceededBeforeStop: false }
            ? Finding.Violation(where, "was no longer answered while the pod was about to stop, and requests still came to it") with { AtMost = Severity.Warning, Fix = "Go on serving until SIGTERM: routers take some seconds to leave a pod out." }
            : null;
    }

    private static string Last(ProbeRun probe) => probe.Attempts.IsEmpty ? "" : probe.Attempts[^1].Answer;

    // 4xx: another path, a sign-in, another host name; and what speaks another protocol.
    private static bool IsOfTheProbe(string answer) =>
        (answer is ['4', _, _, ..] && char.IsAsciiDigit(answer[1]) && char.IsAsciiDigit(answer[2])) || s_ofTheProbe.Any(s => answer.StartsWith(s, StringComparison.Ordinal));

    private static string Fix(string answer) => answer switch
    {
        ['4', '0', '4', ..] => "Ask a path that the application maps, or map this one.",
        ['4', '0', '1', ..] or ['4', '0', '3', ..] => "Map the endpoint with AllowAnonymous(): a probe cannot sign in.",
        ['4', '0', '0', ..] => "Ask with a Host header that AllowedHosts has, and with the scheme of the port.",
        ['5', ..] or ['N', 'O', 'T', '_', 'S', ..] => "Look into the log for what the check missed; a liveness probe asks for nothing outside the pod.",
        ['U', 'N', 'I', 'M', 'P', ..] or ['N', 'O', 'T', '_', 'F', ..] => "Map the gRPC health service, MapGrpcHealthChecksService(), or ask another way.",
        _ when answer == Refused || answer.StartsWith("there is no port", StringComparison.Ordinal) => "Ask a port that the application listens on.",
        _ when answer.StartsWith("no answer", StringComparison.Ordinal) => "Let the check do less, or raise the probe's timeoutSeconds.",
        _ => "Ask the port, scheme and path where the application answers.",
    };

    private static Location Where(ProvedRun run, ProbeRun probe) =>
        run.ManifestContainer is { } container && ContainerProbe.Of(container).FirstOrDefault(p => p.Kind == probe.Kind) is { } declared
            ? declared.Where()
            : new Location("The container's " + probe.Kind, "run:" + probe.Kind);
}
