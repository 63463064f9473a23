using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Beside;
using OpenShift.NET.Sdk.Publishing.Proving.Linux;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>
/// Asks the application that runs in the same pod (a sidecar of a Tekton task, a container that was added for debugging): its probes, as the kubelet asks them,
/// and whether its ports are listened on where others can call.
/// </summary>
/// <param name="patience">How long a probe may take until it succeeds, and a port until it is listened on.</param>
public sealed class PodInquiry(TimeSpan patience)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks what the manifests of a folder say.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="container">Name of the container that is asked; <see langword="null"/> for the only one there is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">OSC005n: the manifests cannot be read; OSC0070: they hold no such container, or several.</exception>
    public async Task<PodInquiryResult> RunAsync(string folder, string? container, CancellationToken cancellationToken)
    {
        ManifestSet manifests = await ImageProof.ReadManifestsAsync(folder, cancellationToken).ConfigureAwait(false);
        return await AskAsync(Choose(manifests, folder, container), new NeighbourContainer(), static () => ProcessNetwork.Listening(Environment.ProcessId), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks a container.</summary>
    internal async Task<PodInquiryResult> AskAsync(WorkloadContainer asked, IProbedContainer container, Func<ImmutableArray<ListeningSocket>?> sockets, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var client = new ProbeClient(container);
        var answers = ImmutableArray.CreateBuilder<string>();
        var problems = ImmutableArray.CreateBuilder<CheckMessage>();
        foreach (ProbeRequest probe in RunPlanner.Probes(asked))
        {
            if (probe.Action == "exec")
            {
                answers.Add($"{probe.Kind} {probe.Target}: not asked, the kubelet alone runs commands in another container");
                continue;
            }

            ProbeAnswer answer = await UntilAsync(() => client.AskAsync(probe, cancellationToken), static a => a.Succeeded, clock, cancellationToken).ConfigureAwait(false);
            if (answer.Succeeded)
            {
                answers.Add(string.Create(CultureInfo.InvariantCulture, $"{probe.Kind} {probe.Target}: {answer.Text} after {clock.Elapsed.TotalSeconds:0.0} s"));
            }
            else
            {
                problems.Add(Problem(ToolCodes.NeighbourNotReady, string.Create(CultureInfo.InvariantCulture, $"{probe.Kind} {probe.Target} has not succeeded in {patience.TotalSeconds:0} s: {answer.Text}. Look at what the container says: kubectl logs POD -c CONTAINER.")));
            }
        }

        foreach (int port in asked.Ports.Where(static p => p.Protocol == "TCP" && p.Number is > 0 and <= 65535).Select(static p => (int)p.Number!.Value))
        {
            // A port that is listened on for this pod alone answers no probe and no Service.
            ImmutableArray<ListeningSocket>? seen = await UntilAsync(() => Task.FromResult(sockets()), s => s is null || s.Value.Any(l => l.Port == port), clock, cancellationToken).ConfigureAwait(false);
            if (seen is null)
            {
                answers.Add(string.Create(CultureInfo.InvariantCulture, $"port {port}: could not tell, /proc/net is not to be read"));
                continue;
            }

            ListeningSocket[] listening = [.. seen.Value.Where(l => l.Port == port)];
            if (listening.Any(static l => !l.IsLoopback))
            {
                answers.Add(string.Create(CultureInfo.InvariantCulture, $"port {port}: listened on ({string.Join(", ", listening.Select(static l => l.Address))})"));
            }
            else
            {
                problems.Add(Problem(
                    ToolCodes.NeighbourPortClosed,
                    string.Create(CultureInfo.InvariantCulture, $"Port {port}, which the manifest declares, is {(listening.Length == 0 ? "not listened on" : $"listened on at {listening[0].Address} alone, which nobody outside of the pod reaches")}. Listen on every address, or declare the port that is listened on.")));
            }
        }

        return new PodInquiryResult($"{asked.Workload.Kind}/{asked.Workload.Object.Name}", answers.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>The container that is asked.</summary>
    internal static WorkloadContainer Choose(ManifestSet manifests, string folder, string? name)
    {
        // A Template beside the plain files has the same container once more.
        WorkloadContainer[] running =
        [
            .. new WorkloadSet(manifests).Workloads.Where(static w => w.RunsOn).SelectMany(static w => w.Containers).Where(c => c.IsMain && (name is null || c.Name == name))
                .OrderBy(static c => c.Workload.Object.Template is not null).DistinctBy(static c => c.Name, StringComparer.Ordinal),
        ];
        return running switch
        {
            [var only] => only,
            [] => throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"The manifests in '{folder}' hold no container{(name is null ? " that goes on running" : $" '{name}'")}", "Name the folder with the manifests of the application that runs in this pod."),
            _ => throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"The manifests in '{folder}' hold several containers: {string.Join(", ", running.Select(static c => c.Name))}", "Say which one runs in this pod with --container."),
        };
    }

    private async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> succeeded, Stopwatch clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            T answer = await ask().ConfigureAwait(false);
            if (succeeded(answer) || clock.Elapsed >= patience)
            {
                return answer;
            }

            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static CheckMessage Problem(string code, string text) => new(Severity.Error, code, text, null);
}
