using Mono.Cecil;
using Mono.Cecil.Cil;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Finds loops that do not end, by the instructions alone: whatever a condition asks can be so or not so.</summary>
internal static class Loops
{
    /// <summary>Looks at a method.</summary>
    /// <returns>
    /// <see langword="null"/> when all its loops end; <see langword="true"/> when no way leads to the method's end; <see langword="false"/> when a loop waits between its rounds, or an exception is the only way out.
    /// </returns>
    public static bool? Of(PreparedMethod method)
    {
        Step[] steps = method.Instructions;
        bool waits = false;
        bool any = false;
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i].OpCode.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget && steps[i].Index <= i)
            {
                any = true;
                waits |= Waits(method, steps[i].Index, i);
            }
        }

        if (!any)
        {
            return null;
        }

        (bool ends, bool throws) = Exits(method);
        return ends ? (waits ? false : null) : !throws;
    }

    private static bool Waits(PreparedMethod method, int from, int to)
    {
        for (int i = from; i <= to; i++)
        {
            if (CallAt(method, i) is { } target
                && (target.Type, target.Name) is ("System.Threading.Thread", "Sleep") or ("System.Threading.Tasks.Task", "Delay") or ("System.Threading.CancellationToken" or "System.Threading.CancellationTokenSource", "get_IsCancellationRequested") or ("System.Threading.PeriodicTimer", _))
            {
                return true;
            }
        }

        return false;
    }

    // An exception leads out as well, which says neither that the loop ends nor that it does not.
    private static (bool Ends, bool Throws) Exits(PreparedMethod method)
    {
        Step[] steps = method.Instructions;
        bool throws = false;
        bool asynchronous = IsAsynchronous(method);
        var seen = new bool[steps.Length];
        var open = new Stack<int>([0]);
        while (open.TryPop(out int at))
        {
            for (; at < steps.Length && !seen[at]; at++)
            {
                seen[at] = true;
                Step step = steps[at];
                switch (step.OpCode.Code)
                {
                    case Il.Throw or Il.Rethrow:
                        throws = true;
                        break;
                    case Il.Jmp:
                        return (true, throws);

                    // An asynchronous method returns at every await; its end is the result, that of an iterator its completion.
                    case Il.Ret:
                        if (!asynchronous)
                        {
                            return (true, throws);
                        }

                        break;
                    case Il.Br or Il.Br_S or Il.Leave or Il.Leave_S:
                        open.Push(step.Index);
                        break;
                    case Il.Switch:
                        foreach (int target in (int[])step.Operand!)
                        {
                            open.Push(target);
                        }

                        continue;
                    default:
                        if (step.OpCode.FlowControl == FlowControl.Cond_Branch)
                        {
                            open.Push(step.Index);
                        }
                        else if (asynchronous && CallAt(method, at) is { Name: "SetResult" or "Complete" } end && end.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal))
                        {
                            return (true, throws);
                        }

                        continue;
                }

                break;
            }
        }

        return (false, throws);
    }

    private static bool IsAsynchronous(PreparedMethod method)
    {
        for (int i = 0; method.Definition.Name == "MoveNext" && i < method.Instructions.Length; i++)
        {
            if (CallAt(method, i) is { Name: "SetException" or "AwaitUnsafeOnCompleted" or "AwaitOnCompleted" } target && target.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static CallTarget? CallAt(PreparedMethod method, int index) =>
        method.Instructions[index].OpCode.Code is Il.Call or Il.Callvirt && method.Instructions[index].Operand is MethodReference or CallTarget ? method.TargetAt(index) : null;
}
