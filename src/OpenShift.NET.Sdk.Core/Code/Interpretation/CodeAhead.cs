using System.Collections.Concurrent;
using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Decodes methods on a second core while the first ones are followed. What it makes is the same wherever it is made, so who comes first changes nothing but the time.</summary>
internal sealed class CodeAhead : IDisposable
{
    private readonly ConcurrentDictionary<MethodDefinition, PreparedMethod> _made = new();
    private readonly Thread? _thread;
    private volatile bool _stopped;

    public CodeAhead(OwnCode code, int stackSize)
    {
        if (Environment.ProcessorCount < 2)
        {
            return;
        }

        _thread = new Thread(() => Decode(code), stackSize) { IsBackground = true, Name = "Code ahead" };
        _thread.Start();
    }

    /// <summary>A method that has been decoded; <see langword="null"/> when the caller has to do it.</summary>
    public PreparedMethod? Take(MethodDefinition method) => _made.TryGetValue(method, out PreparedMethod? made) ? made : null;

    public void Dispose()
    {
        _stopped = true;
        _thread?.Join();
    }

    private void Decode(OwnCode code)
    {
        foreach (TypeDefinition type in code.Types)
        {
            foreach (MethodDefinition method in type.Methods)
            {
                if (_stopped)
                {
                    return;
                }

                try
                {
                    if (method.HasBody)
                    {
                        _made.TryAdd(method, new PreparedMethod(code, method));
                    }
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    // Whoever needs it finds the same, and counts it.
                }
            }
        }
    }
}
