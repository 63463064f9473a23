using System.Collections.Immutable;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Conduct;

/// <summary>Conducts one container through its life: start, probes as the kubelet asks them, the way to its end, and what is told of it.</summary>
internal sealed class ContainerConduct : IAsyncDisposable
{
    private const int MostLines = 1000;
    private const int SettledAskings = 5;
    private const int AskingsInPause = 2;
    // Of whom nobody hears at first, the answer is waited for closely; who answers, or runs a program for it, is given time.
    private static readonly TimeSpan FirstPeriod = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan RefusedPeriod = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LastPeriod = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenAskings = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan StillTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SilentTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FallTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OtherProbesTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BeforeStopPeriod = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(150);

    private readonly RunPlan _plan;
    private readonly ContainerSpecification _specification;
    private readonly IRunningContainer _container;
    private readonly ContainerWatch _watch;
    private readonly ProbeClient _client;
    private readonly ImmutableArray<ProbeRecord> _all;
    private readonly ImmutableArray<ProbeRecord> _probes;
    private double? _readyAfter;
    private double? _terminatedAfter;
    private bool _servedAfterExit;
    private ImmutableArray<WrittenFile>? _writtenWhenReady;
    private ImmutableArray<WrittenFile>? _written;

    private ContainerConduct(RunPlan plan, ContainerSpecification specification, IRunningContainer container, bool watches, CancellationToken cancellationToken)
    {
        _plan = plan;
        _specification = specification;
        _container = container;
        _watch = new ContainerWatch(container, watches, cancellationToken);
        _client = new ProbeClient(container);
        _all = [.. plan.Probes.Select(p => new ProbeRecord(p, container, _client))];
        _probes = [.. _all.Where(static p => p.Request.NotAsked is null)];
    }

    /// <summary>Whether it is ready.</summary>
    public bool IsReady => _readyAfter is not null;

    /// <summary>The running container.</summary>
    public IRunningContainer Container => _container;

    /// <summary>Asks it.</summary>
    public ProbeClient Client => _client;

    /// <summary>When it was ready, in milliseconds since its start; <see langword="null"/> when it is not.</summary>
    public double? ReadyAfter => _readyAfter;

    /// <summary>What keeps it from being ready: the probes that have not succeeded, with their last answers, or a port that nobody listens on.</summary>
    public string WhyNotReady =>
        string.Join("; ", _probes.Where(static p => p.SucceededAfter is null).Select(static p => p.ToRun()).Select(r => _plan.Secrets.Hide($"{r.Kind} {r.Target}: {r.Attempts.LastOrDefault()?.Answer ?? "not asked yet"}"))) is { Length: > 0 } probes ? probes
        : $"nobody listens on {string.Join(", ", _plan.DeclaredPorts)}";

    /// <summary>Starts a container.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scene">Where.</param>
    /// <param name="image">What.</param>
    /// <param name="specification">How: that of the plan, or a change of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="watches">Whether its processes, sockets and memory are watched, for what is told of it.</param>
    public static async Task<ContainerConduct> StartAsync(RunPlan plan, IProofScene scene, IPreparedImage image, ContainerSpecification specification, CancellationToken cancellationToken, bool watches = true) =>
        new(plan, specification, await scene.StartAsync(image, specification, cancellationToken).ConfigureAwait(false), watches, cancellationToken);

    /// <summary>Starts a container, conducts it and tells.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scene">Where.</param>
    /// <param name="image">What.</param>
    /// <param name="specification">How: that of the plan, or a change of it.</param>
    /// <param name="kind">How far.</param>
    /// <param name="patience">How long it may take until it is ready, or, when it ends by itself, has ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ContainerRun> RunAsync(RunPlan plan, IProofScene scene, IPreparedImage image, ContainerSpecification specification, RunKind kind, TimeSpan patience, CancellationToken cancellationToken)
    {
        ContainerConduct conduct = await StartAsync(plan, scene, image, specification, cancellationToken).ConfigureAwait(false);
        await using (conduct.ConfigureAwait(false))
        {
            await conduct.WaitUntilReadyAsync(patience, cancellationToken).ConfigureAwait(false);
            if (kind == RunKind.Whole)
            {
                await conduct.SettleAsync(cancellationToken).ConfigureAwait(false);
                await conduct.StopAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await conduct.KillAsync(cancellationToken).ConfigureAwait(false);
            }

            return await conduct.TellAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until it is ready, has ended, or the patience is over.</summary>
    public async Task WaitUntilReadyAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            Task ready = _plan.EndsByItself ? Task.Delay(Timeout.InfiniteTimeSpan, limit.Token) : BecomeReadyAsync(limit.Token);
            Task first = await Task.WhenAny(ready, _container.Exit).ConfigureAwait(false);
            if (first == _container.Exit)
            {
                await limit.CancelAsync().ConfigureAwait(false);
            }

            await ready.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It has ended, or is not ready in time: that is what is told.
        }
    }

