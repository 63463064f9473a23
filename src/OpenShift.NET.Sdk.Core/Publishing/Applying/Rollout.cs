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

    // A failure that was there before this apply is given this many looks, a second each, to pass: what caused it may just have been mended.
    private const int LooksAtOldFailures = 60;

    private HashSet<(string Uid, long Count)>? _eventsBefore;
    private string? _failureBefore;
    private int _looks;

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
        _looks++;
        RolloutState state = Kind switch
        {
            "Deployment" => OfDeployment(live),
            "StatefulSet" => OfStatefulSet(live),
            "DaemonSet" => OfDaemonSet(live),
            _ => OfJob(live),
        };
        if (_looks == 1)
        {
            _failureBefore = state.HasFailed && Kind == "Deployment" ? FailureOf(live) : null;
        }

        if (_failureBefore is not null && _looks < LooksAtOldFailures && FailureOf(live) == _failureBefore)
        {
            state = state with { HasFailed = false };
        }

        return state.IsDone ? state : state with { Troubles = await TroublesAsync(live, cancellationToken).ConfigureAwait(false) };
    }

    private static string FailureOf(ApiObject live) => live.Condition("Progressing").Text("lastUpdateTime") ?? "";

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
        bool isUpdated = updated >= wanted - live.Number("spec", "updateStrategy", "rollingUpdate", "partition") || live.Text("status", "currentRevision") == live.Text("status", "updateRevision") || live.Text("spec", "updateStrategy", "type") == "OnDelete";
        return new RolloutState(IsSeen(live) && isUpdated && ready >= wanted, IsSeen(live) ? Ready(Math.Min(ready, isUpdated ? ready : updated), wanted) : "has not begun", []);
    }

    private static RolloutState OfDaemonSet(ApiObject live)
    {
        long wanted = live.Number("status", "desiredNumberScheduled");
        long updated = live.Text("spec", "updateStrategy", "type") == "OnDelete" ? wanted : live.Number("status", "updatedNumberScheduled");
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
        if (Kind != "Job" && !IsSeen(live))
        {
            // What is there yet are the pods of before.
            return [];
        }

        if (live.IsTrue("spec", "paused") || live.IsTrue("spec", "suspend"))
        {
            return
            [
                Kind == "Job"
                    ? new Trouble("it is suspended", $"Let it begin: oc patch {applied.Title} -n {applied.Namespace} --type=merge -p '{{\"spec\":{{\"suspend\":false}}}}'.", IsFinal: true) { Cause = "suspended" }
                    : new Trouble("it is paused", $"Let it go on: oc rollout resume {applied.Title} -n {applied.Namespace}.", IsFinal: true) { Cause = "paused" },
            ];
        }

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
            ImmutableArray<ApiObject> refused = [.. (await EventsAsync(live.Uid, cancellationToken).ConfigureAwait(false)).Where(static e => e.Text("reason") == "FailedCreate")];

            // Events live for an hour, and this object's may be about what has been mended since; those of one that was just made are its own.
            _eventsBefore ??= live.Number("metadata", "generation") > 1 ? [.. refused.Select(KeyOf)] : [];
            if (!HasItsPods(live))
            {
                troubles.AddRange(refused.Where(e => !_eventsBefore.Contains(KeyOf(e))).TakeLast(1).Select(static e => NotMade(e.Text("message") ?? "")));
            }
        }

        if (owner.Length == 0 || selector.Length == 0)
        {
            return [.. troubles];
        }

        ApiAnswer pods = await server.GetAsync($"api/v1/{Folder}/pods?labelSelector={Uri.EscapeDataString(selector)}&limit=200", cancellationToken).ConfigureAwait(false);
        string? revision = Kind == "StatefulSet" ? live.Text("status", "updateRevision") : null;
        string? template = Kind == "DaemonSet" ? live.Text("metadata", "annotations", "deprecated.daemonset.template.generation") : null;
        foreach (ApiObject pod in pods.Body.Items("items")
            .Where(p => p.Items("metadata", "ownerReferences").Any(o => o.Text("uid") == owner) && !p.At("metadata", "deletionTimestamp").Exists && p.Condition("Ready").Text("status") != "True")
            .Where(p => revision is null || p.Text("metadata", "labels", "controller-revision-hash") == revision)
            .Where(p => template is null || (p.Text("metadata", "labels", "pod-template-generation") ?? template) == template)
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

    private static (string Uid, long Count) KeyOf(ApiObject happened) => (happened.Uid, Math.Max(happened.Number("count"), happened.Number("series", "count")));

    private bool HasItsPods(ApiObject live) => Kind switch
    {
        "DaemonSet" => live.Number("status", "currentNumberScheduled") is > 0 and var scheduled && scheduled >= live.Number("status", "desiredNumberScheduled"),
        "Job" => live.Number("status", "active") > 0,
        _ => live.Number("status", "replicas") >= Replicas(live),
    };

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
