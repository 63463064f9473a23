using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Everything a method knows at one point: arguments, locals, stack and heap, in some environments.</summary>
internal sealed class State
{
    private readonly CodeValue[] _slots;
    private int _arguments;
    private int _bottom;
    private int _end;

    /// <summary>Makes one that has to be <see cref="Fit">fitted</see> to a method.</summary>
    /// <param name="capacity">The variables and stack it can hold.</param>
    public State(int capacity) => _slots = new CodeValue[capacity];

    public int Capacity => _slots.Length;

    /// <summary>Where and with which settings the program comes here.</summary>
    public PathCondition Condition { get; set; } = PathCondition.Always;

    public Heap Heap { get; set; } = Heap.Empty;

    public int Depth { get; set; }

    public Span<CodeValue> Arguments => _slots.AsSpan(0, _arguments);

    public Span<CodeValue> Locals => _slots.AsSpan(_arguments, _bottom - _arguments);

    public Span<CodeValue> Stack => _slots.AsSpan(_bottom, _end - _bottom);

    /// <summary>Is one of a method from now on; what it holds does not count.</summary>
    public void Fit(PreparedMethod method)
    {
        _arguments = method.ArgumentCount;
        _bottom = _arguments + method.Locals.Length;
        _end = _bottom + method.MaxStack;
    }

    /// <summary>Becomes what another state of the same method is.</summary>
    public void CopyFrom(State other)
    {
        Array.Copy(other._slots, _slots, _bottom + other.Depth);
        (Depth, Condition, Heap) = (other.Depth, other.Condition, other.Heap);
    }

    public void Push(CodeValue value) => Stack[Depth++] = value;

    public CodeValue Pop()
    {
        CodeValue value = Stack[--Depth];
        return value is CoalescedValue coalesced ? coalesced.Value : value;
    }

    public CodeValue[] Pop(int count)
    {
        if (count == 0)
        {
            return [];
        }

        var values = new CodeValue[count];
        for (int i = count - 1; i >= 0; i--)
        {
            values[i] = Pop();
        }

        return values;
    }

    /// <summary>Takes in another state of the same place.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Absorb(State other) => Absorb(other, Math.Min(Depth, other.Depth));

    /// <summary>Takes in another state of the same place without its stack.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool AbsorbVariables(State other) => Absorb(other, 0);

    public bool SameAs(State other)
    {
        if (Depth != other.Depth || !Condition.Settings.Equals(other.Condition.Settings) || !Heap.SameAs(other.Heap))
        {
            return false;
        }

        for (int i = 0; i < _bottom + Depth; i++)
        {
            if (!ReferenceEquals(_slots[i], other._slots[i]) && !_slots[i].Equals(other._slots[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Absorb(State other, int depth)
    {
        bool changed = false;
        for (int i = 0; i < _bottom + depth; i++)
        {
            CodeValue own = _slots[i];
            CodeValue theirs = other._slots[i];
            if (!ReferenceEquals(own, theirs))
            {
                CodeValue joined = SettingTruth.Join(own, Condition.Settings, theirs, other.Condition.Settings) ?? Defaulting.Join(own, Condition.Settings, theirs, other.Condition.Settings) ?? Joining.Join(own, theirs);
                joined = joined.Equals(own) ? own : joined;
                if (!ReferenceEquals(joined, own))
                {
                    changed = true;
                    _slots[i] = joined;
                }
            }
        }

        Heap joinedHeap = Heap.Join(other.Heap, Condition.Settings, other.Condition.Settings);
        changed |= !ReferenceEquals(joinedHeap, Heap);
        Heap = joinedHeap;
        PathCondition either = Condition.Or(other.Condition);
        changed |= !ReferenceEquals(either, Condition);
        Condition = either;
        return changed;
    }
}
