using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Async methods are followed as if they ran through: a task is the value it ends with, and every await finds it completed.</summary>
internal static class AsyncCalls
{
    private const string Result = "$result";

    public static bool Knows(string type) =>
        type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal) || type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal);

    public static AsyncOutcome? Evaluate(Interpreter interpreter, CallTarget target, CodeValue? on, CodeValue? receiver, CodeValue[] arguments, Heap heap)
    {
        string type = target.Type;
        if (type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal))
        {
            string name = type["System.Runtime.CompilerServices.".Length..];
            if (name.StartsWith("Async", StringComparison.Ordinal) && name.Contains("Builder", StringComparison.Ordinal))
            {
                return Builder(interpreter, target.Name, on, receiver, arguments, heap);
            }

            if (name.Contains("Awaiter", StringComparison.Ordinal) || name.StartsWith("Configured", StringComparison.Ordinal))
            {
                return Awaiter(target.Name, receiver);
            }

            return null;
        }

        return type switch
        {
            "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1" => Task(target.Name, receiver, arguments),
            _ => null,
        };
    }

    private static AsyncOutcome? Builder(Interpreter interpreter, string name, CodeValue? on, CodeValue? receiver, CodeValue[] arguments, Heap heap)
    {
        HeapObject? machine = (on as FieldAddress)?.Object ?? (receiver as HeapValue)?.Object;
        switch (name)
        {
            case "Create":
                return new AsyncOutcome(CodeValue.Unknown);
            case "Start" or "MoveNext" when arguments is [HeapValue start]:
                return new AsyncOutcome(CodeValue.Unknown, start);
            case "SetResult" when machine is not null && arguments is [var value]:
                return new AsyncOutcome(CodeValue.Unknown, null, heap.With(machine, Result, heap[machine, Result] is { } earlier ? Joining.Join(earlier, value) : value));
            case "get_Task" when machine is not null:
                return new AsyncOutcome(interpreter.ReadField(heap, machine, Result) ?? CodeValue.Unknown);
            default:
                return new AsyncOutcome(CodeValue.Unknown);
        }
    }

    private static AsyncOutcome? Awaiter(string name, CodeValue? receiver) => name switch
    {
        "get_IsCompleted" => new AsyncOutcome(Numbers.Boolean(true)),
        "GetResult" or "GetAwaiter" or "ConfigureAwait" => new AsyncOutcome(receiver ?? CodeValue.Unknown),
        _ => null,
    };

    private static AsyncOutcome? Task(string name, CodeValue? receiver, CodeValue[] arguments) => name switch
    {
        "GetAwaiter" or "ConfigureAwait" or "get_Result" or "AsTask" => new AsyncOutcome(receiver ?? CodeValue.Unknown),
        "FromResult" when arguments.Length == 1 => new AsyncOutcome(arguments[0]),
        "get_CompletedTask" => new AsyncOutcome(CodeValue.Unknown),
        _ => null,
    };
}
