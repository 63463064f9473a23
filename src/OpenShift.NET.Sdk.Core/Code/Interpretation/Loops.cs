using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenShift.NET.Sdk.Projects;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Finds loops that do not end, by the instructions alone: whatever a condition asks can be so or not so.</summary>
internal static class Loops
{
    // How a sign to stop is called, and what is asked for as long as somebody is there.
    private static readonly string[] s_stops = ["wait", "next", "read", "try", "take", "receive", "accept", "end", "ended", "ending", "ends"];

    private static readonly string[] s_beginningsOfStops = ["cancel", "stop", "shut", "exit", "quit", "clos", "dispos", "abort", "terminat", "halt", "kill"];

    /// <summary>Looks at a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="sequences">Tells which of the sequences that it goes through end.</param>
    /// <returns>
    /// <see langword="null"/> when all its loops end; <see langword="true"/> when no way leads to the method's end; <see langword="false"/> when a loop waits between its rounds, or an exception is the only way out.
    /// </returns>
    public static bool? Of(PreparedMethod method, Sequences sequences)
    {
        Step[] steps = method.Instructions;
        bool waits = false;
        bool any = false;
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i].OpCode.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget && steps[i].Index <= i)
            {
                any = true;
                waits |= Waits(method, steps[i].Index, i) && !IsCounted(method, steps[i].Index, i) && !IsAskedUntilDone(method, sequences, steps[i].Index, i);
            }
        }

        if (!any)
        {
            return null;
        }

        (bool ends, bool throws) = Exits(method);
        return ends ? (waits ? false : null) : !throws;
    }

    // for (int i = 0; i < 3; i++), over an array or a list: the last instruction compares what the loop itself counts with a constant or a length, or asks an enumerator.
    private static bool IsCounted(PreparedMethod method, int from, int to)
    {
        Step[] steps = method.Instructions;
        int at = to - 1;
        if (steps[to].OpCode.Code is Il.Brtrue or Il.Brtrue_S && method.CallAt(at) is { Name: "MoveNext", Own: null } next)
        {
            return next.Type.StartsWith("System.Collections.", StringComparison.Ordinal);
        }

        // Compiled without optimisation: the comparison is kept in a local variable.
        if (steps[to].OpCode.Code is Il.Brtrue or Il.Brtrue_S && at > from + 2 && IsLoadOf(steps[at], steps[at - 1]))
        {
            at -= 2;
            at -= steps[at].OpCode.Code == Il.Ceq && steps[at - 1].OpCode.Code == Il.Ldc_I4_0 ? 2 : 0;
            at -= steps[at].OpCode.Code is Il.Clt or Il.Cgt or Il.Clt_Un or Il.Cgt_Un ? 1 : to;
        }
        else if (steps[to].OpCode.Code is not (Il.Blt or Il.Blt_S or Il.Ble or Il.Ble_S or Il.Bgt or Il.Bgt_S or Il.Bge or Il.Bge_S or Il.Bne_Un or Il.Bne_Un_S or Il.Blt_Un or Il.Blt_Un_S))
        {
            return false;
        }

        at = at > from && steps[at].OpCode.Code is Il.Conv_I4 ? at - 1 : at;
        bool length = at > from && steps[at].OpCode.Code == Il.Ldlen;
        if (at <= from || !(length || IsConstant(steps[at])))
        {
            return false;
        }

        for (at--; at > from && at > to - 10; at--)
        {
            int compared = at;
            if (IsVariable(steps[compared]) && Enumerable.Range(from, to - from).Any(i => steps[i].OpCode.Code is Il.Add or Il.Sub && IsStoreTo(steps[i + 1], steps[compared])))
            {
                return true;
            }
        }

        return false;
    }

    // while (!await client.IsReadyAsync(id)) { await Task.Delay(…); }: what is asked comes to be so. A sign to stop, a timer, a queue and the keyboard are asked in loops that serve.
    private static bool IsAskedUntilDone(PreparedMethod method, Sequences sequences, int from, int to)
    {
        Step[] steps = method.Instructions;
        int at = to - 1;
        if (at <= from)
        {
            return false;
        }

        if (steps[to].OpCode.Code is Il.Brtrue or Il.Brtrue_S)
        {
            at = Computed(steps, from, at);
            if (method.CallAt(at) is { Type: "System.String", Name: "op_Inequality" })
            {
                // while (status != "done")
                return steps[at - 1].OpCode.Code == Il.Ldstr;
            }

            // await foreach
            if (AskedAt(method, from, at) is { Name: "MoveNextAsync" })
            {
                return sequences.EndsBefore(method, from);
            }

            // Compiled without optimisation: whether it is not so.
            if (at <= from + 2 || steps[at].OpCode.Code != Il.Ceq || steps[at - 1].OpCode.Code != Il.Ldc_I4_0)
            {
                return false;
            }

            at = Computed(steps, from, at - 2);
        }
        else if (steps[to].OpCode.Code is not (Il.Brfalse or Il.Brfalse_S))
        {
            return false;
        }

        return AskedAt(method, from, at) is { } asked && asked.Reference.ReturnType.MetadataType != MetadataType.Void && !SecretName.Words(asked.Name).Any(IsOfStop)
            && !asked.Type.StartsWith("System.Threading.", StringComparison.Ordinal) && !asked.Type.StartsWith("System.Diagnostics.", StringComparison.Ordinal) && asked.Type != "System.Console";
    }

    private static bool IsOfStop(string word) => s_stops.Contains(word) || Array.Exists(s_beginningsOfStops, b => word.StartsWith(b, StringComparison.Ordinal));

    // Without optimisation a value is kept in a local variable, or in a field of the state machine, right before it is used.
    private static int Computed(Step[] steps, int from, int at) =>
        at > from + 2 && IsLoadOf(steps[at], steps[at - 1]) ? at - 2
        : at > from + 3 && steps[at - 1].OpCode.Code == Il.Ldarg_0 && IsLoadOf(steps[at], steps[at - 2]) ? at - 3
        : at;

    // The call itself, or the one whose task is awaited.
    private static CallTarget? AskedAt(PreparedMethod method, int from, int at)
    {
        if (method.CallAt(at) is not { } call || call.Name != "GetResult" || !call.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal))
        {
            return method.CallAt(at);
        }

        for (at--; at > from; at--)
        {
            if (method.CallAt(at) is { Name: "GetAwaiter" })
            {
                for (at--; at >= from; at--)
                {
                    if (method.CallAt(at) is { } asked && asked.Name != "ConfigureAwait")
                    {
                        return asked;
                    }
                }
            }
        }

        return null;
    }

    private static bool IsConstant(Step step) => step.OpCode.Code is >= Il.Ldc_I4_M1 and <= Il.Ldc_I4 or Il.Ldc_I8;

    private static bool IsVariable(Step step) => step.OpCode.Code is Il.Ldfld or (>= Il.Ldloc_0 and <= Il.Ldloc_3) or Il.Ldloc_S or Il.Ldloc;

    private static bool IsLoadOf(Step load, Step store) => IsVariable(load) && IsStoreTo(store, load);

    private static bool IsStoreTo(Step store, Step load) => store.OpCode.Code switch
    {
        Il.Stfld => load.OpCode.Code == Il.Ldfld && NameOf(store) is { } field && field == NameOf(load),
        >= Il.Stloc_0 and <= Il.Stloc_3 => load.OpCode.Code - Il.Ldloc_0 == store.OpCode.Code - Il.Stloc_0,
        Il.Stloc_S or Il.Stloc => load.OpCode.Code is Il.Ldloc_S or Il.Ldloc && load.Index == store.Index,
        _ => false,
    };

    private static string? NameOf(Step step) => step.Operand switch
    {
        FieldTarget target => target.Own?.FullName,
        FieldReference field => field.FullName,
        _ => null,
    };

    private static bool Waits(PreparedMethod method, int from, int to)
    {
        for (int i = from; i <= to; i++)
        {
            if (method.CallAt(i) is { } target
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
                        else if (asynchronous && method.CallAt(at) is { Name: "SetResult" or "Complete" } end && end.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal))
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
            if (method.CallAt(i) is { Name: "SetException" or "AwaitUnsafeOnCompleted" or "AwaitOnCompleted" } target && target.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
