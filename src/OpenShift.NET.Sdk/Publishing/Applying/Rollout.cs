using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Clusters;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>
/// The rollout of one workload. It is asked for anew each time rather than watched: nothing has to be taken up again when a connection ends, and what is asked are few small objects.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="applied">The workload.</param>
internal sealed class Rollout(ApiServer server, AppliedObject applied)
{
    private const int MostPods = 3;

    /// <summary>The workload.</summary>
    public AppliedObject Applied => applied;

    private string Kind => applied.Manifest.Kind;

    private string Folder => $"namespaces/{Uri.EscapeDataString(applied.Namespace)}";

    /// <summary>Whether there is anything to wait for.</summary>
    public static bool IsOf(AppliedObject applied) => applied.Manifest is { Kind: "Deployment" or "StatefulSet" or "DaemonSet", ApiVersion: "apps/v1" } or { Kind: "Job", ApiVersion: "batch/v1" };

    /// <summary>Looks how far it is.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0069: as <see cref="ApiServer"/> says.</exception>
    public async Task<RolloutState> LookAsync(CancellationToken cancellationToken)
    {
        ApiAnswer answer = await server.GetAsync(applied.Path, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            return new RolloutState(false, $"cannot be seen ({answer.Message})", []);
        }

        ApiObject live = answer.Body;
        RolloutState state = Kind switch
        {
            "Deployment" => OfDeployment(live),
            "StatefulSet" => OfStatefulSet(live),
            "DaemonSet" => OfDaemonSet(live),
            _ => OfJob(live),
        };
        return state.IsDone ? state : state with { Troubles = await TroublesAsync(live, cancellationToken).ConfigureAwait(false) };
    }

    private static bool IsSeen(ApiObject live) => live.Number("status", "observedGeneration") >= live.Number("metadata", "generation");

    private static long Replicas(ApiObject live) => live.At("spec", "replicas").Exists ? live.Number("spec", "replicas") : 1;

    private static string Ready(long ready, long wanted) => string.Create(CultureInfo.InvariantCulture, $"{ready} of {wanted} {(wanted == 1 ? "pod is" : "pods are")} ready");

    private static RolloutState OfDeployment(ApiObject live)
    {
        long wanted = Replicas(live);
        long updated = live.Number("status", "updatedReplicas");
        long available = live.Number("status", "availableReplicas");
        long all = live.Number("status", "replicas");
        bool isDone = IsSeen(live) && updated >= wanted && all <= updated && available >= updated;
        string progress = !IsSeen(live) ? "has not begun"
            : all > updated && updated >= wanted ? string.Create(CultureInfo.InvariantCulture, $"{all - updated} old {(all - updated == 1 ? "pod ends" : "pods end")}")
            : Ready(Math.Min(available, updated), wanted);
        return new RolloutState(isDone, isDone ? Ready(available, wanted) : progress, [])
        {
            HasFailed = IsSeen(live) && live.Condition("Progressing") is var condition && condition.Text("reason") == "ProgressDeadlineExceeded",
        };
    }

    private static RolloutState OfStatefulSet(ApiObject live)
    {
        long wanted = Replicas(live);
        long updated = live.Number("status", "updatedReplicas");
        long ready = live.Number("status", "readyReplicas");
        bool isUpdated = updated >= wanted || live.Text("status", "currentRevision") == live.Text("status", "updateRevision") || live.Text("spec", "updateStrategy", "type") == "OnDelete";
        return new RolloutState(IsSeen(live) && isUpdated && ready >= wanted, IsSeen(live) ? Ready(Math.Min(ready, isUpdated ? ready : updated), wanted) : "has not begun", []);
    }

    private static RolloutState OfDaemonSet(ApiObject live)
    {
        long wanted = live.Number("status", "desiredNumberScheduled");
        long updated = live.Number("status", "updatedNumberScheduled");
        long available = live.Number("status", "numberAvailable");
        return new RolloutState(IsSeen(live) && updated >= wanted && available >= wanted, IsSeen(live) ? Ready(Math.Min(available, updated), wanted) : "has not begun", []);
    }

