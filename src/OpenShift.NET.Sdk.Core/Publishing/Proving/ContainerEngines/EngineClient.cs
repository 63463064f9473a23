using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>The program of podman or docker.</summary>
/// <param name="name">The engine as people name it.</param>
/// <param name="program">Full path of the program.</param>
/// <param name="globalOptions">Options before the command, for example <c>--runtime runc</c>.</param>
internal sealed class EngineClient(string name, string program, ImmutableArray<string> globalOptions)
{
    /// <summary>How many characters of an output are kept.</summary>
    public const int MaxOutput = 8 * 1024 * 1024;

    /// <summary>The engine as people name it.</summary>
    public string Name => name;

    /// <summary>Full path of the program.</summary>
    public string Program => program;

    /// <summary>Options before the command.</summary>
    public ImmutableArray<string> GlobalOptions => globalOptions;

    /// <summary>The same program with other options before the command.</summary>
    public EngineClient With(ImmutableArray<string> options) => new(name, program, options);

    /// <summary>Runs a command to its end; it is killed when that is cancelled.</summary>
    /// <param name="arguments">Command and arguments. Never a secret: other users see them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="write">Writes its standard input.</param>
    /// <param name="environment">Variables it gets besides this process's own.</param>
    /// <param name="grace">How long it may go on when it is cancelled: what is killed while it makes something leaves halves that have no name to remove them by.</param>
    /// <exception cref="OpenShiftException">OSC0094: the program cannot be started.</exception>
    public async Task<EngineAnswer> RunAsync(
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        Func<Stream, Task>? write = null,
        ImmutableDictionary<string, string>? environment = null,
        TimeSpan grace = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var ending = new CancellationTokenSource();
        using CancellationTokenRegistration cancelled = cancellationToken.Register(() => ending.CancelAfter(grace));
        using Process process = Start(arguments, environment);
        try
        {
            Task<string> output = ReadAsync(process.StandardOutput, ending.Token);
            Task<string> errors = ReadAsync(process.StandardError, ending.Token);
            try
            {
                if (write is not null)
                {
                    await write(process.StandardInput.BaseStream).ConfigureAwait(false);
                }

                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The program ended before it had read everything; its exit code and error output say why.
            }

            await process.WaitForExitAsync(ending.Token).ConfigureAwait(false);
            return new EngineAnswer(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
        finally
        {
            Stop(process);
        }
    }

    /// <summary>Starts a command whose outputs the caller reads.</summary>
    /// <exception cref="OpenShiftException">OSC0094: the program cannot be started.</exception>
    public Process Start(IEnumerable<string> arguments, ImmutableDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, globalOptions.Concat(arguments))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach ((string variable, string value) in environment ?? ImmutableDictionary<string, string>.Empty)
        {
            start.Environment[variable] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new OpenShiftException(ToolCodes.RunEngineFailed, $"'{program}' cannot be started", $"Check the installation of {name}.", innerException: e);
        }
    }

    /// <summary>Kills what is left of a started command.</summary>
    public static void Stop(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It ended by itself.
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        char[] buffer = new char[8192];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            // What is beyond the bound is read and dropped, so that the program can end.
            text.Append(buffer, 0, Math.Min(read, MaxOutput - text.Length));
        }

        return text.ToString();
    }
}
