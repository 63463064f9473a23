using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>Waits until workloads are as they were applied, and tells why they do not become so.</summary>
/// <param name="server">The server.</param>
/// <param name="console">Who looks on.</param>
/// <param name="secrets">Values that nobody is to read.</param>
/// <param name="time">The clock.</param>
internal sealed class RolloutWait(ApiServer server, IApplyConsole console, SecretValues secrets, TimeProvider time)
{
    private const int LinesOfLog = 20;
    private const int LinesOfGuard = 40;
    private const int LongestEnd = 600;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // What is seen for a moment may be gone in the next; what is no fault by itself, such as a probe before the start is over, stays longer.
    private static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ToldAfter = TimeSpan.FromSeconds(15);

    // An API server that is started again, or a VPN that breaks, is back before that.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(string Path, string Cause), long> _seen = [];
    private readonly HashSet<(string Path, string Cause)> _told = [];

    /// <summary>Waits.</summary>
    /// <param name="workloads">The workloads.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Ends the wait; the rollout goes on.</param>
    /// <returns>How far each has come, and why it came no further; <see langword="null"/> when all have come up.</returns>
    /// <exception cref="OpenShiftException">OSC0069: the server cannot be reached any more.</exception>
    public async Task<(ImmutableArray<string> States, OpenShiftException? Failure)> WaitAsync(IEnumerable<AppliedObject> workloads, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        List<Rollout> waiting = [.. workloads.Select(w => new Rollout(server, w))];
        var states = ImmutableArray.CreateBuilder<string>();
        var progress = new Dictionary<Rollout, string>();
        long answered = start;
        while (true)
        {
            bool isOver = time.GetElapsedTime(start) >= timeout;
            foreach (Rollout rollout in waiting.ToArray())
            {
                RolloutState state;
                try
                {
                    state = await rollout.LookAsync(cancellationToken).ConfigureAwait(false);
                    answered = time.GetTimestamp();
                }
                catch (OpenShiftException) when (!isOver && time.GetElapsedTime(answered) < LongestSilence)
                {
                    continue;
                }

                if (state.IsDone || (isOver && state is { Works: true, HasFailed: false, Troubles.IsEmpty: true }))
                {
                    waiting.Remove(rollout);
                    states.Add($"{rollout.Applied.Title}: {state.Progress}");
                    console.Tell($"{rollout.Applied.Title}: {state.Progress}");
                    continue;
                }

                if (progress.GetValueOrDefault(rollout) != state.Progress)
                {
                    console.Tell($"{rollout.Applied.Title}: {progress[rollout] = state.Progress}");
                }

                ImmutableArray<Trouble> settled = Settled(rollout, state);
                if (isOver || state.HasFailed || settled.Any(static t => t.IsFinal))
                {
                    ImmutableArray<Trouble> reasons = isOver || state.HasFailed ? state.Troubles : [.. settled.OrderByDescending(static t => t.IsFinal)];
                    return (states.ToImmutable(), await FailureAsync(rollout, state, reasons, isOver, time.GetElapsedTime(start), cancellationToken).ConfigureAwait(false));
                }
            }

            if (waiting.Count == 0)
            {
                return (states.ToImmutable(), null);
            }

            await Task.Delay(Period, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private ImmutableArray<Trouble> Settled(Rollout rollout, RolloutState state)
    {
        var settled = ImmutableArray.CreateBuilder<Trouble>();
        HashSet<string> current = [.. state.Troubles.Select(static t => t.Cause)];
        foreach ((string Path, string Cause) gone in _seen.Keys.Where(k => k.Path == rollout.Applied.Path && !current.Contains(k.Cause)).ToArray())
        {
            _seen.Remove(gone);
        }

        foreach (Trouble trouble in state.Troubles)
        {
            (string Path, string Cause) key = (rollout.Applied.Path, trouble.Cause);
            _seen.TryAdd(key, time.GetTimestamp());
            TimeSpan since = time.GetElapsedTime(_seen[key]);
            if (since >= SettledAfter)
            {
                settled.Add(trouble);
            }

            if (since >= ToldAfter && !trouble.IsFinal && _told.Add(key))
            {
                console.Tell($"{rollout.Applied.Title}: {secrets.Hide(trouble.Text)}");
            }
        }

        return settled.ToImmutable();
    }

    private async Task<OpenShiftException> FailureAsync(Rollout rollout, RolloutState state, ImmutableArray<Trouble> troubles, bool isOver, TimeSpan after, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (Trouble trouble in troubles)
        {
            string end = "";
            if (trouble.Pod is { } pod && await TryLogAsync(rollout.Applied.Namespace, pod, trouble, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } lines)
            {
                console.Tell($"log of container {trouble.Container} of pod {pod}:");
                foreach (string line in lines)
                {
                    console.Write("  " + line);
                }

                string said = string.Join(" | ", lines.Select(static l => l.Trim()).Where(static l => l.Length > 0).TakeLast(trouble.IsGuard ? LinesOfGuard : 5));
                end = trouble.IsGuard ? $": {said}" : $"; its log ends: {(said.Length > LongestEnd ? said[^LongestEnd..] : said)}";
            }

            reasons.Add(secrets.Hide(trouble.Text) + end);
        }

        string title = $"{rollout.Applied.Manifest.Kind} '{rollout.Applied.Manifest.Name}' does not come up in namespace '{rollout.Applied.Namespace}'";
        string when = isOver ? string.Create(CultureInfo.InvariantCulture, $" within {after.TotalSeconds:0} s") : state.HasFailed && troubles.IsEmpty ? $" ({state.Progress})" : "";
        string remedy = troubles.IsEmpty
            ? $"'oc describe {rollout.Applied.Title} -n {rollout.Applied.Namespace}' tells more; OpenShiftApplyTimeoutSeconds (--timeout) gives it longer."
            : string.Join(" ", troubles.Select(static t => t.Remedy).Distinct(StringComparer.Ordinal));
        return ClusterFailure.Of(
            $"{title}{when}: {(reasons.Count > 0 ? string.Join("; ", reasons) : state.Progress)}",
            rollout.Applied.Manifest.Kind == "Deployment" ? $"{remedy} What ran before goes on serving; 'oc rollout undo {rollout.Applied.Title} -n {rollout.Applied.Namespace}' goes back to it." : remedy);
    }

    // The reason is known without its log, too.
    private async Task<ImmutableArray<string>> TryLogAsync(string ns, string pod, Trouble trouble, CancellationToken cancellationToken)
    {
        try
        {
            return await LogAsync(ns, pod, trouble, cancellationToken).ConfigureAwait(false);
        }
        catch (OpenShiftException)
        {
            return [];
        }
    }

    private async Task<ImmutableArray<string>> LogAsync(string ns, string pod, Trouble trouble, CancellationToken cancellationToken)
    {
        string path = FormattableString.Invariant($"api/v1/namespaces/{Uri.EscapeDataString(ns)}/pods/{Uri.EscapeDataString(pod)}/log?container={Uri.EscapeDataString(trouble.Container)}&tailLines={2 * LinesOfGuard}&limitBytes=131072");
        ImmutableArray<string> lines = trouble.IsPrevious ? await server.LinesAsync(path + "&previous=true", cancellationToken).ConfigureAwait(false) : [];
        lines = [.. (lines.All(string.IsNullOrWhiteSpace) ? await server.LinesAsync(path, cancellationToken).ConfigureAwait(false) : lines).Where(static l => l.Length > 0).Select(secrets.Hide)];
        string[] guard = trouble.IsGuard ? [.. lines.Where(static l => l.StartsWith("OpenShift: ", StringComparison.Ordinal))] : [];
        return guard.Length > 0 ? [.. guard.TakeLast(LinesOfGuard)] : [.. lines.TakeLast(LinesOfLog)];
    }
}
