using System.Collections.Immutable;
using System.Diagnostics;
using System.Formats.Tar;
using System.Net.Sockets;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Proving.Linux;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>A container of podman or docker.</summary>
/// <param name="manner">How the engine works here.</param>
/// <param name="name">Name the engine knows it by.</param>
/// <param name="id">Its id.</param>
/// <param name="specification">How it is run.</param>
/// <param name="user">User id inside.</param>
/// <param name="volumes">Its volumes.</param>
/// <param name="network">The way into its network.</param>
/// <param name="cables">What joins the networks of the scene.</param>
internal sealed class EngineContainer(EngineManner manner, string name, string id, ContainerSpecification specification, long user, ImmutableArray<MountedVolume> volumes, ContainerNetwork network, NetworkCables cables) : IRunningContainer
{
    private const int MaxExecOutput = 4000;
    private const int NotExecutable = 126;
    private const int EngineFailed = 125;
    private const int KilledCode = 137;
    private const int MaxAskedSizes = 64;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private ContainerLog? _log;
    private long _start = Stopwatch.GetTimestamp();
    private Process? _client;
    private ContainerState _state = new();
    private bool _killed;
    private int _disposed;

    /// <inheritdoc/>
    public long UserId => user;

    /// <inheritdoc/>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <inheritdoc/>
    public ImmutableArray<LogLine> Log => _log?.Lines ?? [];

    /// <inheritdoc/>
    public long LogLines => _log?.Count ?? 0;

    /// <inheritdoc/>
    public Task<ContainerExit> Exit { get; private set; } = Task.FromException<ContainerExit>(new InvalidOperationException("It was not started."));

    /// <summary>Starts it.</summary>
    /// <exception cref="OpenShiftException">OSC0094: the engine refuses.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (manner.Network == SceneNetworkKind.Forwarded)
        {
            // Everything is there but the program: the network is made ready before it can ask for it.
            EngineAnswer made = await manner.Client.RunAsync(["init", name], cancellationToken).ConfigureAwait(false);
            if (!made.Succeeded)
            {
                await EndUnstartedAsync(made.Complaint).ConfigureAwait(false);
                return;
            }

            ContainerState ready = await InspectAsync(cancellationToken).ConfigureAwait(false);
            await network.EnterAsync(ready.ProcessId, cancellationToken).ConfigureAwait(false);
            await cables.PlugAsync(specification.Name, ready.ProcessId, cancellationToken).ConfigureAwait(false);
        }

        _start = Stopwatch.GetTimestamp();
        _log = NewLog();
        _client = manner.Client.Start(["start", "--attach", .. manner.Facts.IsPodman ? (ReadOnlySpan<string>)["--sig-proxy=false"] : [], name]);
        _client.StandardInput.Close();
        Task output = _log.ReadAsync(_client.StandardOutput.BaseStream, isError: false);
        Task errors = _log.ReadAsync(_client.StandardError.BaseStream, isError: true);
        while (true)
        {
            bool hasEnded = _client.HasExited;
            _state = await InspectAsync(cancellationToken).ConfigureAwait(false);
            if (_state.Started is { } started)
            {
                // The engine's clock is this machine's, or so far off that its own moment tells more.
                TimeSpan since = DateTimeOffset.UtcNow - started;
                TimeSpan waited = Elapsed;
                if (since >= TimeSpan.Zero && since <= waited)
                {
                    _start += (long)((waited - since).TotalSeconds * Stopwatch.Frequency);
                }

                break;
            }

            if (hasEnded)
            {
                await Task.WhenAll(output, errors).ConfigureAwait(false);
                await EndUnstartedAsync(_state.Error.Length > 0 ? _state.Error : Log.LastOrDefault(static l => l.IsError)?.Text ?? "").ConfigureAwait(false);
                return;
            }

            if (Elapsed > StartPatience)
            {
                throw EngineScene.Failure(manner, $"does not start the container '{specification.Name}'", FormattableString.Invariant($"nothing happened for {StartPatience.TotalSeconds} s"));
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }

        network.EngineAddress = _state.Address;
        network.PublishedPorts = _state.Ports;
        Exit = Task.Run(() => WaitAsync(output, errors), CancellationToken.None);
    }

    /// <inheritdoc/>
    public Task<ContainerObservation> ObserveAsync(CancellationToken cancellationToken) => manner.SeesProcesses ? Task.Run(ObserveHere, cancellationToken) : ObserveThereAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> ConnectAsync(int port, bool loopback, CancellationToken cancellationToken) =>
        Exit.IsCompleted ? throw new SocketException((int)SocketError.ConnectionRefused) : network.ConnectAsync(_state.ProcessId, port, loopback, cancellationToken);

