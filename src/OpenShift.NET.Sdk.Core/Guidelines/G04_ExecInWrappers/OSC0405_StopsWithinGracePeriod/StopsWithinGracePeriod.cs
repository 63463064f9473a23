using System.Globalization;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0405_StopsWithinGracePeriod;

/// <summary>OSC0405.</summary>
[Rule(
    "OSC0405",
    "The application stops before it is killed",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Shorten HostOptions.ShutdownTimeout, or give the pod a longer terminationGracePeriodSeconds.")]
public sealed class StopsWithinGracePeriod : CodeRule
{
    // Kubernetes' own, where a pod names none.
    private const long DefaultGracePeriod = 30;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (CodeListening.ShutdownTimeout(code) is not ({ } timeout, { } call))
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "sets no shutdown timeout in code");
            yield break;
        }

        bool endless = timeout == Timeout.InfiniteTimeSpan || timeout.TotalDays > 365;
        string waits = endless ? "without an end" : string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds:0.#} s");
        if (publication.Workloads is null)
        {
            if (endless || timeout.TotalSeconds > DefaultGracePeriod)
            {
                yield return Finding.Violation(Location.OfCall(publication, call), $"lets the host take {waits} to stop; a pod that says nothing else is killed after {DefaultGracePeriod} s") with
                {
                    AtMost = Severity.Info,
                    Fix = FixOf(timeout, endless, " (<OpenShiftTerminationGracePeriod> in the project)"),
                    ImageFix = FixOf(timeout, endless, ""),
                };
            }

            yield break;
        }

        // The Template and the plain files say the same.
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (Workload workload in PublishedContainers.Of(publication).Select(static c => c.Workload).Distinct())
        {
            YamlNode? node = workload.PodSpec["terminationGracePeriodSeconds"];
            long? grace = node is null ? DefaultGracePeriod : (node as YamlScalar)?.AsInteger();
            if (grace is { } seconds && (endless || timeout.TotalSeconds >= seconds)
                && told.Add(FormattableString.Invariant($"{workload.Kind}/{workload.Object.Name} {seconds}")))
            {
                string says = node is null ? $"kills it after {seconds} s, because it names no terminationGracePeriodSeconds" : $"kills it after {seconds} s";
                yield return Finding.Violation(Location.OfCall(publication, call), $"lets the host take {waits} to stop, and {workload.Kind}/{workload.Object.Name} {says}: what is being worked on is lost") with
                {
                    Fix = FixOf(timeout, endless, " (<OpenShiftTerminationGracePeriod> in the project)"),
                    ImageFix = FixOf(timeout, endless, ""),
                };
            }
        }
    }

    // A little longer than the host, so that it can still end by itself.
    private static string? FixOf(TimeSpan timeout, bool endless, string means) => endless
        ? null
        : FormattableString.Invariant($"Set terminationGracePeriodSeconds to {Math.Ceiling(timeout.TotalSeconds) + 5}{means}, or shorten HostOptions.ShutdownTimeout.");
}
