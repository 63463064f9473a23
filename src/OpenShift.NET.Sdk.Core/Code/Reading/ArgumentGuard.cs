using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Finds the guard of a program that wants arguments: <c>if (args.Length == 0) { Console.WriteLine(usage); return 1; }</c>, in the entry point or the asynchronous method behind it.</summary>
internal static class ArgumentGuard
{
    private const int LongestWay = 200;

    /// <summary>Whether the program ends at such a guard when it gets no arguments.</summary>
    public static bool Ends(OwnCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Modules is [{ EntryPoint: { } entry }, ..] && Bodies(code, entry).Any(b => Guard(code, b));
    }

    // Main itself, the Main that an entry point made by the compiler calls, and the state machines of both.
    private static IEnumerable<PreparedMethod> Bodies(OwnCode code, MethodDefinition entry)
    {
        var open = new Queue<MethodDefinition>([entry]);
        var seen = new HashSet<MethodDefinition>();
        while (open.TryDequeue(out MethodDefinition? method) && seen.Count < 4)
        {
            if (!seen.Add(method) || code.Prepare(method) is not { } body)
            {
                continue;
            }

            yield return body;
            for (int i = 0; i < body.Instructions.Length; i++)
            {
                if (body.Instructions[i].OpCode.Code is not (Il.Call or Il.Callvirt) || body.Instructions[i].Operand is null)
                {
                    continue;
                }

                CallTarget target = body.TargetAt(i);
                if (target is { Own: { IsStatic: true, Name: "Main" or "<Main>$" or "main" } main })
                {
                    open.Enqueue(main);
                }
                else if (target is { Name: "Start", Reference: GenericInstanceMethod { GenericArguments: [var machine] } } && code.Resolve(machine)?.Methods.FirstOrDefault(static m => m.Name == "MoveNext") is { } next)
                {
                    open.Enqueue(next);
                }
            }
        }
    }