    /// <inheritdoc/>
    public async Task<(int ExitCode, string Output)> ExecuteAsync(ImmutableArray<string> command, CancellationToken cancellationToken)
    {
        EngineAnswer answer = await manner.Client.RunAsync(["exec", name, .. command], cancellationToken).ConfigureAwait(false);
        string output = answer.Output + answer.Errors;

        // Versions of both engines differ in what code they give for that.
        int code = answer.ExitCode is NotExecutable or EngineFailed or 255 or 1 && StartFailure.ExitCodeOf(output) is { } known ? known : answer.ExitCode;
        return (code, output.Length > MaxExecOutput ? output[..MaxExecOutput] : output);
    }

    /// <inheritdoc/>
    public Task TerminateAsync(CancellationToken cancellationToken) => SignalAsync(UnixFile.Terminate, "TERM", cancellationToken);

    /// <inheritdoc/>
    public Task KillAsync(CancellationToken cancellationToken)
    {
        _killed = true;
        return SignalAsync(UnixFile.Kill, "KILL", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<WrittenFile>?> WrittenAsync(CancellationToken cancellationToken)
    {
        EngineAnswer changed = await manner.Client.RunAsync(["diff", name], cancellationToken).ConfigureAwait(false);
        if (!changed.Succeeded)
        {
            return null;
        }

        ImmutableArray<WrittenFile>.Builder written = ImmutableArray.CreateBuilder<WrittenFile>();
        int asked = 0;
        foreach ((string path, FileChange change) in RootChanges.Parse(changed.Output, specification.Volumes.Select(static v => v.Path), specification.WorkingDirectory))
        {
            if (change == FileChange.Deleted)
            {
                written.Add(new WrittenFile(path, 0, change, IsDeclared: false));
                continue;
            }

            (bool isFolder, long size)? seen = SeeInUpper(path);
            if (seen is null && asked++ < MaxAskedSizes)
            {
                seen = await AskSizeAsync(path, cancellationToken).ConfigureAwait(false);
            }

            // Of a folder of the image, only the attributes or what was there for a while have changed.
            if (seen is not { isFolder: true } || change == FileChange.Created)
            {
                written.Add(new WrittenFile(path, seen?.size ?? 0, change, IsDeclared: false));
            }
        }

        foreach (MountedVolume volume in volumes.Where(static v => !v.Volume.IsReadOnly && v.Source.Length > 0))
        {
            written.AddRange(volume.IsFolder ? VolumeFiles.Read(volume) : await ReadVolumeAsync(volume, cancellationToken).ConfigureAwait(false));
        }

        return written.ToImmutable();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        _killed |= !Exit.IsCompleted;
        await manner.Client.RunAsync(["kill", "--signal", "KILL", name], CancellationToken.None).ConfigureAwait(false);
        if (_client is not null)
        {
            await Exit.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            EngineClient.Stop(_client);
            _client.Dispose();
        }

        await network.DisposeAsync().ConfigureAwait(false);
        await manner.Client.RunAsync(["rm", "--force", "--volumes", name], CancellationToken.None).ConfigureAwait(false);
    }

    private async Task EndUnstartedAsync(string complaint)
    {
        // A program that is not there is the image's fault, anything else the engine's.
        if (StartFailure.ExitCodeOf(complaint) is not { } code)
        {
            throw EngineScene.Failure(manner, $"does not start the container '{specification.Name}'", complaint);
        }

        if (LogLines == 0)
        {
            _log = NewLog();
            await _log.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(complaint)), isError: true).ConfigureAwait(false);
        }

        Exit = Task.FromResult(new ContainerExit(0, code));
    }

    private ContainerLog NewLog() => new(() => Elapsed.TotalMilliseconds, heard: specification.Heard);

    private async Task<ContainerExit> WaitAsync(Task output, Task errors)
    {
        await _client!.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        await Task.WhenAll(output, errors).ConfigureAwait(false);
        ContainerState state;
        while (true)
        {
            EngineAnswer answer = await manner.Client.RunAsync(["container", "inspect", name], CancellationToken.None).ConfigureAwait(false);
            if (!answer.Succeeded || ContainerState.TryParse(answer.Output) is not { } read)
            {
                // Somebody removed it.
                return new ContainerExit(Elapsed.TotalMilliseconds, KilledCode, Killed: true);
            }

            if (!read.IsRunning && read.Finished is not null)
            {
                state = read;
                break;
            }

            await Task.Delay(Poll).ConfigureAwait(false);
        }

        double after = state is { Started: { } started, Finished: { } finished } ? Math.Max(0, (finished - started).TotalMilliseconds) : Elapsed.TotalMilliseconds;

        // Engines miss it now and then; nobody else kills what nobody but this process knows.
        bool outOfMemory = state.OutOfMemory || (state.ExitCode == KilledCode && !_killed && specification.MemoryLimit is not null && manner.Facts.LimitsMemory);
        return new ContainerExit(after, state.ExitCode, Killed: (_killed && state.ExitCode == KilledCode) || outOfMemory, OutOfMemory: outOfMemory);
    }

    private async Task<ContainerState> InspectAsync(CancellationToken cancellationToken)
    {
        EngineAnswer answer = await manner.Client.RunAsync(["container", "inspect", name], cancellationToken).ConfigureAwait(false);
        EngineScene.Require(manner, answer, "does not tell of a container");
        return ContainerState.TryParse(answer.Output) ?? throw EngineScene.Failure(manner, "does not tell of a container", "its answer to 'inspect' cannot be read");
    }

