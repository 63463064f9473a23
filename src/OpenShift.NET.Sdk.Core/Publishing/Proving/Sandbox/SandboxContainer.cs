using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using OpenShift.NET.Sdk.Publishing.Proving.Linux;
using OpenShift.NET.Sdk.Publishing.Proving.Network;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>A container that runs in a sandbox.</summary>
internal sealed class SandboxContainer : IRunningContainer
{
    private const int CannotRun = 126;
    private const int NotFound = 127;
    private const int KilledCode = 128 + UnixFile.Kill;

    private readonly SandboxPrograms _programs;
    private readonly SandboxUser _user;
    private readonly SandboxFolder _folder;
    private readonly SandboxLaunch _launch;
    private readonly Forwarder _forwarder;
    private readonly string _socket;
    private readonly IPAddress _own;
    private readonly ImmutableDictionary<string, IPAddress> _others;
    private readonly MemoryGroup? _group;
    private readonly bool _isLimited;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ContainerLog _log;
    private bool _wasKilled;
    private int _disposed;

    private SandboxContainer(SandboxPrograms programs, SandboxUser user, SandboxFolder folder, SandboxLaunch launch, Forwarder forwarder, string socket, IPAddress own, ImmutableDictionary<string, IPAddress> others, MemoryGroup? group, bool isLimited, Action<LogLine>? heard)
    {
        (_programs, _user, _folder, _launch, _forwarder, _socket, _own, _others, _group, _isLimited) = (programs, user, folder, launch, forwarder, socket, own, others, group, isLimited);
        _log = new ContainerLog(() => Elapsed.TotalMilliseconds, heard: heard);
        Exit = EndAsync();
    }

    /// <inheritdoc/>
    public long UserId => _folder.UserId;

    /// <inheritdoc/>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <inheritdoc/>
    public ImmutableArray<LogLine> Log => _log.Lines;

    /// <inheritdoc/>
    public long LogLines => _log.Count;

    /// <inheritdoc/>
    public Task<ContainerExit> Exit { get; }

    /// <summary>Starts the command in surroundings that are ready.</summary>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0094: bubblewrap cannot make the container.</exception>
    public static async Task<SandboxContainer> StartAsync(SandboxPrograms programs, SandboxUser user, SandboxFolder folder, SandboxLaunch launch, Forwarder forwarder, string socket, IPAddress own, ImmutableDictionary<string, IPAddress> others, MemoryGroup? group, bool isLimited, Action<LogLine>? heard, CancellationToken cancellationToken)
    {
        var container = new SandboxContainer(programs, user, folder, launch, forwarder, socket, own, others, group, isLimited, heard);
        if (!await launch.StartAsync(cancellationToken).ConfigureAwait(false))
        {
            await container.Exit.ConfigureAwait(false);
            string said = container.Log.LastOrDefault(static l => l.IsError)?.Text ?? "";
            if (CodeOf(said) is null)
            {
                throw SandboxLaunch.Failure(said + launch.Trouble(), null);
            }
        }

        return container;
    }

    /// <inheritdoc/>
    public Task<ContainerObservation> ObserveAsync(CancellationToken cancellationToken)
    {
        if (_launch.First == 0 || Exit.IsCompleted)
        {
            return Task.FromResult(new ContainerObservation([], [], null, MemoryIsLimited: _isLimited));
        }

        ImmutableArray<(ContainerProcess Process, long Memory)>? processes = ContainerProcesses.Read(_launch.First);
        ImmutableArray<ListeningSocket> sockets =
        [
            .. ListeningSockets.Read(Text("tcp")).Concat(ListeningSockets.Read(Text("tcp6")))
                .Where(s => !IPAddress.TryParse(s.Address, out IPAddress? address) || !_others.ContainsValue(address))
                .Distinct(),
        ];
        return Task.FromResult(new ContainerObservation(
            processes is { } seen ? [.. seen.Select(static p => p.Process)] : null,
            sockets,
            Use(processes?.Sum(static p => p.Memory)),
            MemoryIsLimited: _isLimited));
    }

    /// <inheritdoc/>
    public Task<Stream> ConnectAsync(int port, bool loopback, CancellationToken cancellationToken) =>
        ForwarderClient.ConnectAsync(_socket, loopback ? IPAddress.Loopback : _own, port, cancellationToken);

