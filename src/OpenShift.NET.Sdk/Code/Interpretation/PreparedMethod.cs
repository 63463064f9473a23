using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A method of the application, made ready for being followed: instructions by index, blocks, and what its calls and fields name.</summary>
internal sealed class PreparedMethod
{
    private const int MostKnown = 8;

    private readonly List<(CodeValue[] Arguments, EnvironmentCondition Environment, bool Reachable, CodeValue Result)> _known = [];
    private readonly object?[] _named;
    private readonly OwnCode _code;

    public PreparedMethod(OwnCode code, MethodDefinition definition)
    {
        _code = code;
        Definition = definition;
        MethodBody body = definition.Body;
        Instructions = [.. body.Instructions];
        _named = new object?[Instructions.Length];
        LocalCount = body.Variables.Count;
        // A damaged header may promise less than the code uses; the interpreter checks bounds by itself.
        MaxStack = Math.Max(body.MaxStackSize, 8) + 8;
        ArgumentCount = definition.Parameters.Count + (definition.HasThis ? 1 : 0);
        Handlers = [.. body.ExceptionHandlers];
        FindBlocks();
    }

    public MethodDefinition Definition { get; }

    public Instruction[] Instructions { get; }

    public int LocalCount { get; }

    public int MaxStack { get; }

    public int ArgumentCount { get; }

    public ExceptionHandler[] Handlers { get; }

    /// <summary>Index of the first instruction of each block, ascending.</summary>
    public int[] BlockStarts { get; private set; } = [];

    /// <summary>Block that begins at an instruction index.</summary>
    public Dictionary<int, int> BlockAt { get; } = [];

    /// <summary>Whether it was followed from anywhere.</summary>
    public bool Visited { get; set; }

    /// <summary>Whether it was followed from somewhere the program can come to.</summary>
    public bool VisitedReachably { get; set; }

    /// <summary>Whether its code could not be followed.</summary>
    public bool Failed { get; set; }

    /// <summary>How many activations there were; past a limit it is followed once more with unknown arguments only.</summary>
    public int Activations { get; set; }

    /// <summary>What it returned for arguments it was followed with before; <see langword="null"/> when it was not.</summary>
    public CodeValue? Known(CodeValue[] arguments, EnvironmentCondition environment, bool reachable)
    {
        foreach ((CodeValue[] earlier, EnvironmentCondition where, bool live, CodeValue result) in _known)
        {
            if ((live || !reachable) && where.Equals(environment) && earlier.AsSpan().SequenceEqual(arguments))
            {
                return result;
            }
        }

        return null;
    }

    public void Remember(CodeValue[] arguments, EnvironmentCondition environment, bool reachable, CodeValue result)
    {
        if (_known.Count < MostKnown)
        {
            _known.Add(((CodeValue[])arguments.Clone(), environment, reachable, result));
        }
    }

    public int IndexOf(Instruction instruction)
    {
        // Instructions are sorted by offset.
        int low = 0;
        int high = Instructions.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int offset = Instructions[middle].Offset;
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

    public CallTarget TargetAt(int index)
    {
        if (_named[index] is CallTarget known)
        {
            return known;
        }

        var reference = (MethodReference)Instructions[index].Operand;
        var target = new CallTarget(reference, _code.Resolve(reference));
        _named[index] = target;
        return target;
    }

    public FieldTarget FieldAt(int index)
    {
        if (_named[index] is FieldTarget known)
        {
            return known;
        }

        var reference = (FieldReference)Instructions[index].Operand;
        FieldTarget target = _code.TargetOf(reference);
        _named[index] = target;
        return target;
    }

    private void FindBlocks()
    {
        var starts = new SortedSet<int> { 0 };
        for (int i = 0; i < Instructions.Length; i++)
        {
            Instruction instruction = Instructions[i];
            switch (instruction.Operand)
            {
                case Instruction target:
                    starts.Add(IndexOf(target));
                    starts.Add(i + 1);
                    break;
                case Instruction[] targets:
                    starts.UnionWith(targets.Select(IndexOf));
                    starts.Add(i + 1);
                    break;
                default:
                    if (instruction.OpCode.FlowControl is FlowControl.Return or FlowControl.Throw)
                    {
                        starts.Add(i + 1);
                    }

                    break;
            }
        }

        foreach (ExceptionHandler handler in Handlers)
        {
            starts.Add(IndexOf(handler.TryStart));
            starts.Add(IndexOf(handler.HandlerStart));
            if (handler.FilterStart is not null)
            {
                starts.Add(IndexOf(handler.FilterStart));
            }
        }

        starts.Remove(Instructions.Length);
        BlockStarts = [.. starts];
        for (int b = 0; b < BlockStarts.Length; b++)
        {
            BlockAt.Add(BlockStarts[b], b);
        }
    }
}
