using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Conduct;

/// <summary>Looks at a running container every 50 ms: its processes, sockets and memory.</summary>
internal sealed class ContainerWatch : IAsyncDisposable
{
    private const int MostSamples = 200;
    private const int MostProcesses = 200;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly IRunningContainer _container;
    private readonly CancellationTokenSource _ending;
    private readonly Task _watching;
    private readonly Lock _lock = new();
    private readonly List<ContainerProcess> _processes = [];
    private readonly List<MemorySample> _samples = [];
    private ImmutableArray<ListeningSocket>? _sockets;
    private bool _knowsProcesses;
    private long? _peak;
    private bool _isLimited;
    private bool _isEnding;
    private int _every = 1;
    private int _looks;

    /// <summary>Begins to look.</summary>
    /// <param name="container">The container.</param>
    /// <param name="watches">Whether it looks by itself; nobody wants to know it of a container that runs for days.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ContainerWatch(IRunningContainer container, bool watches, CancellationToken cancellationToken)
    {
        _container = container;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _watching = watches ? WatchAsync(_ending.Token) : Task.CompletedTask;
    }

    /// <summary>Looks once more, now.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        ContainerObservation seen = await _container.ObserveAsync(cancellationToken).ConfigureAwait(false);
        if (!_container.Exit.IsCompleted)
        {
            Take(seen, _container.Elapsed.TotalMilliseconds);
        }
    }

    /// <summary>From now on it is being stopped: what it listens on is no more of interest.</summary>
    public void Ending()
    {
        lock (_lock)
        {
            _isEnding = true;
        }
    }

    /// <summary>Ends the watching, and puts what was seen into a run.</summary>
    public async Task<ContainerRun> AddToAsync(ContainerRun run, long? limit)
    {
        await DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            return run with
            {
                Processes = [.. _processes],
                KnowsProcesses = _knowsProcesses,
                Sockets = _sockets ?? [],
                KnowsSockets = _sockets is not null,
                Memory = _peak is { } peak ? new MemoryUse(peak, limit, _isLimited, [.. _samples]) : null,
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_container.Exit.IsCompleted)
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
                await Task.WhenAny(_container.Exit, Task.Delay(Period, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to know more.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OpenShiftException)
        {
            // The container went while it was looked at; what was seen before stays.
        }
    }

    private void Take(ContainerObservation seen, double at)
    {
        lock (_lock)
        {
            foreach (ContainerProcess process in seen.Processes ?? [])
            {
                // One that has put another program in its place (exec) is still the same process; one that shows no command line is between two programs, or at its end.
                int known = _processes.FindIndex(p => p.Id == process.Id);
                if (known >= 0)
                {
                    _processes[known] = process.Command.Length > 0 ? process : _processes[known];
                }
                else if (_processes.Count < MostProcesses)
                {
                    _processes.Add(process);
                }
            }

            _knowsProcesses |= seen.Processes is not null;
            // One that ends closes its sockets first; those it had are what it listened on.
            if (!_isEnding && seen.Sockets is { } sockets && (_sockets is null || !sockets.IsEmpty))
            {
                _sockets = sockets;
            }

            _isLimited |= seen.MemoryIsLimited;
            if (seen.PeakMemory is not null || seen.Memory is not null)
            {
                _peak = Math.Max(_peak ?? 0, Math.Max(seen.PeakMemory ?? 0, seen.Memory ?? 0));
            }

            if (seen.Memory is { } bytes && _looks++ % _every == 0)
            {
                _samples.Add(new MemorySample(at, bytes));
                if (_samples.Count == MostSamples)
                {
                    // Every second one goes, and from now on half as many come.
                    int i = 0;
                    _samples.RemoveAll(_ => i++ % 2 == 1);
                    _every *= 2;
                }
            }
        }
    }
}
