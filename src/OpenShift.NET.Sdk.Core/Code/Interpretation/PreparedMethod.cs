using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenShift.NET.Sdk.Code.Values;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A method of the application, made ready for being followed: instructions by index, blocks, and what its calls and fields name.</summary>
internal sealed class PreparedMethod
{
    private const int MostKnown = 8;

    private readonly List<(CodeValue[] Arguments, PathCondition Condition, bool Reachable, CodeValue Result)> _known = [];
    private CodeValue[]? _initialLocals;
    private readonly OwnCode _code;

    public PreparedMethod(OwnCode code, MethodDefinition definition)
    {
        _code = code;
        Definition = definition;
        if (code.Damaged.Contains(definition))
        {
            throw new BadImageFormatException();
        }

        MethodBody body = definition.Body;
        Locals = [.. body.Variables.Select(v => v.VariableType)];
        // A damaged header may promise less than the code uses; the interpreter checks bounds by itself.
        MaxStack = Math.Max(body.MaxStackSize, 8) + 8;
        ArgumentCount = definition.Parameters.Count + (definition.HasThis ? 1 : 0);
        Instruction[] instructions = [.. body.Instructions];
        Instructions = new Step[instructions.Length];
        for (int i = 0; i < instructions.Length; i++)
        {
            Instructions[i] = Made(instructions, instructions[i], definition.HasThis);
        }

        Handlers = body.HasExceptionHandlers ? [.. body.ExceptionHandlers.Select(h => Handler(instructions, h))] : [];
        FindBlocks();
        // Everything is known now, and the next collection of garbage does not have to move it.
        definition.Body = null;
    }

    public MethodDefinition Definition { get; }

    public Step[] Instructions { get; }

    /// <summary>Types of the local variables.</summary>
    public TypeReference[] Locals { get; }

    public int MaxStack { get; }

    public int ArgumentCount { get; }

    public HandlerBlock[] Handlers { get; }