    /// <summary>Asks it for a moment after it is ready, so that memory, files and sockets are those of a program at work.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (!IsReady || _container.Exit.IsCompleted)
        {
            return;
        }

        _writtenWhenReady = await _container.WrittenAsync(cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < SettledAskings && !_container.Exit.IsCompleted; i++)
        {
            if (i > 0)
            {
                await Task.WhenAny(_container.Exit, Task.Delay(BetweenAskings, cancellationToken)).ConfigureAwait(false);
            }

            await Task.WhenAll(_probes.Where(static p => p.Request.Kind != "startupProbe").Select(p => p.AskAsync(cancellationToken))).ConfigureAwait(false);
        }

        if (!_container.Exit.IsCompleted)
        {
            await _watch.LookAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops it as the kubelet does: hook, SIGTERM, SIGKILL when the grace period is over.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        double begun = _container.Elapsed.TotalMilliseconds;
        if (!_container.Exit.IsCompleted)
        {
            await BeforeStopAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!_container.Exit.IsCompleted)
        {
            _written = await _container.WrittenAsync(cancellationToken).ConfigureAwait(false) ?? _written;
            _watch.Ending();
            _terminatedAfter = _container.Elapsed.TotalMilliseconds;
            await _container.TerminateAsync(cancellationToken).ConfigureAwait(false);

            // The hook's time counts, as far as it was waited for.
            TimeSpan left = _plan.GracePeriod - (_plan.PreStop?.Sleep ?? TimeSpan.FromMilliseconds(_terminatedAfter.Value - begun));
            await Task.WhenAny(_container.Exit, Task.Delay(left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!_container.Exit.IsCompleted)
            {
                await KillAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (IsReady)
        {
            _servedAfterExit = await IsServedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What happened.</summary>
    public async Task<ContainerRun> TellAsync(CancellationToken cancellationToken)
    {
        ContainerExit? exit = _container.Exit.IsCompletedSuccessfully ? await _container.Exit.ConfigureAwait(false) : null;
        if (exit is not null)
        {
            _written = await _container.WrittenAsync(cancellationToken).ConfigureAwait(false) ?? _written;
        }

        ImmutableArray<LogLine> log = _container.Log;
        var run = new ContainerRun
        {
            Command = _specification.Command,
            UserId = _container.UserId,
            GroupId = _specification.GroupId,
            ReadOnlyRoot = _specification.ReadOnlyRoot,
            ReadyAfter = _readyAfter,
            TerminatedAfter = _terminatedAfter,
            Exit = exit,
            GracePeriod = _plan.GracePeriod.TotalMilliseconds,
            Probes = [.. _all.Select(static p => p.ToRun())],
            ServedAfterExit = _servedAfterExit,
            Written = [.. (_written ?? []).Select(Grown)],
            KnowsWritten = _written is not null,
            Denied = DeniedPaths.Of(log, _specification.WorkingDirectory),
            Unreachable = UnreachablePeers.Of(log),
            Log = log.Length <= MostLines ? log : [.. log.Take(MostLines / 2), .. log.TakeLast(MostLines / 2)],
            LogLines = _container.LogLines,
        };
        return _plan.Secrets.Hide(await _watch.AddToAsync(run, _plan.MemoryLimit).ConfigureAwait(false));
    }

    /// <summary>Ends it at once.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (!_container.Exit.IsCompleted)
        {
            // One that was not asked to end has not ended by itself either.
            _terminatedAfter ??= _container.Elapsed.TotalMilliseconds;
            _watch.Ending();
            await _container.KillAsync(cancellationToken).ConfigureAwait(false);
            await _container.Exit.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        _client.Dispose();
        await _container.DisposeAsync().ConfigureAwait(false);
    }

    private WrittenFile Grown(WrittenFile file) =>
        _writtenWhenReady is { } before && before.Any(b => b.Path == file.Path && b.Size < file.Size) ? file with { Grew = true } : file;

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        if (_probes.IsEmpty)
        {
            await (_plan.DeclaredPorts.IsEmpty ? BeStillAsync(cancellationToken) : ListenAsync(cancellationToken)).ConfigureAwait(false);
            _readyAfter = _container.Elapsed.TotalMilliseconds;
            return;
        }

        ProbeRecord? startup = _probes.FirstOrDefault(static p => p.Request.Kind == "startupProbe");
        if (startup is not null)
        {
            await SucceedAsync(startup, cancellationToken).ConfigureAwait(false);
        }

        // A container without a readiness probe is ready when it has started, which only the other probes show.
        ProbeRecord decisive = _probes.FirstOrDefault(static p => p.Request.Kind == "readinessProbe") ?? startup ?? _probes[0];
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task others = Task.WhenAll(_probes.Where(p => p != startup && p != decisive).Select(p => SucceedAsync(p, enough.Token)));
        try
        {
            if (decisive != startup)
            {
                await SucceedAsync(decisive, cancellationToken).ConfigureAwait(false);
            }

            _readyAfter = decisive.SucceededAfter;
            enough.CancelAfter(OtherProbesTime);
            await others.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // One that does not answer beside one that does is told as it is.
            await enough.CancelAsync().ConfigureAwait(false);
            await others.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task SucceedAsync(ProbeRecord probe, CancellationToken cancellationToken)
    {
        for (TimeSpan period = FirstPeriod; !await probe.AskAsync(cancellationToken).ConfigureAwait(false); period *= 1.2)
        {
            TimeSpan most = probe.MetNobody ? RefusedPeriod : LastPeriod;
            period = period < most ? period : most;
            await Task.Delay(period, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        foreach (int port in _plan.DeclaredPorts)
        {
            while (!await IsListenedOnAsync(port, cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay(FirstPeriod, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> IsListenedOnAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            Stream connection = await _container.ConnectAsync(port, loopback: false, cancellationToken).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    // Nothing says when a program without ports and probes has started: it has when it has said something and then nothing more for a while, which is longer where it took long to say the
    // first thing. One that has begun to say what it ends of takes its time until it does.
    private async Task BeStillAsync(CancellationToken cancellationToken)
    {
        long lines = 0;
        TimeSpan since = TimeSpan.Zero;
        TimeSpan still = StillTime;
        TimeSpan most = SilentTime;
        bool isFalling = false;
        while (isFalling ? _container.Elapsed < FallTime : _container.Elapsed < most && (lines == 0 || _container.Elapsed - since < still))
        {
            if (_container.LogLines != lines)
            {
                if (lines == 0)
                {
                    still = _container.Elapsed > still ? _container.Elapsed : still;
                    most += still;
                }

                lines = _container.LogLines;
                since = _container.Elapsed;
                isFalling = isFalling || _container.Log.Any(static l => RunText.IsLastWord(l.Text));
            }

            await Task.Delay(FirstPeriod, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task BeforeStopAsync(CancellationToken cancellationToken)
    {
        ProbeRecord? readiness = IsReady ? _probes.FirstOrDefault(static p => p.Request.Kind == "readinessProbe") : null;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_plan.PreStop is { Sleep: { Ticks: > 0 } sleep })
        {
            // The container hears nothing of the pause: a few askings say as much as the whole of it would.
            over.CancelAfter(sleep);
            await (readiness is null ? Task.CompletedTask : AskBeforeStopAsync(readiness, AskingsInPause, over.Token)).ConfigureAwait(false);
            return;
        }

        Task asking = readiness is null ? Task.CompletedTask : AskBeforeStopAsync(readiness, int.MaxValue, over.Token);
        try
        {
            await (_plan.PreStop switch
            {
                { Command.IsEmpty: false } hook => WithinGraceAsync(t => _container.ExecuteAsync(hook.Command, t), cancellationToken),
                { Request: { NotAsked: null } request } => WithinGraceAsync(t => _client.AskAsync(request, t), cancellationToken),
                _ => Task.CompletedTask,
            }).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(false);
        }
    }

    private async Task WithinGraceAsync(Func<CancellationToken, Task> hook, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_plan.GracePeriod);
        try
        {
            await hook(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // SIGTERM follows all the same.
        }
    }

    private static async Task AskBeforeStopAsync(ProbeRecord readiness, int most, CancellationToken over)
    {
        try
        {
            for (int i = 0; i < most; i++)
            {
                if (i > 0)
                {
                    await Task.Delay(BeforeStopPeriod, over).ConfigureAwait(false);
                }

                bool succeeded = await readiness.AskAsync(over).ConfigureAwait(false);
                readiness.SucceededBeforeStop = (readiness.SucceededBeforeStop ?? true) && succeeded;
            }
        }
        catch (OperationCanceledException)
        {
            // The hook is over.
        }
    }

    // A connection alone may be that of a forwarder; what answers a probe is served.
    private async Task<bool> IsServedAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestSilence);
        try
        {
            ProbeRequest[] network = [.. _probes.Select(static p => p.Request).Where(static p => p.Action != "exec" && p.Port is not null)];
            foreach (ProbeRequest probe in network)
            {
                if ((await _client.AskAsync(probe, limit.Token).ConfigureAwait(false)).Succeeded)
                {
                    return true;
                }
            }

            if (network.Length == 0)
            {
                foreach (int port in _plan.DeclaredPorts)
                {
                    if (await IsListenedOnAsync(port, limit.Token).ConfigureAwait(false))
                    {
                        return true;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody answers.
        }

        return false;
    }
}
