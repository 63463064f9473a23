using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Publishing.Proving.Linux;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.InPlace;

/// <summary>The application as a process beside this one.</summary>
/// <param name="specification">How it is run.</param>
/// <param name="surroundings">As whom.</param>
/// <param name="command">What is started.</param>
/// <param name="files">Where its files are.</param>
/// <param name="groups">The file in which groups of processes are written down for the watcher.</param>
/// <param name="folder">A folder of its own.</param>
internal sealed class InPlaceContainer(ContainerSpecification specification, InPlaceSurroundings surroundings, InPlaceCommand command, InPlaceFolder files, string groups, string folder) : IRunningContainer
{
    private const int MaxExecOutput = 4000;
    private const int NotFound = 127;
    private const int KilledCode = 137;

    // What a killed group has written is in the pipes already.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    // A session of its own: the terminal's signals are the build's, and the whole of it can be killed.
    private const string Begin = "echo $$ >>\"$0\" && exec \"$@\"";

    private readonly long _start = Stopwatch.GetTimestamp();
    private ContainerLog? _log;
    private Process? _process;
    private bool _killed;
    private int _disposed;

    /// <inheritdoc/>
    public long UserId => surroundings.UserId;

    /// <inheritdoc/>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <inheritdoc/>
    public ImmutableArray<LogLine> Log => _log?.Lines ?? [];

    /// <inheritdoc/>
    public long LogLines => _log?.Count ?? 0;

    /// <inheritdoc/>
    public Task<ContainerExit> Exit { get; private set; } = Task.FromException<ContainerExit>(new InvalidOperationException("It was not started."));

    /// <summary>Starts it.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0094: this machine lacks what that takes.</exception>
    public void Start()
    {
        _log = new ContainerLog(() => Elapsed.TotalMilliseconds, files.Told, specification.Heard);
        _process = StartProcess("setsid", ["/bin/sh", "-c", Begin, groups, command.Program, .. command.Arguments]);
        _process.StandardInput.Close();
        Task output = _log.ReadAsync(_process.StandardOutput.BaseStream, isError: false);
        Task errors = _log.ReadAsync(_process.StandardError.BaseStream, isError: true);
        Exit = WaitAsync(output, errors);
    }

