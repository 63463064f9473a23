using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Everything a method knows at one point: arguments, locals, stack and heap, in some environments.</summary>
internal sealed class State(EnvironmentCondition environment, CodeValue[] arguments, CodeValue[] locals, CodeValue[] stack, int depth, Heap heap)
{
    public EnvironmentCondition Environment { get; set; } = environment;

    public CodeValue[] Arguments => arguments;

    public CodeValue[] Locals => locals;

    public CodeValue[] Stack => stack;

    public int Depth { get; set; } = depth;

    public Heap Heap { get; set; } = heap;

    public State Copy() => new(Environment, (CodeValue[])arguments.Clone(), (CodeValue[])locals.Clone(), (CodeValue[])stack.Clone(), Depth, Heap);

    public void Push(CodeValue value) => stack[Depth++] = value;

    public CodeValue Pop()
    {
        CodeValue value = stack[--Depth];
        return value is CoalescedValue coalesced ? coalesced.Value : value;
    }

    public CodeValue[] Pop(int count)
    {
        var values = new CodeValue[count];
        for (int i = count - 1; i >= 0; i--)
        {
            values[i] = Pop();
        }

        return values;
    }

    /// <summary>Takes in another state of the same place.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Absorb(State other)
    {
        bool changed = Absorb(arguments, other.Arguments, arguments.Length) | Absorb(locals, other.Locals, locals.Length) | Absorb(stack, other.Stack, Math.Min(Depth, other.Depth));
        Heap joined = Heap.Join(other.Heap);
        changed |= !ReferenceEquals(joined, Heap);
        Heap = joined;
        EnvironmentCondition either = Environment.Or(other.Environment);
        changed |= !either.Equals(Environment);
        Environment = either;
        return changed;
    }

    public bool SameAs(State other) =>
        Depth == other.Depth && Same(arguments, other.Arguments, arguments.Length) && Same(locals, other.Locals, locals.Length) && Same(stack, other.Stack, Depth) && Heap.SameAs(other.Heap);

    private static bool Same(CodeValue[] a, CodeValue[] b, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!ReferenceEquals(a[i], b[i]) && !a[i].Equals(b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Absorb(CodeValue[] into, CodeValue[] from, int count)
    {
        bool changed = false;
        for (int i = 0; i < count; i++)
        {
            CodeValue joined = Joining.Join(into[i], from[i]);
            changed |= !ReferenceEquals(joined, into[i]);
            into[i] = joined;
        }

        return changed;
    }
}
