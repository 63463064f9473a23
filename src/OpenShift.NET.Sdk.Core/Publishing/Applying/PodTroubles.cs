using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Clusters;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>Why a pod is not ready, as its status and its events say (Kubernetes API, core/v1).</summary>
internal static class PodTroubles
{
    // Fewer may be the wait for a service that starts at the same time.
    private const long CrashesThatTell = 3;

    // What a busy node says of its own accord, and tries again.
    private static readonly string[] s_passing = ["failed to sync", "deadline exceeded", "is reserved", "system load", "timed out", "try again"];

    /// <summary>What keeps it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="events">Its events, the newest last.</param>
    /// <param name="workload">Kind of the workload.</param>
    public static ImmutableArray<Trouble> Of(ApiObject pod, ImmutableArray<ApiObject> events, string workload)
    {
        var troubles = ImmutableArray.CreateBuilder<Trouble>();
        ApiObject scheduled = pod.Condition("PodScheduled");
        if (scheduled.Text("status") == "False")
        {
            string message = (scheduled.Text("message") ?? "no node is found for it").TrimEnd('.');
            troubles.Add(new Trouble(
                $"pod {pod.Name} has no node: {message}",
                message.Contains("PersistentVolumeClaim", StringComparison.OrdinalIgnoreCase) ? "Check the claim (oc describe pvc) and its storage class (OpenShiftStorageClass)." : "Ask for less (OpenShiftCpuRequest, OpenShiftMemoryRequest), or wait for a node.",
                IsFinal: false)
            { Cause = "unschedulable " + message });
        }

        foreach (ApiObject mount in events.Where(static e => e.Text("reason") is "FailedMount" or "FailedAttachVolume").TakeLast(1).Where(_ => pod.Text("status", "phase") == "Pending"))
        {
            string message = (mount.Text("message") ?? "").TrimEnd('.');
            troubles.Add(new Trouble($"a volume of pod {pod.Name} cannot be mounted: {message}", "Check the claim, Secret or ConfigMap that the message names.", IsFinal: false) { Cause = "mount " + mount.Text("reason") });
        }

        foreach ((ApiObject status, bool isInit) in pod.Items("status", "initContainerStatuses").Select(static s => (s, true)).Concat(pod.Items("status", "containerStatuses").Select(static s => (s, false))))
        {
            if (OfContainer(pod, status, isInit, events, workload) is { } trouble)
            {
                troubles.Add(trouble);
            }
        }

        return troubles.ToImmutable();
    }

    private static Trouble? OfContainer(ApiObject pod, ApiObject status, bool isInit, ImmutableArray<ApiObject> events, string workload)
    {
        string name = status.Text("name") ?? "";
        string what = $"container {name} of pod {pod.Name}";
        ApiObject waiting = status.At("state", "waiting");
        string reason = waiting.Text("reason") ?? "";
        string message = (waiting.Text("message") ?? "").TrimEnd('.');
        switch (reason)
        {
            case "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull" or "RegistryUnavailable" or "SignatureValidationFailed":
                return OfPull(pod, status, what, $"{reason} {message}", events);
            case "CreateContainerConfigError":
                return new Trouble($"{what} cannot be made: {Told(message, reason)}", ConfigRemedy(message), IsFinal: !s_passing.Any(p => message.Contains(p, StringComparison.OrdinalIgnoreCase))) { Cause = $"{name} {reason} {message}" };
            case "CreateContainerError" or "RunContainerError" or "StartError" or "PreCreateHookError" or "PreStartHookError":
                return new Trouble($"{what} cannot be started: {Told(message, reason)}", "Check the entry point (ContainerAppCommand) and the security context.", IsFinal: !s_passing.Any(p => message.Contains(p, StringComparison.OrdinalIgnoreCase))) { Cause = $"{name} {reason}" };
            case "CrashLoopBackOff":
                return OfEnd(pod, name, what, status.At("lastState", "terminated"), status.Number("restartCount"), events, workload, isPrevious: true);
            case not "":
                return null;
        }

        ApiObject ended = status.At("state", "terminated");
        if (ended.Exists)
        {
            return (isInit || workload == "Job") && ended.Number("exitCode") == 0 ? null : OfEnd(pod, name, what, ended, status.Number("restartCount"), events, workload, isPrevious: false);
        }

        if (status.At("state", "running").Exists && !status.IsTrue("ready") && !isInit)
        {
            if (events.LastOrDefault(e => e.Text("reason") == "Unhealthy" && IsOf(e, name)) is { Exists: true } unhealthy)
            {
                string probe = (unhealthy.Text("message") ?? "its probe failed").TrimEnd('.');
                long count = Math.Max(unhealthy.Number("count"), 1);
                return new Trouble(
                    string.Create(CultureInfo.InvariantCulture, $"{what} runs and is not ready: {Lower(probe)}{(count > 1 ? $" ({count} times)" : "")}"),
                    "Mend what the probe asks (path, port, what the endpoint depends on), or correct the probe with OpenShiftProbe.",
                    IsFinal: false)
                { Cause = $"{name} probe {probe}", Pod = pod.Name, Container = name };
            }

            if (status.At("lastState", "terminated") is { Exists: true } last && status.Number("restartCount") > 0)
            {
                return OfEnd(pod, name, what, last, status.Number("restartCount"), events, workload, isPrevious: true) with { IsFinal = false };
            }
        }

        return null;
    }

