namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>States that nobody has any more, by size. They are the most of what following code takes, and few are needed at a time.</summary>
internal sealed class StatePool
{
    private const int Step = 16;

    private readonly List<Stack<State>> _free = [];

    public State Take(PreparedMethod method)
    {
        int size = (method.ArgumentCount + method.Locals.Length + method.MaxStack + Step - 1) / Step;
        State state = size < _free.Count && _free[size].TryPop(out State? free) ? free : new State(size * Step);
        state.Fit(method);
        return state;
    }

    public void Give(State state)
    {
        int size = state.Capacity / Step;
        while (_free.Count <= size)
        {
            _free.Add([]);
        }

        _free[size].Push(state);
    }
}
