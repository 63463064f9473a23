using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>A forwarder that was started. It ends when it is disposed of, and with this process, however that ends.</summary>
internal sealed class Forwarder : IAsyncDisposable
{
    // It starts in some hundredths of a second; this is for machines on which a hundred others start.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private Forwarder(Process process) => _process = process;

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="enter">The program that enters the network, with its arguments: <c>nsenter -t PID -U -n --preserve-credentials --</c>.</param>
    /// <param name="program">The forwarder, <see cref="ForwarderProgram.Find"/>.</param>
    /// <param name="options">What it is to do.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OpenShiftException">OSC0094: it does not start.</exception>
    public static async Task<Forwarder> StartAsync(ImmutableArray<string> enter, ImmutableArray<string> program, ForwarderOptions options, CancellationToken cancellationToken)
    {
        ImmutableArray<string> command = [.. enter, .. program, .. options.ToArguments()];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw Failure(e.Message, e);
        }

        var forwarder = new Forwarder(process);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            return await process.StandardOutput.ReadLineAsync(limit.Token).ConfigureAwait(false) == "ready" ? forwarder : throw Failure((await errors.ConfigureAwait(false)).Trim(), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await forwarder.DisposeAsync().ConfigureAwait(false);
            throw Failure(FormattableString.Invariant($"no sign of life in {Patience.TotalSeconds} s"), null);
        }
        catch
        {
            await forwarder.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private static OpenShiftException Failure(string seen, Exception? cause) => new(
        ToolCodes.RunEngineFailed,
        $"The network of a run cannot be reached: the forwarder does not start ({PrintableText.Line(seen)})",
        "Set OpenShiftProveEngine to another engine, or report it with a detailed build log.",
        innerException: cause);
}
