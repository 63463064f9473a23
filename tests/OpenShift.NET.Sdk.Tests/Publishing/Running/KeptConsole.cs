using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Publishing.Running;

namespace OpenShift.NET.Sdk.Tests.Publishing.Running;

/// <summary>Keeps what a run shows.</summary>
internal sealed class KeptConsole : IRunConsole
{
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lines of the application.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>What happened.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>What is told when it is ready, or is not in time.</summary>
    public Task<string> Ready => _ready.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Write(string line, bool isError) => Lines.Enqueue(line);

    public void Tell(string text)
    {
        Told.Enqueue(text);
        if (text.StartsWith("ready ", StringComparison.Ordinal) || text.StartsWith("not ready ", StringComparison.Ordinal))
        {
            _ready.TrySetResult(text);
        }
    }
}
