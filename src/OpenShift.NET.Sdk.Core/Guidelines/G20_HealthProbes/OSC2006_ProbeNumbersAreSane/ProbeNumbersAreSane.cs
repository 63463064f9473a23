using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes.OSC2006_ProbeNumbersAreSane;

/// <summary>OSC2006.</summary>
[Rule(
    "OSC2006",
    "Probes have sensible numbers",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Use periodSeconds 10, timeoutSeconds 3 and failureThreshold 3, and a startupProbe for a slow start.")]
public sealed class ProbeNumbersAreSane : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (ContainerProbe probe in workloads.Workloads.SelectMany(static w => w.Containers).SelectMany(ContainerProbe.Of))
        {
            long period = Number(probe, "periodSeconds", 10);
            long timeout = Number(probe, "timeoutSeconds", 1);
            long failures = Number(probe, "failureThreshold", 3);
            if (timeout > period)
            {
                yield return Finding.Violation(probe.Where(probe.Root["timeoutSeconds"]?.Mark), FormattableString.Invariant($"waits {timeout} s for an answer and asks every {period} s"));
            }

            if (Number(probe, "initialDelaySeconds", 0) is > 300 and var delay)
            {
                yield return Finding.Violation(probe.Where(probe.Root["initialDelaySeconds"]!.Mark), FormattableString.Invariant($"asks for the first time after {delay} s")) with { Fix = "Use a startupProbe: it ends as soon as the application has started." };
            }

            if (failures < 1 || period < 1 || timeout < 1)
            {
                yield return Finding.Violation(probe.Where(), "has a number below 1, which the API refuses");
            }
            else if (probe.Kind == "livenessProbe" && period * failures < 10)
            {
                yield return Finding.Violation(probe.Where(), FormattableString.Invariant($"restarts the container when it does not answer for {period * failures} s, which a garbage collection under load or a throttled CPU can take"));
            }

            if (probe.Kind != "readinessProbe" && probe.Root["successThreshold"] is YamlScalar success && success.AsInteger() is { } successes && successes != 1)
            {
                yield return Finding.Violation(probe.Where(success.Mark), "has a successThreshold other than 1, which the API refuses") with { Fix = "Remove it." };
            }
        }
    }

    private static long Number(ContainerProbe probe, string name, long otherwise) => (probe.Root[name] as YamlScalar)?.AsInteger() ?? otherwise;
}