    /// <summary>Whether the program goes on when an instruction throws.</summary>
    public bool IsForgiven(int instruction)
    {
        foreach (HandlerBlock handler in Handlers)
        {
            if (handler.GoesOn && handler.Guards(instruction))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Index of the first instruction of each block, ascending.</summary>
    public int[] BlockStarts { get; private set; } = [];

    /// <summary>Block that begins at an instruction index; -1 where none does.</summary>
    public int[] BlockAt { get; private set; } = [];

    /// <summary>Whether it was followed from anywhere.</summary>
    public bool Visited { get; set; }

    /// <summary>Whether it was followed from somewhere the program can come to.</summary>
    public bool VisitedReachably { get; set; }

    /// <summary>Whether it was only followed where the program goes on when it throws, as far as it was a root.</summary>
    public bool WasForgiven { get; set; }

    /// <summary>Whether its code could not be followed.</summary>
    public bool Failed { get; set; }

    /// <summary>How many activations there were; past a limit it is followed once more with unknown arguments only.</summary>
    public int Activations { get; set; }

    /// <summary>What it returned for arguments it was followed with before; <see langword="null"/> when it was not.</summary>
    public CodeValue? Known(CodeValue[] arguments, PathCondition condition, bool reachable)
    {
        foreach ((CodeValue[] earlier, PathCondition where, bool live, CodeValue result) in _known)
        {
            if ((live || !reachable) && where.Equals(condition) && earlier.AsSpan().SequenceEqual(arguments))
            {
                return result;
            }
        }

        return null;
    }

    public void Remember(CodeValue[] arguments, PathCondition condition, bool reachable, CodeValue result)
    {
        if (_known.Count < MostKnown)
        {
            _known.Add(((CodeValue[])arguments.Clone(), condition, reachable, result));
        }
    }

    /// <summary>What an instruction calls; <see langword="null"/> when it is no call of a method.</summary>
    public CallTarget? CallAt(int index) => Instructions[index] is { OpCode.Code: Il.Call or Il.Callvirt, Operand: MethodReference or CallTarget } ? TargetAt(index) : null;

    public CallTarget TargetAt(int index)
    {
        if (Instructions[index].Operand is CallTarget known)
        {
            return known;
        }

        CallTarget target = _code.TargetOf((MethodReference)Instructions[index].Operand!);
        Instructions[index] = Instructions[index] with { Operand = target };
        return target;
    }

    public FieldTarget FieldAt(int index)
    {
        if (Instructions[index].Operand is FieldTarget known)
        {
            return known;
        }

        FieldTarget target = _code.TargetOf((FieldReference)Instructions[index].Operand!);
        Instructions[index] = Instructions[index] with { Operand = target };
        return target;
    }

    /// <summary>The constant that an instruction loads.</summary>
    public ConstantValue ConstantAt(int index)
    {
        if (Instructions[index].Operand is ConstantValue known)
        {
            return known;
        }

        Step step = Instructions[index];
        var constant = new ConstantValue(step.Operand switch
        {
            sbyte small => (int)small,
            float number => (double)number,
            { } other => other,
            null => step.OpCode.Code - Il.Ldc_I4_0,
        });
        Instructions[index] = step with { Operand = constant };
        return constant;
    }

    /// <summary>What the local variables hold at first.</summary>
    public ReadOnlySpan<CodeValue> InitialLocals => _initialLocals ??= Array.ConvertAll(Locals, Defaults.Of);

    private static Step Made(Instruction[] instructions, Instruction instruction, bool hasThis)
    {
        switch (instruction.Operand)
        {
            case Instruction target:
                return new Step(instruction.OpCode, instruction.Offset, IndexOf(instructions, target), null);
            case Instruction[] targets:
                var indices = new int[targets.Length];
                for (int i = 0; i < targets.Length; i++)
                {
                    indices[i] = IndexOf(instructions, targets[i]);
                }

                return new Step(instruction.OpCode, instruction.Offset, -1, indices);
            case VariableDefinition local:
                return new Step(instruction.OpCode, instruction.Offset, local.Index, null);
            case ParameterDefinition argument:
                return new Step(instruction.OpCode, instruction.Offset, argument.Index + (hasThis ? 1 : 0), null);
            default:
                return new Step(instruction.OpCode, instruction.Offset, -1, instruction.Operand);
        }
    }

    private static HandlerBlock Handler(Instruction[] instructions, ExceptionHandler handler) => new(
        IndexOf(instructions, handler.TryStart),
        handler.TryEnd is null ? instructions.Length : IndexOf(instructions, handler.TryEnd),
        IndexOf(instructions, handler.HandlerStart),
        handler.FilterStart is null ? -1 : IndexOf(instructions, handler.FilterStart),
        handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter,
        handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter && GoesOn(instructions, handler));

    // The handler that the compiler puts around an asynchronous method hands the exception to who awaits it. One around Run() only reports why the program ended.
    private static bool GoesOn(Instruction[] instructions, ExceptionHandler handler)
    {
        int end = handler.HandlerEnd is null ? instructions.Length : IndexOf(instructions, handler.HandlerEnd);
        for (int i = IndexOf(instructions, handler.HandlerStart); i < end; i++)
        {
            if (instructions[i].OpCode.Code is Il.Throw or Il.Rethrow
                || instructions[i].Operand is MethodReference { Name: "SetException", DeclaringType.Namespace: "System.Runtime.CompilerServices" } or MethodReference { Name: "Exit" or "FailFast", DeclaringType.FullName: "System.Environment" })
            {
                return false;
            }
        }

        end = handler.TryEnd is null ? instructions.Length : IndexOf(instructions, handler.TryEnd);
        for (int i = IndexOf(instructions, handler.TryStart); i < end; i++)
        {
            if (instructions[i].Operand is MethodReference { Name: "Run" or "RunAsync" or "RunConsoleAsync" or "WaitForShutdown" or "WaitForShutdownAsync" } run
                && (run.DeclaringType.Namespace.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || run.DeclaringType.Namespace.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    private static int IndexOf(Instruction[] instructions, Instruction instruction)
    {
        // Instructions are sorted by offset.
        int low = 0;
        int high = instructions.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int offset = instructions[middle].Offset;
            if (offset == instruction.Offset)
            {
                return middle;
            }

            if (offset < instruction.Offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        throw new BadImageFormatException("A branch leads between instructions.");
    }

    private void FindBlocks()
    {
        var starts = new bool[Instructions.Length + 1];
        starts[0] = true;
        for (int i = 0; i < Instructions.Length; i++)
        {
            Step step = Instructions[i];
            switch (step.OpCode.OperandType)
            {
                case OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget:
                    starts[step.Index] = true;
                    starts[i + 1] = true;
                    break;
                case OperandType.InlineSwitch:
                    foreach (int target in (int[])step.Operand!)
                    {
                        starts[target] = true;
                    }

                    starts[i + 1] = true;
                    break;
                default:
                    starts[i + 1] |= step.OpCode.FlowControl is FlowControl.Return or FlowControl.Throw;
                    break;
            }
        }

        foreach (HandlerBlock handler in Handlers)
        {
            starts[handler.TryStart] = true;
            starts[handler.Start] = true;
            if (handler.Filter >= 0)
            {
                starts[handler.Filter] = true;
            }
        }

        BlockAt = new int[Instructions.Length];
        BlockStarts = new int[starts.AsSpan(0, Instructions.Length).Count(true)];
        int block = 0;
        for (int i = 0; i < Instructions.Length; i++)
        {
            BlockAt[i] = starts[i] ? block : -1;
            if (starts[i])
            {
                BlockStarts[block++] = i;
            }
        }
    }
}
