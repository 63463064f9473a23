using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>One activation of a method: the chain of calls that leads to it. Objects and records of an activation keep their identity while loops around it settle.</summary>
internal sealed class Context(Context? parent, PreparedMethod method, bool reachable)
{
    private Dictionary<(int Site, PreparedMethod Method), Context>? _children;
    private Dictionary<int, HeapObject>? _objects;
    private Dictionary<int, List<CallRecord>>? _records;

    public PreparedMethod Method => method;

    public bool Reachable => reachable;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>What it was last entered with, and what came out.</summary>
    public CodeValue[]? LastArguments { get; set; }

    public Heap? LastHeap { get; set; }

    public EnvironmentCondition? LastEnvironment { get; set; }

    public MethodOutcome LastOutcome { get; set; }

    public int Entered { get; set; }

    public Context Child(int site, PreparedMethod callee)
    {
        _children ??= [];
        if (!_children.TryGetValue((site, callee), out Context? child))
        {
            child = new Context(this, callee, reachable);
            _children.Add((site, callee), child);
        }

        return child;
    }

    /// <summary>How often a method is among the activations that are running.</summary>
    public int CountOf(PreparedMethod callee)
    {
        int count = 0;
        for (Context? context = this; context is not null; context = context.Parent)
        {
            count += context.Method == callee ? 1 : 0;
        }

        return count;
    }

    public HeapObject ObjectAt(int site, Func<HeapObject> make)
    {
        _objects ??= [];
        if (!_objects.TryGetValue(site, out HeapObject? made))
        {
            made = make();
            _objects.Add(site, made);
        }

        return made;
    }

    public List<CallRecord> RecordsAt(int site)
    {
        _records ??= [];
        if (!_records.TryGetValue(site, out List<CallRecord>? records))
        {
            records = [];
            _records.Add(site, records);
        }

        return records;
    }

    private Context? Parent => parent;
}