    /// <inheritdoc/>
    public async Task<(int ExitCode, string Output)> ExecuteAsync(ImmutableArray<string> command, CancellationToken cancellationToken)
    {
        if (_launch.First == 0 || Exit.IsCompleted)
        {
            return (CannotRun, "the container has ended");
        }

        // First into the surroundings, whose rights are needed to enter what is inside of them; these end with the last step.
        ImmutableArray<string> all =
        [
            .. _user.Become(_programs),
            _programs.Enter, "-t", FormattableString.Invariant($"{_launch.Surroundings}"), "--user", "--preserve-credentials", "--",
            _programs.SetPrivileges, "--no-new-privs", "--",
            _programs.Enter, "-t", FormattableString.Invariant($"{_launch.First}"), "--user", "--mount", "--uts", "--ipc", "--net", "--pid", "--preserve-credentials", "--wd", "--",
            .. command,
        ];
        var start = new ProcessStartInfo(all[0], all.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment.Clear();
        foreach ((string name, string value) in _folder.Environment)
        {
            // This machine's programs, which enter, would hear it too.
            if (!IsHeardByLibraries(name))
            {
                start.Environment[name] = value;
            }
        }

        using Process process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            Task<string> output = BeginningAsync(process.StandardOutput, cancellationToken);
            Task<string> errors = BeginningAsync(process.StandardError, cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            string text = await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
            return (process.ExitCode, text.Length > MostOutput ? text[..MostOutput] : text);
        }
        finally
        {
            End(process);
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
        _wasKilled = true;
        Signal(UnixFile.Kill);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<WrittenFile>?> WrittenAsync(CancellationToken cancellationToken) => Task.Run<ImmutableArray<WrittenFile>?>(() => _folder.Written(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (!Exit.IsCompleted)
        {
            _wasKilled = true;
            Signal(UnixFile.Kill);
            _launch.End();
        }

        await Exit.ConfigureAwait(false);
        await _forwarder.DisposeAsync().ConfigureAwait(false);
        _launch.Dispose();
        _group?.Dispose();
    }

    private const int MostOutput = 4_000;

    /// <summary>
    /// Whether a variable makes a program of this machine load what it names, write to it, or speak otherwise: what glibc takes from nobody of other rights (ld.so(8), "secure-execution mode"),
    /// and the locale, whose files it reads.
    /// </summary>
    internal static bool IsHeardByLibraries(string name) =>
        name.StartsWith("LD_", StringComparison.Ordinal) || name.StartsWith("MALLOC_", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)
        || name is "GCONV_PATH" or "GETCONF_DIR" or "GLIBC_TUNABLES" or "HOSTALIASES" or "LOCALDOMAIN" or "LOCPATH" or "NIS_PATH" or "NLSPATH" or "RESOLV_HOST_CONF" or "RES_OPTIONS" or "TMPDIR" or "TZDIR"
            or "LANG" or "LANGUAGE" or "OUTPUT_CHARSET";

    private static async Task<string> BeginningAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        char[] buffer = new char[MostOutput];
        int length = await reader.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
        char[] rest = new char[4096];
        while (await reader.ReadAsync(rest, cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        return new string(buffer, 0, length);
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ends with the container at the latest.
        }
    }

    // bubblewrap ends with 1 whatever went wrong; runtimes tell what is not there from what may not be run.
    private static int? CodeOf(string said) =>
        !said.StartsWith("bwrap: execvp ", StringComparison.Ordinal) && !said.StartsWith("bwrap: Can't chdir to ", StringComparison.Ordinal) ? null
        : said.EndsWith("No such file or directory", StringComparison.Ordinal) ? NotFound : CannotRun;

    private async Task<ContainerExit> EndAsync()
    {
        Task log = Task.WhenAll(_log.ReadAsync(_launch.Output, isError: false), _log.ReadAsync(_launch.Errors, isError: true));
        int code = await _launch.WaitAsync().ConfigureAwait(false);
        double after = Elapsed.TotalMilliseconds;
        await log.ConfigureAwait(false);
        if (code == 1 && !_launch.WasStarted && CodeOf(_log.Lines.LastOrDefault(static l => l.IsError)?.Text ?? "") is { } other)
        {
            code = other;
        }

        bool wasExceeded = _group?.WasExceeded == true;
        return new ContainerExit(after, code, code == KilledCode && (_wasKilled || wasExceeded), wasExceeded);
    }

    // The group counts what the kernel holds for the processes, too, but some seconds late.
    private long? Use(long? processes) => (_isLimited ? _group?.Use : null) is { } group ? Math.Max(group, processes ?? 0) : processes;

    private void Signal(int signal)
    {
        if (_launch.First != 0 && !Exit.IsCompleted)
        {
            _ = UnixFile.TrySignal(_launch.First, signal);
        }
    }

    private string Text(string name)
    {
        try
        {
            return File.ReadAllText(FormattableString.Invariant($"/proc/{_launch.First}/net/{name}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