    /// <inheritdoc/>
    public Task<ContainerObservation> ObserveAsync(CancellationToken cancellationToken) => Task.Run(Observe, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> ConnectAsync(int port, bool loopback, CancellationToken cancellationToken) =>
        Exit.IsCompleted ? throw new SocketException((int)SocketError.ConnectionRefused) : OwnNetwork.ConnectAsync(port, loopback, cancellationToken);

    /// <inheritdoc/>
    public async Task<(int ExitCode, string Output)> ExecuteAsync(ImmutableArray<string> command, CancellationToken cancellationToken)
    {
        // Programs of the base are this machine's, if it has them.
        InPlaceCommand? found = InPlaceCommand.Of(command, specification.WorkingDirectory, files.Find, null) ?? OnPath(command);
        if (found is null)
        {
            return (NotFound, $"{command.FirstOrDefault()}: not found");
        }

        using Process process = StartProcess(found.Program, found.Arguments);
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            string text = await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
            return (process.ExitCode, text.Length > MaxExecOutput ? text[..MaxExecOutput] : text);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <inheritdoc/>
    public Task TerminateAsync(CancellationToken cancellationToken)
    {
        Signal(UnixFile.Terminate);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task KillAsync(CancellationToken cancellationToken)
    {
        _killed = true;
        KillAll();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<WrittenFile>?> WrittenAsync(CancellationToken cancellationToken) => Task.Run(ImmutableArray<WrittenFile>? () => files.Written(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1 || _process is null)
        {
            return;
        }

        if (!Exit.IsCompleted)
        {
            _killed = true;
            KillAll();
        }

        _ = await Exit.ConfigureAwait(false);
        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (!Exit.IsCompleted && _process is { HasExited: false } process)
        {
            _ = UnixFile.TrySignal(process.Id, signal);
        }
    }

    // The group, and what has left it for one of its own (setsid) but still comes from it. Once the first process has been waited for, its number can be another's.
    private void KillAll()
    {
        if (Exit.IsCompleted || _process is not { HasExited: false } process)
        {
            return;
        }

        ImmutableArray<(ContainerProcess Process, long Memory)> all = ContainerProcesses.Read(process.Id) ?? [];
        _ = UnixFile.TrySignal(-process.Id, UnixFile.Kill);
        foreach ((ContainerProcess other, _) in all)
        {
            if (other.Id != process.Id)
            {
                _ = UnixFile.TrySignal(other.Id, UnixFile.Kill);
            }
        }
    }

    private async Task<ContainerExit> WaitAsync(Task output, Task errors)
    {
        await _process!.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        double after = Elapsed.TotalMilliseconds;
        int code = _process.ExitCode;

        // A container ends with its first process.
        _ = UnixFile.TrySignal(-_process.Id, UnixFile.Kill);

        // What has left the group can hold the outputs open for ever.
        var read = Task.WhenAll(output, errors);
        if (await Task.WhenAny(read, Task.Delay(LastWords)).ConfigureAwait(false) != read)
        {
            await _process.StandardOutput.BaseStream.DisposeAsync().ConfigureAwait(false);
            await _process.StandardError.BaseStream.DisposeAsync().ConfigureAwait(false);
            _ = await Task.WhenAny(read, Task.Delay(LastWords)).ConfigureAwait(false);
        }

        bool outOfMemory = code == KilledCode && !_killed && ControlGroup.OfProcess(Environment.ProcessId, null)?.Limit is not null;
        return new ContainerExit(after, code, Killed: code == KilledCode, OutOfMemory: outOfMemory);
    }

    private ContainerObservation Observe()
    {
        if (_process is not { HasExited: false } process)
        {
            return new ContainerObservation([], [], null);
        }

        ImmutableArray<(ContainerProcess Process, long Memory)> seen = ContainerProcesses.Read(process.Id) ?? [];
        var group = ControlGroup.OfProcess(Environment.ProcessId, null);
        return new ContainerObservation(
            // In a container it would be process 1.
            [.. seen.Select(p => p.Process with { Id = p.Process.Id == process.Id ? 1 : p.Process.Id, ParentId = p.Process.ParentId == process.Id ? 1 : p.Process.ParentId })],
            ProcessNetwork.Listening(process.Id, ProcessNetwork.SocketsOf(seen.Select(static p => p.Process.Id))),
            seen.Sum(static p => p.Memory),
            null,
            specification.MemoryLimit is { } limit && group?.Limit is { } held && held <= limit);
    }

    private Process StartProcess(string program, ImmutableArray<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = files.Find(specification.WorkingDirectory) ?? folder,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in specification.Environment)
        {
            start.Environment[name] = value;
        }

        // Its own folder for temporary files, which /tmp of this machine is not, and the .NET that an application without a runtime of its own looks for.
        if (files.Find("/tmp") is { } temporary)
        {
            start.Environment["TMPDIR"] = temporary;
        }

        if (!start.Environment.ContainsKey("DOTNET_ROOT") && Path.GetFileName(command.Program) != "dotnet" && Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } dotnet)
        {
            start.Environment["DOTNET_ROOT"] = dotnet;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw InPlaceFailure.Of($"'{program}' cannot be started: {e.Message.TrimEnd('.')}", e);
        }
    }

    private InPlaceCommand? OnPath(ImmutableArray<string> command)
    {
        if (command.IsEmpty)
        {
            return null;
        }

        string? program = command[0].StartsWith('/') ? command[0]
            : SearchPath.Find(specification.Environment.GetValueOrDefault("PATH") ?? "/usr/bin:/bin", command[0]);
        return program is not null && File.Exists(program) ? new InPlaceCommand(program, [.. command.Skip(1).Select(a => a.StartsWith('/') && files.Find(a) is { } here ? here : a)]) : null;
    }
}
