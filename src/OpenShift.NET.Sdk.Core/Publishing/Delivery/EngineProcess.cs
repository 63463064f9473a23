using System.ComponentModel;
using System.Diagnostics;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>Runs podman or docker. The process never outlives a cancelled publish.</summary>
internal static class EngineProcess
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(20);

    /// <summary>Whether the engine behind the program answers; a docker client without a daemon does not.</summary>
    public static async ValueTask<bool> AnswersAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            return (await RunAsync(engine, ["info"], _ => Task.CompletedTask, limit.Token).ConfigureAwait(false)).ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (OpenShiftException)
        {
            return false;
        }
    }

    /// <summary>Runs a command of the engine's and feeds its standard input.</summary>
    /// <exception cref="OpenShiftException">OSC0086: the program cannot be started.</exception>
    public static async Task<(int ExitCode, string Errors)> RunAsync(ContainerEngine engine, IEnumerable<string> arguments, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(engine.Program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true };
        using Process process = Start(start, engine);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await write(process.StandardInput.BaseStream).ConfigureAwait(false);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The program ended before it had read everything; its exit code and error output say why.
            }

            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            return (process.ExitCode, await errors.ConfigureAwait(false));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo start, ContainerEngine engine)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new OpenShiftException(ToolCodes.LocalRegistryFailed, $"'{engine.Program}' cannot be started", $"Check the installation of {engine.Name}.", innerException: e);
        }
    }
}