    private async Task SignalAsync(int signal, string signalName, CancellationToken cancellationToken)
    {
        // At once where that may be done: the engine's program takes a tenth of a second.
        if (Exit.IsCompleted || (IsSeen() && UnixFile.TrySignal(_state.ProcessId, signal)))
        {
            return;
        }

        EngineAnswer answer = await manner.Client.RunAsync(["kill", "--signal", signalName, name], cancellationToken).ConfigureAwait(false);
        if (!answer.Succeeded && !Exit.IsCompleted && (await InspectAsync(cancellationToken).ConfigureAwait(false)).IsRunning)
        {
            EngineScene.Require(manner, answer, $"does not send SIG{signalName}");
        }
    }

    // Process ids of an engine on another machine, or outside of a container this process is in, are not this machine's.
    private bool IsSeen() => manner.SeesProcesses && _state.ProcessId > 1 && ProcessNetwork.IsFirstOfNamespace(_state.ProcessId);

    private ContainerObservation ObserveHere()
    {
        int first = _state.ProcessId;
        if (Exit.IsCompleted || !IsSeen())
        {
            return new ContainerObservation(Exit.IsCompleted ? [] : null, Exit.IsCompleted ? [] : null, null);
        }

        var group = ControlGroup.OfProcess(first, id.Length >= 12 ? id[..12] : null);
        ImmutableArray<(ContainerProcess Process, long Memory)>? processes = ContainerProcesses.Read(first);
        ImmutableArray<ListeningSocket>? sockets = ProcessNetwork.Listening(first);
        return new ContainerObservation(
            processes is { } seen ? [.. seen.Select(static p => p.Process)] : null,
            sockets is { } all ? [.. all.Where(static s => !ContainerNetwork.IsOwn(s))] : null,
            group?.Use ?? processes?.Sum(static p => p.Memory),
            null,
            specification.MemoryLimit is { } limit && group?.Limit is { } held && held <= limit);
    }

    private async Task<ContainerObservation> ObserveThereAsync(CancellationToken cancellationToken)
    {
        Task<EngineAnswer> top = manner.Client.RunAsync(manner.Facts.IsPodman ? ["top", name, "pid", "ppid", "comm", "args"] : ["top", name, "-o", "pid,ppid,comm,args"], cancellationToken);
        Task<EngineAnswer> stats = manner.Client.RunAsync(["stats", "--no-stream", "--format", "{{.MemUsage}}", name], cancellationToken);
        EngineAnswer processes = await top.ConfigureAwait(false);
        EngineAnswer memory = await stats.ConfigureAwait(false);
        return new ContainerObservation(
            processes.Succeeded ? EngineTop.Parse(processes.Output) : null,
            null,
            memory.Succeeded ? EngineStats.ParseUsage(memory.Output) : null,
            null,
            specification.MemoryLimit is not null && manner.Facts.LimitsMemory);
    }

    private (bool IsFolder, long Size)? SeeInUpper(string path)
    {
        if (manner.Facts.IsRemote || _state.UpperFolder is not { } upper)
        {
            return null;
        }

        try
        {
            string full = upper + path;
            var file = new FileInfo(full);
            return file.LinkTarget is not null ? (false, 0) : Directory.Exists(full) ? (true, 0) : file.Exists ? (false, file.Length) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<(bool IsFolder, long Size)?> AskSizeAsync(string path, CancellationToken cancellationToken)
    {
        (bool, long)? found = null;
        await ForEachEntryAsync(path, entry =>
        {
            found = (entry.EntryType == TarEntryType.Directory, entry.EntryType == TarEntryType.RegularFile ? entry.Length : 0);
            return false;
        }, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async Task<ImmutableArray<WrittenFile>> ReadVolumeAsync(MountedVolume volume, CancellationToken cancellationToken)
    {
        var files = new VolumeFiles(volume);
        await ForEachEntryAsync(volume.Volume.Path + "/.", entry =>
        {
            files.Add(entry.Name, entry.EntryType == TarEntryType.Directory, entry.EntryType == TarEntryType.RegularFile ? entry.Length : 0);
            return true;
        }, cancellationToken).ConfigureAwait(false);
        return files.Finish();
    }

    // cp writes a tar to standard output; what is in the files is passed over.
    private async Task ForEachEntryAsync(string path, Func<TarEntry, bool> visit, CancellationToken cancellationToken)
    {
        using Process copy = manner.Client.Start(["cp", $"{name}:{path}", "-"]);
        try
        {
            copy.StandardInput.Close();
            Task errors = copy.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            using var tar = new TarReader(copy.StandardOutput.BaseStream, leaveOpen: true);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry && visit(entry))
            {
            }

            await errors.WaitAsync(TimeSpan.Zero, cancellationToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            // The path is gone meanwhile.
        }
        finally
        {
            EngineClient.Stop(copy);
        }
    }
}