    private static RolloutState OfJob(ApiObject live)
    {
        if (live.Condition("Complete").Text("status") == "True")
        {
            return new RolloutState(true, "it has done its work", []);
        }

        bool failed = live.Condition("Failed").Text("status") == "True";
        return new RolloutState(false, failed ? $"it has failed ({live.Condition("Failed").Text("reason") ?? "Failed"})" : live.Number("status", "active") > 0 ? "it works" : "has not begun", [])
        {
            HasFailed = failed,
            Works = live.Number("status", "ready") > 0,
        };
    }

    private async Task<ImmutableArray<Trouble>> TroublesAsync(ApiObject live, CancellationToken cancellationToken)
    {
        var troubles = new List<Trouble>();
        string selector = string.Join(',', live.Members("spec", "selector", "matchLabels").Select(static l => $"{l.Name}={l.Value.Text()}"));
        string owner = live.Uid;
        if (Kind == "Deployment")
        {
            // Pods that cannot even be made are told by the condition, which the controller keeps.
            if (IsSeen(live) && live.Condition("ReplicaFailure") is var failure && failure.Text("status") == "True")
            {
                troubles.Add(NotMade(failure.Text("message") ?? failure.Text("reason") ?? ""));
            }

            owner = await NewestReplicaSetAsync(live, selector, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            troubles.AddRange((await EventsAsync(live.Uid, cancellationToken).ConfigureAwait(false)).Where(static e => e.Text("reason") == "FailedCreate").TakeLast(1).Select(static e => NotMade(e.Text("message") ?? "")));
        }

        if (owner.Length == 0 || selector.Length == 0)
        {
            return [.. troubles];
        }

        ApiAnswer pods = await server.GetAsync($"api/v1/{Folder}/pods?labelSelector={Uri.EscapeDataString(selector)}&limit=200", cancellationToken).ConfigureAwait(false);
        string? revision = Kind == "StatefulSet" ? live.Text("status", "updateRevision") : null;
        foreach (ApiObject pod in pods.Body.Items("items")
            .Where(p => p.Items("metadata", "ownerReferences").Any(o => o.Text("uid") == owner) && !p.At("metadata", "deletionTimestamp").Exists && p.Condition("Ready").Text("status") != "True")
            .Where(p => revision is null || p.Text("metadata", "labels", "controller-revision-hash") == revision)
            .Take(MostPods))
        {
            foreach (Trouble trouble in PodTroubles.Of(pod, await EventsAsync(pod.Uid, cancellationToken).ConfigureAwait(false), Kind))
            {
                if (troubles.All(t => t.Cause != trouble.Cause))
                {
                    troubles.Add(trouble);
                }
            }
        }

        return [.. troubles];
    }

    private static Trouble NotMade(string message) => AdmissionRefusal.Explain(message) is { } refusal
        ? new Trouble($"its pods are not made: {refusal.Text}", refusal.Remedy, IsFinal: !refusal.MayPass) { Cause = "create " + refusal.Text }
        : new Trouble($"its pods are not made: {message.TrimEnd('.')}", "Correct what the message names.", IsFinal: false) { Cause = "create " + message };

    private async Task<string> NewestReplicaSetAsync(ApiObject live, string selector, CancellationToken cancellationToken)
    {
        ApiAnswer sets = await server.GetAsync($"apis/apps/v1/{Folder}/replicasets?labelSelector={Uri.EscapeDataString(selector)}&limit=200", cancellationToken).ConfigureAwait(false);
        string? revision = live.Text("metadata", "annotations", "deployment.kubernetes.io/revision");
        return sets.Body.Items("items")
            .Where(s => s.Items("metadata", "ownerReferences").Any(o => o.Text("uid") == live.Uid) && s.Text("metadata", "annotations", "deployment.kubernetes.io/revision") == revision)
            .Select(static s => s.Uid).FirstOrDefault("");
    }

    private async Task<ImmutableArray<ApiObject>> EventsAsync(string uid, CancellationToken cancellationToken)
    {
        if (uid.Length == 0)
        {
            return [];
        }

        ApiAnswer events = await server.GetAsync($"api/v1/{Folder}/events?fieldSelector={Uri.EscapeDataString("involvedObject.uid=" + uid)}&limit=200", cancellationToken).ConfigureAwait(false);
        return [.. events.Body.Items("items").OrderBy(static e => e.Text("lastTimestamp") ?? e.Text("eventTime") ?? e.Text("metadata", "creationTimestamp") ?? "", StringComparer.Ordinal)];
    }
}
