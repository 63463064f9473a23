using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Publishing.Applying;

namespace OpenShift.NET.Sdk.Tests.Publishing.Applying;

/// <summary>Keeps what is told.</summary>
internal sealed class KeptApplyConsole : IApplyConsole
{
    public ConcurrentQueue<string> Told { get; } = new();

    public ConcurrentQueue<string> Details { get; } = new();

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>All of it.</summary>
    public string Text => string.Join('\n', Told.Concat(Details).Concat(Lines));

    public void Tell(string text) => Told.Enqueue(text);

    public void Detail(string text) => Details.Enqueue(text);

    public void Write(string line) => Lines.Enqueue(line);
}
