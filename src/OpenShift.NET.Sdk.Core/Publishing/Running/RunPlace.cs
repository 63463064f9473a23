using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Conduct;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>
/// Where an image runs while someone looks on: the way to run it, the services beside it, the ports of this machine that lead to it. One image can take another's place in it.
/// Disposing it leaves no process, container, mount, folder or socket.
/// </summary>
internal sealed class RunPlace : IAsyncDisposable
{
    private const int MostLastLines = 5;

    private readonly IRunEngine _engine;
    private readonly EngineTrial _trial;
    private readonly IProofScene _scene;
    private readonly Companions _beside;
    private readonly TimeSpan _patience;
    private readonly IRunConsole _console;
    private MachinePorts? _ports;

    private RunPlace(IRunEngine engine, EngineTrial trial, IProofScene scene, Companions beside, TimeSpan patience, IRunConsole console) =>
        (_engine, _trial, _scene, _beside, _patience, _console) = (engine, trial, scene, beside, patience, console);

    /// <summary>Opens one: chooses the way to run images, and starts the services.</summary>
    /// <param name="subject">The first image that will run.</param>
    /// <param name="run">What is said of the run: the way that is wanted, the services, the time until something is ready.</param>
    /// <param name="companions">The services with their images.</param>
    /// <param name="engines">The ways there are.</param>
    /// <param name="console">Who looks on.</param>
    /// <param name="cancellationToken">Ends it, and what was started.</param>
    /// <exception cref="OpenShiftException">OSC0092: there is no way to run it here; OSC0094: the way refuses; OSC0097: a service does not become ready.</exception>
    public static async Task<RunPlace> OpenAsync(RunSubject subject, ProveFacts run, ImmutableArray<Companion> companions, ImmutableArray<IRunEngine> engines, IRunConsole console, CancellationToken cancellationToken)
    {
        ProofEngine wanted = Enum.TryParse(run.Engine, ignoreCase: true, out ProofEngine named) ? named : ProofEngine.None;
        string? reason = MachinePlatform.WhyNot(subject.Image.Config.Platform);
        ChosenEngine? chosen = reason is not null ? null : await ChosenEngine.ChooseAsync(
            engines,
            wanted,
            cancellationToken,
            kind => kind switch
            {
                ProofEngine.Sandbox => SandboxEngine.WhyNot(subject.Plan.Container.Ports, run.Services),
                ProofEngine.InPlace => InPlaceEngine.WhyNot(run.Services),
                _ => null,
            }).ConfigureAwait(false);
        if (chosen is not { Engine: { } engine, Trial: { } trial })
        {
            throw new OpenShiftException(ToolCodes.ProofNotPossible, $"The image cannot be run here: {reason ?? ProofReason.Of(wanted, chosen?.Problems ?? [])}", "Install bubblewrap (Linux, no rights needed) or podman, or start docker.");
        }

        IProofScene scene = await engine.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TimeSpan patience = TimeSpan.FromSeconds(run.TimeoutSeconds);
            Companions beside = await Companions.StartAsync(scene, companions, subject.Plan.Secrets, patience, cancellationToken).ConfigureAwait(false);
            return new RunPlace(engine, trial, scene, beside, patience, console);
        }
        catch
        {
            await scene.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes an image ready to run, while another one may still do so.</summary>
    public Task<IPreparedImage> PrepareAsync(RunSubject subject, CancellationToken cancellationToken) => _scene.PrepareAsync(subject.Image, subject.BaseLayers, cancellationToken);

    /// <summary>Runs an image to its end.</summary>
    /// <param name="image">The image, made ready.</param>
    /// <param name="plan">How it is run.</param>
    /// <param name="mappings">Ports of this machine that were asked for; every other declared port has the same number here.</param>
    /// <param name="grace">How long it may take to end when it is stopped; <see langword="null"/> for the plan's grace period.</param>
    /// <param name="stop">Stops it: SIGTERM, SIGKILL when the grace period is over. Hooks before the end are left out, for nobody's requests have to go elsewhere first.</param>
    /// <exception cref="OpenShiftException">OSC0065: a port is taken, or there is nothing to start; OSC0094: the way to run it refuses.</exception>
    public async Task<RunEnd> RunAsync(IPreparedImage image, RunPlan plan, ImmutableArray<PortMapping> mappings, Func<TimeSpan>? grace, CancellationToken stop)
    {
        if (plan.Container.Command.IsEmpty)
        {
            throw new OpenShiftException(ToolCodes.RunFailed, "The image has nothing to start: neither an entry point nor a command", "Give it one, or run another image.");
        }

        MachinePorts ports = await OpenPortsAsync(AllMappings(plan, mappings)).ConfigureAwait(false);
        ContainerSpecification specification = plan.Container with
        {
            // Without manifests nobody limits it.
            MemoryLimit = plan.MemoryLimit,
            Links = _beside.Links,
            Ports = [.. plan.Container.Ports.Concat(ports.Mappings.Select(static m => m.Container)).Distinct().Order()],
            Heard = line => _console.Write(plan.Secrets.Hide(line.Text), line.IsError),
        };
        _console.Tell($"running{(plan.Workload is { } workload ? $" {workload}" : "")} ({_trial.Name})");
        ContainerConduct conduct = await ContainerConduct.StartAsync(plan, _scene, image, specification, CancellationToken.None, watches: false).ConfigureAwait(false);
        await using (conduct.ConfigureAwait(false))
        {
            ports.LeadTo(conduct.Container);
            try
            {
                return await WatchAsync(conduct, plan, ports, grace, stop).ConfigureAwait(false);
            }
            finally
            {
                ports.LeadTo(null);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await using (_scene.ConfigureAwait(false))
        {
            if (_ports is not null)
            {
                await _ports.DisposeAsync().ConfigureAwait(false);
            }

            await _beside.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ImmutableArray<PortMapping> AllMappings(RunPlan plan, ImmutableArray<PortMapping> asked) =>
        [.. asked.Concat(plan.DeclaredPorts.Where(p => asked.All(m => m.Container != p)).Select(static p => new PortMapping(p, p)))];

    // An image that takes another's place mostly has its ports.
    private async Task<MachinePorts> OpenPortsAsync(ImmutableArray<PortMapping> mappings)
    {
        if (_ports is { } open)
        {
            if (open.Mappings.Length == mappings.Length && open.Mappings.Zip(mappings).All(static p => p.First.Container == p.Second.Container && (p.Second.Machine == 0 || p.First.Machine == p.Second.Machine)))
            {
                return open;
            }

            _ports = null;
            await open.DisposeAsync().ConfigureAwait(false);
        }

        return _ports = MachinePorts.Open(mappings, sharesNetwork: _engine.Kind == ProofEngine.InPlace);
    }

    private async Task<RunEnd> WatchAsync(ContainerConduct conduct, RunPlan plan, MachinePorts ports, Func<TimeSpan>? grace, CancellationToken stop)
    {
        IRunningContainer container = conduct.Container;
        try
        {
            await conduct.WaitUntilReadyAsync(plan.EndsByItself ? Timeout.InfiniteTimeSpan : _patience, stop).ConfigureAwait(false);
            if (!container.Exit.IsCompleted)
            {
                ports.Ready();
                TellReady(conduct, plan, ports);
                await Task.WhenAny(container.Exit, Task.Delay(Timeout.Infinite, stop)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It is stopped before it was ready.
        }

        TimeSpan stoppedAt = container.Elapsed;
        bool isStopped = !container.Exit.IsCompleted;
        if (isStopped)
        {
            // Who calls from now on is not for it.
            ports.LeadTo(null);
            await container.TerminateAsync(CancellationToken.None).ConfigureAwait(false);
            await Task.WhenAny(container.Exit, Task.Delay(grace?.Invoke() ?? plan.GracePeriod, CancellationToken.None)).ConfigureAwait(false);
            if (!container.Exit.IsCompleted)
            {
                await container.KillAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        ContainerExit exit = await container.Exit.ConfigureAwait(false);
        TimeSpan after = TimeSpan.FromMilliseconds(exit.After);
        return new RunEnd(
            exit.Code,
            after,
            isStopped,
            isStopped && after > stoppedAt ? after - stoppedAt : TimeSpan.Zero,
            exit.Killed && !exit.OutOfMemory,
            conduct.IsReady,
            exit.OutOfMemory ? plan.MemoryLimit ?? 0 : null,
            isStopped ? [] : [.. container.Log.TakeLast(MostLastLines).Select(l => plan.Secrets.Hide(l.Text.Trim())).Where(static t => t.Length > 0)]);
    }

    private void TellReady(ContainerConduct conduct, RunPlan plan, MachinePorts ports)
    {
        string where = string.Join(", ", ports.Mappings.Select((m, i) => AddressOf(m, plan, isFirst: i == 0)));
        _console.Tell(conduct.IsReady
            ? string.Create(CultureInfo.InvariantCulture, $"ready after {conduct.ReadyAfter / 1000:0.0#} s{(where.Length == 0 ? "" : ": " + where)}")
            : string.Create(CultureInfo.InvariantCulture, $"not ready after {_patience.TotalSeconds} s ({conduct.WhyNotReady}); it runs on{(where.Length == 0 ? "" : ": " + where)}"));
    }

    // What is probed by HTTP speaks it; without such probes it is the first port that mostly does.
    private static string AddressOf(PortMapping mapping, RunPlan plan, bool isFirst)
    {
        var probe = plan.Probes.FirstOrDefault(p => p.Port == mapping.Container && p.Action == "httpGet");
        string scheme = probe is { IsHttps: true } ? "https://" : probe is not null || (isFirst && plan.Probes.All(static p => p.Action != "httpGet")) ? "http://" : "";
        string leads = mapping.Machine == mapping.Container ? "" : FormattableString.Invariant($" (port {mapping.Container})");
        return FormattableString.Invariant($"{scheme}localhost:{mapping.Machine}{leads}");
    }
}