    private static Trouble OfPull(ApiObject pod, ApiObject status, string what, string message, ImmutableArray<ApiObject> events)
    {
        string image = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).FirstOrDefault(c => c.Text("name") == status.Text("name")).Text("image") ?? status.Text("image") ?? "";

        // ImagePullBackOff itself does not say why; the event before it does.
        string why = events.LastOrDefault(e => e.Text("reason") == "Failed" && e.Text("message") is { } m && m.Contains("pull", StringComparison.OrdinalIgnoreCase) && m.Contains(image, StringComparison.Ordinal)).Text("message") ?? message;
        (Explanation explanation, bool isFinal) = PullFailure.Explain(why, image, pod.Text("spec", "serviceAccountName") ?? "default", pod.Text("metadata", "namespace") ?? "");
        return new Trouble($"{what} has no image, {image} cannot be pulled: {explanation.Text}", explanation.Remedy, isFinal) { Cause = $"{status.Text("name")} pull {explanation.Text}" };
    }

    private static Trouble OfEnd(ApiObject pod, string name, string what, ApiObject ended, long restarts, ImmutableArray<ApiObject> events, string workload, bool isPrevious)
    {
        // "Container orders failed liveness probe, will be restarted"
        string? probe = events.LastOrDefault(e => e.Text("reason") == "Killing" && IsOf(e, name) && e.Text("message")?.Contains("probe", StringComparison.Ordinal) == true).Exists
            ? (events.LastOrDefault(e => e.Text("reason") == "Unhealthy" && IsOf(e, name) && e.Text("message")?.StartsWith("Readiness", StringComparison.Ordinal) != true).Text("message") is { } said ? Lower(said.TrimEnd('.')) : "probe failed")
            : null;
        Explanation explanation = ContainerEnd.Explain(ended, probe, workload);
        long code = ended.Number("exitCode");
        return new Trouble(
            string.Create(CultureInfo.InvariantCulture, $"{what} {explanation.Text}{(restarts > 0 ? $", {restarts} {(restarts == 1 ? "restart" : "restarts")} so far" : "")}"),
            explanation.Remedy,
            code == ContainerEnd.Guard || restarts >= CrashesThatTell)
        {
            Cause = $"{name} end {explanation.Text}",
            Pod = pod.Name,
            Container = name,
            IsPrevious = isPrevious,
            IsGuard = code == ContainerEnd.Guard,
        };
    }

    private static string ConfigRemedy(string message) =>
        message.Contains("runAsNonRoot", StringComparison.Ordinal) || message.Contains("non-numeric user", StringComparison.Ordinal) ? "Give the image a numeric user other than 0 (ContainerUser)."
        : "Set what the message names (oc set data secret/NAME KEY=…, oc create secret generic NAME --from-literal=KEY=…).";

    private static bool IsOf(ApiObject happened, string container) =>
        happened.Text("involvedObject", "fieldPath") is not { Length: > 0 } path || path.Contains($"{{{container}}}", StringComparison.Ordinal);

    private static string Told(string message, string reason) => message.Length > 0 ? message : reason;

    private static string Lower(string text) => text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
