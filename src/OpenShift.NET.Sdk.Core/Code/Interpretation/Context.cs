using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>One activation of a method: the chain of calls that leads to it. Objects and records of an activation keep their identity while loops around it settle.</summary>
internal sealed class Context(Context? parent, PreparedMethod method, bool reachable)
{
    private SiteTable<Context> _children;
    private SiteTable<HeapObject> _objects;
    private SiteTable<CallRecord> _records;
    private Context? _next;

    public PreparedMethod Method => method;

    public bool Reachable => reachable;

    /// <summary>Whether the program goes on when it throws.</summary>
    public bool IsForgiven { get; init; }

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>What it was last entered with, and what came out.</summary>
    public CodeValue[]? LastArguments { get; set; }

    public Heap? LastHeap { get; set; }

    public PathCondition? LastCondition { get; set; }

    public MethodOutcome LastOutcome { get; set; }

    public int Entered { get; set; }

    /// <summary>What the method's type parameters are, own types only.</summary>
    public System.Collections.Immutable.ImmutableArray<Mono.Cecil.TypeDefinition?> TypeArguments { get; set; } = [];

    public Context Child(int site, PreparedMethod callee)
    {
        if (!_children.TryGet(site, out Context? child))
        {
            child = Made(site, callee);
            _children.Add(site, child);
            return child;
        }

        while (child.Method != callee)
        {
            child = child._next ??= Made(site, callee);
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

    /// <summary>The object that an instruction makes; <see langword="null"/> before it was <see cref="Keep(int, HeapObject)">kept</see>.</summary>
    public HeapObject? ObjectAt(int site) => _objects.TryGet(site, out HeapObject? made) ? made : null;

    public HeapObject Keep(int site, HeapObject made)
    {
        _objects.Add(site, made);
        return made;
    }

    /// <summary>The first record of a call; the others follow it.</summary>
    public CallRecord? RecordsAt(int site) => _records.TryGet(site, out CallRecord? first) ? first : null;

    public void Keep(int site, CallRecord first) => _records.Add(site, first);

    private Context? Parent => parent;

    private Context Made(int site, PreparedMethod callee) => new(this, callee, reachable) { IsForgiven = IsForgiven || method.IsForgiven(site) };
}
