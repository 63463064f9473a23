using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>
/// Holds the build's process until a task has ended what it started. MSBuild cancels its tasks at SIGINT; at SIGTERM the .NET SDK's command line ends the process, tasks and all, without a word.
/// </summary>
internal sealed class EndOfBuild : IDisposable
{
    // What was logged last is on its way to the loggers still.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    private readonly Action _cancel;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _terminate;

    /// <summary>Begins to wait for the process's end.</summary>
    /// <param name="cancel">Cancels the task.</param>
    public EndOfBuild(Action cancel)
    {
        _cancel = cancel;
        AppDomain.CurrentDomain.ProcessExit += Hold;

        // Where nobody else hears it, the process would be gone at once.
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            _cancel();
        });
    }

    /// <summary>The task has ended.</summary>
    public void Dispose()
    {
        _ended.TrySetResult();
        AppDomain.CurrentDomain.ProcessExit -= Hold;
        _terminate.Dispose();
    }

    private void Hold(object? sender, EventArgs e)
    {
        _cancel();
        _ended.Task.Wait();
        Thread.Sleep(LastWords);
    }
}