    private static bool Guard(OwnCode code, PreparedMethod method)
    {
        for (int i = 1; i < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].OpCode.Code == Il.Ldlen && IsArguments(method, i - 1) && BranchOfNone(method, i + 1) is { } way)
            {
                return ComesThere(method, i - 1) && LeadsToTheEnd(code, method, way);
            }
        }

        return false;
    }

    // Nothing before it decides whether it is asked, and nothing before it runs on: but for where a state machine goes on, and whether there are arguments at all.
    private static bool ComesThere(PreparedMethod method, int end)
    {
        for (int i = 0; i < end; i++)
        {
            Step step = method.Instructions[i];
            if (step.OpCode.FlowControl == Mono.Cecil.Cil.FlowControl.Cond_Branch && !(i > 0 && (IsArguments(method, i - 1) || IsState(method, i))))
            {
                return false;
            }

            if (step.OpCode.Code is Il.Call or Il.Callvirt && step.Operand is not null && method.TargetAt(i).Name is ['R', 'u', 'n', ..] or ['S', 't', 'a', 'r', 't', ..] or ['W', 'a', 'i', 't', ..])
            {
                return false;
            }
        }

        return true;
    }

    // A state machine begins with the number of where it was, in its first local variable.
    private static bool IsState(PreparedMethod method, int branch) =>
        method.Definition is { Name: "MoveNext" } && MethodNames.IsGenerated(method.Definition.DeclaringType)
        && (method.Instructions[branch].OpCode.Code == Il.Switch || method.Instructions[branch - 1].OpCode.Code is Il.Ldloc_0 || (branch > 1 && method.Instructions[branch - 2].OpCode.Code is Il.Ldloc_0));

    // A parameter of Main, or the field of its name that its state machine keeps it in: <other>5__1 is a variable.
    private static bool IsArguments(PreparedMethod method, int index) => method.Instructions[index].OpCode.Code switch
    {
        Il.Ldarg_0 => method.Definition is { HasThis: false, Parameters: [{ ParameterType: ArrayType { ElementType.MetadataType: MetadataType.String } }] },
        Il.Ldfld when method.Instructions[index].Operand is not null => method.FieldAt(index) is { Own: { FieldType: ArrayType { ElementType.MetadataType: MetadataType.String } } field } && MethodNames.IsGenerated(field.DeclaringType) && field.Name[0] != '<',
        _ => false,
    };

    // Works out the comparison with a length of nothing, and where it leads; null where the length is used for something else.
    private static int? BranchOfNone(PreparedMethod method, int from)
    {
        var stack = new Stack<int>([0]);
        for (int i = from; i < method.Instructions.Length && i < from + 12; i++)
        {
            Step step = method.Instructions[i];
            switch (step.OpCode.Code)
            {
                case Il.Conv_I4 or Il.Nop:
                    continue;
                case Il.Ceq when stack.Count == 2:
                    stack.Push(stack.Pop() == stack.Pop() ? 1 : 0);
                    continue;
                case Il.Cgt or Il.Cgt_Un when stack.Count == 2:
                    stack.Push(stack.Pop() < stack.Pop() ? 1 : 0);
                    continue;
                case Il.Clt or Il.Clt_Un when stack.Count == 2:
                    stack.Push(stack.Pop() > stack.Pop() ? 1 : 0);
                    continue;

                // Unoptimised code keeps the answer in a local variable before it asks for it.
                case Il.Stloc or Il.Stloc_S or Il.Stloc_0 or Il.Stloc_1 or Il.Stloc_2 or Il.Stloc_3 when i + 1 < method.Instructions.Length && method.Instructions[i + 1].OpCode.Code is Il.Ldloc or Il.Ldloc_S or Il.Ldloc_0 or Il.Ldloc_1 or Il.Ldloc_2 or Il.Ldloc_3:
                    i++;
                    continue;
                case Il.Brtrue or Il.Brtrue_S when stack.Count == 1:
                    return stack.Pop() != 0 ? step.Index : i + 1;
                case Il.Brfalse or Il.Brfalse_S when stack.Count == 1:
                    return stack.Pop() == 0 ? step.Index : i + 1;
                case Il.Beq or Il.Beq_S when stack.Count == 2:
                    return stack.Pop() == stack.Pop() ? step.Index : i + 1;
                case Il.Bne_Un or Il.Bne_Un_S when stack.Count == 2:
                    return stack.Pop() != stack.Pop() ? step.Index : i + 1;
                case Il.Blt or Il.Blt_S when stack.Count == 2:
                    return stack.Pop() > stack.Pop() ? step.Index : i + 1;
                case Il.Ble or Il.Ble_S when stack.Count == 2:
                    return stack.Pop() >= stack.Pop() ? step.Index : i + 1;
                case Il.Bgt or Il.Bgt_S when stack.Count == 2:
                    return stack.Pop() < stack.Pop() ? step.Index : i + 1;
                case Il.Bge or Il.Bge_S when stack.Count == 2:
                    return stack.Pop() <= stack.Pop() ? step.Index : i + 1;
                default:
                    if (IsNumber(step.OpCode.Code) && method.ConstantAt(i).Number is >= 0 and < 100 and var number)
                    {
                        stack.Push((int)number);
                        continue;
                    }

                    return null;
            }
        }

        return null;
    }

    private static bool IsNumber(Il operation) => operation is >= Il.Ldc_I4_M1 and <= Il.Ldc_I4_8 or Il.Ldc_I4 or Il.Ldc_I4_S;

    // Every way from there comes to the end of the method, and nothing is called on it but the class library and methods that only call that: what prints a usage.
    private static bool LeadsToTheEnd(OwnCode code, PreparedMethod method, int from)
    {
        var open = new Stack<int>([from]);
        var seen = new HashSet<int>();
        while (open.TryPop(out int index))
        {
            if ((uint)index >= (uint)method.Instructions.Length || !seen.Add(index))
            {
                continue;
            }

            if (seen.Count > LongestWay)
            {
                return false;
            }

            Step step = method.Instructions[index];
            switch (step.OpCode.FlowControl)
            {
                case Mono.Cecil.Cil.FlowControl.Return or Mono.Cecil.Cil.FlowControl.Throw:
                    continue;
                case Mono.Cecil.Cil.FlowControl.Branch:
                    if (step.Index < index)
                    {
                        return false;
                    }

                    open.Push(step.Index);
                    continue;
                case Mono.Cecil.Cil.FlowControl.Cond_Branch:
                    if (step.OpCode.Code == Il.Switch || step.Index < index)
                    {
                        return false;
                    }

                    open.Push(step.Index);
                    open.Push(index + 1);
                    continue;
                default:
                    if (step.OpCode.Code is Il.Call or Il.Callvirt or Il.Newobj && step.Operand is not null && !OnlyTells(code, method.TargetAt(index)))
                    {
                        return false;
                    }

                    if (step.OpCode.Code is Il.Call && step.Operand is not null && method.TargetAt(index) is { Type: "System.Environment", Name: "Exit" })
                    {
                        continue;
                    }

                    open.Push(index + 1);
                    continue;
            }
        }

        return true;
    }

    private static bool OnlyTells(OwnCode code, CallTarget target)
    {
        if (target.Own is not { } own)
        {
            return Tells(target);
        }

        if (code.Prepare(own) is not { } body)
        {
            return false;
        }

        for (int i = 0; i < body.Instructions.Length; i++)
        {
            if (body.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt or Il.Newobj && body.Instructions[i].Operand is not null && !Tells(body.TargetAt(i)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Tells(CallTarget target) =>
        target.Own is null && target.Type.StartsWith("System.", StringComparison.Ordinal) && !target.Name.StartsWith("Read", StringComparison.Ordinal)
        && !target.Type.StartsWith("System.Net.", StringComparison.Ordinal) && !(target.Type.StartsWith("System.Threading.", StringComparison.Ordinal) && !target.Type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal))
        && target.Name is not ("Delay" or "Run" or "Wait" or "WaitAll" or "StartNew");
}
