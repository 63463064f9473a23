using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>
/// The process that a container hangs on: a shell in namespaces of its own, which mounts the overlay and starts bubblewrap. When its standard input ends, because it is closed or because this
/// process is gone, it kills itself, and bubblewrap and the container die with it. It is no thread of ours that they hang on: a thread of the pool can end at any time.
/// </summary>
internal sealed partial class SandboxLaunch : IDisposable
{
    // Its own errors go to a file: the error output is the application's.
    private const string Script = """
        d=$1 lower=$2 mount=$3 bwrap=$4 env=$5
        shift 5
        umask 022
        exec 4>&2 2>"$d/trouble"
        "$mount" -t overlay overlay -o "userxattr,lowerdir=$lower,upperdir=$d/upper,workdir=$d/work" "$d/root" || exit 125
        echo "$$"
        read -r go || exit 125
        exec 3<&0 </dev/null
        ( read -r end <&3; kill -9 "$$" ) >/dev/null 2>&1 4>&- &
        watch=$!
        "$env" -i "$bwrap" --args 9 --json-status-fd 8 -- "$@" 9<"$d/arguments" 8>"$d/status" 2>&4 3<&- 4>&-
        code=$?
        kill -9 "$watch"
        exit "$code"
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _folder;

    private SandboxLaunch(Process process, string folder)
    {
        _process = process;
        _folder = folder;
    }

    /// <summary>The shell, whose namespaces are the container's surroundings: those of its network and of its mounts.</summary>
    public int Surroundings { get; private set; }

    /// <summary>Process 1 of the container, by its number outside.</summary>
    public int First { get; private set; }

    /// <summary>What the container writes to its standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What the container writes to its standard error.</summary>
    public Stream Errors => _process.StandardError.BaseStream;

    /// <summary>Makes the namespaces and mounts the overlay.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="user">Who it belongs to.</param>
    /// <param name="folder">The container's folder.</param>
    /// <param name="working">The folder that the lower folders lie in. Only by being in it they are reached: the folders above may be closed to the user.</param>
    /// <param name="lower">Names of the lower folders, the topmost first.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">OSC0094: the machine does not let it.</exception>
    public static async Task<SandboxLaunch> PrepareAsync(SandboxPrograms programs, SandboxUser user, string folder, string working, IEnumerable<string> lower, ImmutableArray<string> command, CancellationToken cancellationToken)
    {
        ImmutableArray<string> all =
        [
            programs.SetSession, "--wait", .. user.Become(programs), programs.Unshare, "--user", "--map-root-user", "--mount", "--net", "--",
            programs.Shell, "-c", Script, "sh", folder, string.Join(':', lower), programs.Mount, programs.Bubblewrap, programs.Environment, .. command,
        ];
        var start = new ProcessStartInfo(all[0], all.Skip(1)) { WorkingDirectory = working, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw Failure(e.Message, e);
        }

        var launch = new SandboxLaunch(process, folder);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            string line = await LineAsync(launch.Output, limit.Token).ConfigureAwait(false);
            if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int surroundings))
            {
                string errors = await process.StandardError.ReadToEndAsync(limit.Token).ConfigureAwait(false);
                throw Failure((errors + launch.Trouble()).Trim(), null);
            }

            launch.Surroundings = surroundings;
            return launch;
        }
        catch (Exception e)
        {
            launch.Dispose();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw Failure(FormattableString.Invariant($"no sign of life in {Patience.TotalSeconds} s"), null);
            }

            throw;
        }
    }

    /// <summary>Starts the command, and waits until it is what it is to be or has ended.</summary>
    /// <returns>Whether it was started; not when the command cannot be run, which the error output says then.</returns>
    public async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteAsync("go\n".AsMemory(), cancellationToken).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
        for (bool isRead = false; ;)
        {
            bool hasEnded = _process.HasExited;
            string status = Text("status");
            if (First == 0 && ChildProcess().Match(status) is { Success: true } child)
            {
                First = int.Parse(child.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            }

            // The environment is in it, secrets among it: bubblewrap has read it before it makes the container, and nobody needs it any more.
            if (!isRead && (hasEnded || First != 0))
            {
                File.Delete(Path.Combine(_folder, "arguments"));
                isRead = true;
            }

            if (hasEnded)
            {
                return WasStarted;
            }

            if (First != 0 && ProgramOf(First) is { } program && Path.GetFileName(program) != "bwrap")
            {
                return true;
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the command was started: bubblewrap says the exit code of a command that was.</summary>
    public bool WasStarted => Text("status").Contains("exit-code", StringComparison.Ordinal);

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, 128 + signal when a signal ended it.</returns>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Ends it and all that hangs on it.</summary>
    public void End()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    /// <summary>The failure of a sandbox.</summary>
    public static OpenShiftException Failure(string seen, Exception? cause) => new(
        ToolCodes.RunEngineFailed,
        $"The sandbox does not start: {PrintableText.Line(seen)}",
        "Set OpenShiftProveEngine to another engine, or OpenShiftProve to Never.",
        innerException: cause);

    /// <summary>What went wrong outside of the container.</summary>
    public string Trouble() => Text("trouble");

    private string Text(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(_folder, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? ProgramOf(int process)
    {
        try
        {
            return new FileInfo(FormattableString.Invariant($"/proc/{process}/exe")).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Not a byte more: what follows is the application's.
    private static async Task<string> LineAsync(Stream output, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (line.Length < 20 && await output.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString();
    }

    [GeneratedRegex(@"""child-pid"": (\d+)")]
    private static partial Regex ChildProcess();
}
