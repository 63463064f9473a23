using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>
/// Follows the application's code with abstract values: every way a branch can go, loops until nothing changes, own methods with the arguments that reach them.
/// Ways that different environments take are kept apart as long as they differ.
/// </summary>
internal sealed partial class Interpreter(OwnCode code, Budget budget)
{
    private const int MostPartitions = 4;
    private const int MostVisits = 16;
    private const int MostDepth = 16;
    private const int MostActivations = 40;
    private const int MostDerived = 8;

    private readonly List<CallRecord> _records = [];
    private readonly Queue<Root> _roots = [];

    // What is only come to where the program goes on after an exception waits: it may be called elsewhere as well.
    private readonly Queue<Root> _forgivenRoots = [];
    private readonly HashSet<TypeDefinition> _live = [];
    private readonly Dictionary<TypeDefinition, PathCondition> _waysToLive = [];
    private readonly Dictionary<TypeDefinition, HeapObject> _statics = [];
    private readonly Dictionary<TypeDefinition, HeapObject> _instances = [];
    private readonly Dictionary<ulong, CodeValue> _background = [];
    private readonly Dictionary<MethodDefinition, CodeValue> _delegateResults = [];
    private readonly StatePool _states = new();
    private ILookup<int, int>? _backgroundFields;
    private int _objects;

    public IReadOnlyList<CallRecord> Records => _records;

    public IReadOnlySet<TypeDefinition> LiveTypes => _live;

    /// <summary>What a lambda returned; unknown when it differs.</summary>
    public CodeValue ResultOf(MethodDefinition method) => _delegateResults.GetValueOrDefault(method) ?? CodeValue.Unknown;

    /// <summary>Follows everything, what can be reached first.</summary>
    public void Run()
    {
        bool entered = false;
        foreach (ModuleDefinition module in code.Modules.Take(1))
        {
            if (module.EntryPoint is { } entry)
            {
                entered = true;
                Enqueue(entry, null, Heap.Empty, PathCondition.Always, reachable: true);
            }
        }

        Drain();
        foreach (TypeDefinition type in code.Types)
        {
            bool found = !entered ? type.IsPublic : FrameworkTypes.IsFound(code, type);
            if (!found && !FrameworkTypes.IsHandler(code, type))
            {
                continue;
            }

            MarkLive(type, PathCondition.Always, reachable: true);
            foreach (MethodDefinition method in type.Methods.Where(m => m is { IsPublic: true, IsConstructor: false, IsGetter: false, IsSetter: false } && (found || FrameworkTypes.IsHandling(m.Name))))
            {
                Enqueue(method, null, Heap.Empty, PathCondition.Always, reachable: true);
            }
        }

        Drain();
        foreach (MethodDefinition method in code.Types.SelectMany(t => t.Methods))
        {
            Enqueue(method, null, Heap.Empty, PathCondition.Always, reachable: false);
            Drain();
        }
    }

    private void Drain()
    {
        while (_roots.TryDequeue(out Root? root) || _forgivenRoots.TryDequeue(out root))
        {
            if (IsToBeFollowed(root.Method, root.Reachable, root.IsForgiven))
            {
                root.Method.WasForgiven = root.IsForgiven;
                Follow(root);
            }
        }
    }

    // What was followed as forgiven is followed once more where it is not.
    private static bool IsToBeFollowed(PreparedMethod method, bool reachable, bool isForgiven) =>
        reachable ? !method.VisitedReachably || (method.WasForgiven && !isForgiven) : !method.Visited;

    private void Follow(Root root)
    {
        budget.StartRoot();
        var context = new Context(null, root.Method, root.Reachable) { IsForgiven = root.IsForgiven };
        MethodDefinition definition = root.Method.Definition;
        CodeValue[] arguments = UnknownArguments(root.Method);
        if (definition.HasThis)
        {
            arguments[0] = root.This ?? (definition.IsConstructor ? new HeapValue(NewObject(TypeNames.Of(definition.DeclaringType), definition.DeclaringType)) : InstanceOf(definition.DeclaringType, context));
        }

        try
        {
            Invoke(context, arguments, root.Heap, root.Live is { } live ? _waysToLive[live] : root.Condition);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or InvalidCastException or NullReferenceException or BadImageFormatException or ArgumentException or InvalidOperationException or AssemblyResolutionException)
        {
            // Code that is no valid IL: what was met before it stays.
            root.Method.Failed = true;
        }
    }

    // What a method is entered with when its callers were not seen.
    private static CodeValue[] UnknownArguments(PreparedMethod method)
    {
        var arguments = new CodeValue[method.ArgumentCount];
        int offset = method.Definition.HasThis ? 1 : 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = i >= offset && i - offset < method.Definition.Parameters.Count && method.Definition.Parameters[i - offset].ParameterType is { Name: "IConfigurationSection", Namespace: "Microsoft.Extensions.Configuration" }
                ? UnknownSectionValue.Instance
                : CodeValue.Unknown;
        }

        return arguments;
    }

    private void Enqueue(MethodDefinition method, CodeValue? self, Heap heap, PathCondition condition, bool reachable, TypeDefinition? live = null, bool isForgiven = false)
    {
        if (code.Prepare(method) is { } prepared && IsToBeFollowed(prepared, reachable, isForgiven))
        {
            (isForgiven ? _forgivenRoots : _roots).Enqueue(new Root(prepared, self, heap, condition, reachable) { Live = live, IsForgiven = isForgiven });
        }
    }

    // A type that the program makes or names can be called by the framework through what it overrides or implements.
    private void MarkLive(TypeDefinition type, PathCondition condition, bool reachable)
    {
        if (!reachable || type.IsInterface)
        {
            return;
        }

        // It can be made in one environment and in another: what is called on it is called in both.
        _waysToLive[type] = _waysToLive.TryGetValue(type, out PathCondition? known) ? known.Or(condition) : condition;
        if (!_live.Add(type))
        {
            return;
        }

        // Closures and state machines are entered where they are used.
        if (type.Name.StartsWith('<') && !type.HasInterfaces)
        {
            return;
        }

        bool foreign = FrameworkTypes.HasForeignParent(code, type);
        // What it inherits from the application's own types is called on it as well.
        foreach (MethodDefinition method in code.BasesWithin(type).SelectMany(t => t.Methods))
        {
            bool called = foreign && method.IsVirtual && !IsStateMachine(type);
            called |= method.IsPublic && FrameworkTypes.IsConvention(method.Name);
            if (called)
            {
                Enqueue(method, null, Heap.Empty, condition, reachable, type);
            }
        }
    }

    /// <summary>Whether a type is what compilers make of a method with <c>yield return</c>.</summary>
    internal static bool IsIterator(TypeDefinition type) =>
        IsStateMachine(type) && type.HasInterfaces && type.Interfaces.Any(static i => TypeNames.Of(i.InterfaceType) is "System.Collections.IEnumerator" or "System.Collections.Generic.IAsyncEnumerator`1");

    private static bool IsStateMachine(TypeDefinition type) => type.Name.StartsWith('<') || type.Name.StartsWith("VB$StateMachine", StringComparison.Ordinal);

    private HeapObject NewObject(string type, TypeDefinition? definition, bool fresh = true) => new(_objects++, type, definition, code.FieldNames) { IsFresh = fresh };

    private HeapObject ObjectAt(Context context, int site, string type, TypeDefinition? definition) => context.ObjectAt(site) ?? context.Keep(site, NewObject(type, definition));

    // What stands for every object of a type whose making was not seen: the fields that only its constructor writes are known.
    private CodeValue InstanceOf(TypeDefinition type, Context context)
    {
        if (IsStateMachine(type) || type.IsInterface)
        {
            return CodeValue.Unknown;
        }

        if (_instances.TryGetValue(type, out HeapObject? instance))
        {
            return new HeapValue(instance);
        }

        instance = NewObject(TypeNames.Of(type), type, fresh: false);
        _instances.Add(type, instance);
        if (Made(type, instance, context) is { } heap)
        {
            Remember(heap, instance, code.BasesWithin(type), isStatic: false);
        }

        return new HeapValue(instance);
    }

    // An abstract class is made by those below it: what all their constructors hand to it, it can be.
    private Heap? Made(TypeDefinition type, HeapObject instance, Context context)
    {
        TypeDefinition[] concrete = type.IsAbstract ? [.. code.DerivedFrom(type).Where(t => !t.IsAbstract && !t.IsInterface)] : [type];
        if (concrete.Length > MostDerived)
        {
            return null;
        }

        Heap? joined = null;
        foreach (TypeDefinition made in concrete)
        {
            MethodDefinition[] constructors = [.. made.Methods.Where(m => m is { IsConstructor: true, IsStatic: false })];
            if (constructors.Length != 1 || code.Prepare(constructors[0]) is not { } prepared || context.CountOf(prepared) > 0)
            {
                return null;
            }

            CodeValue[] arguments = UnknownArguments(prepared);
            arguments[0] = new HeapValue(instance);
            Inject(constructors[0], arguments);
            Heap heap = Invoke(new Context(null, prepared, context.Reachable), arguments, Heap.Empty, PathCondition.Always).Heap;
            joined = joined is null ? heap : joined.Join(heap);
        }

        return joined;
    }

    private HeapObject StaticsOf(TypeDefinition type, Context context)
    {
        if (_statics.TryGetValue(type, out HeapObject? statics))
        {
            return statics;
        }

        statics = NewObject(TypeNames.Of(type), type, fresh: false);
        _statics.Add(type, statics);
        if (type.Methods.FirstOrDefault(m => m is { IsConstructor: true, IsStatic: true }) is { } initialiser && code.Prepare(initialiser) is { } prepared)
        {
            MethodOutcome outcome = Invoke(new Context(null, prepared, context.Reachable), [], Heap.Empty, PathCondition.Always);
            Remember(outcome.Heap, statics, [type], isStatic: true);
        }

        return statics;
    }

    private void Remember(Heap heap, HeapObject owner, IEnumerable<TypeDefinition> types, bool isStatic)
    {
        var volatileKeys = new HashSet<ulong>();
        foreach (FieldDefinition field in types.SelectMany(t => t.Fields).Where(f => f.IsStatic == isStatic))
        {
            if (code.TargetOf(field) is { WrittenLater: true } target)
            {
                volatileKeys.Add(owner.Key(target.Index));
            }
        }

        foreach ((ulong key, CodeValue value) in heap.Fields)
        {
            if (!volatileKeys.Contains(key))
            {
                _background.TryAdd(key, value);
            }
        }
    }

    private MethodOutcome Invoke(Context context, CodeValue[] arguments, Heap heap, PathCondition condition)
    {
        PreparedMethod method = context.Method;
        if (context.LastArguments is { } last && ReferenceEquals(context.LastHeap, heap) && condition.Equals(context.LastCondition) && last.AsSpan().SequenceEqual(arguments))
        {
            return context.LastOutcome;
        }

        method.Visited = true;
        method.VisitedReachably |= context.Reachable;
        context.LastArguments = arguments;
        context.LastHeap = heap;
        context.LastCondition = condition;
        context.LastOutcome = new MethodOutcome(CodeValue.Unknown, heap);
        if (context.Entered++ == 0)
        {
            method.Activations++;
        }

        State first = _states.Take(method);
        arguments.CopyTo(first.Arguments);
        method.InitialLocals.CopyTo(first.Locals);
        (first.Depth, first.Condition, first.Heap) = (0, condition, heap);
        var activation = new Activation(context, method, _states);
        activation.Flow(0, first);
        while (activation.TryNext(out int block, out State? state))
        {
            int start = method.BlockStarts[block];
            int end = block + 1 < method.BlockStarts.Length ? method.BlockStarts[block + 1] : method.Instructions.Length;
            if (!budget.Take(end - start + 1))
            {
                break;
            }

            SeedHandlers(activation, start, state);
            Execute(activation, state, start, end);
        }

        activation.GiveBack();
        // A method that never comes back (a loop, an exception) says nothing of what it returns.
        MethodOutcome outcome = activation.Outcome ?? new MethodOutcome(CodeValue.Unknown, heap);
        context.LastOutcome = outcome;
        return outcome;
    }

    private static void SeedHandlers(Activation activation, int start, State state)
    {
        foreach (HandlerBlock handler in activation.Method.Handlers)
        {
            if (handler.Guards(start))
            {
                if (handler.Filter >= 0)
                {
                    activation.FlowToHandler(handler.Filter, state, handler.Catches);
                }

                activation.FlowToHandler(handler.Start, state, handler.Catches);
            }
        }
    }

    /// <summary>The blocks of one method that are still to be followed.</summary>
    private sealed class Activation(Context context, PreparedMethod method, StatePool pool)
    {
        private readonly State?[] _states = new State?[method.BlockStarts.Length * MostPartitions];

        // The states of a block that wait to be followed, first come first: four bits each, the number of the state and 8.
        private readonly ushort[] _open = new ushort[method.BlockStarts.Length];
        private readonly byte[] _visits = new byte[method.BlockStarts.Length];
        private int _first = method.BlockStarts.Length;

        // With which settings the method has come to an end so far.
        private SettingCondition _returned = SettingCondition.Never;

        public Context Context => context;

        public PreparedMethod Method => method;

        public MethodOutcome? Outcome { get; private set; }

        /// <summary>Comes to an instruction that begins a block. The state belongs to the activation from then on.</summary>
        public void Flow(int index, State state)
        {
            int block = method.BlockAt[index];
            Span<State?> known = _states.AsSpan(block * MostPartitions, MostPartitions);
            int into = 0;
            for (; into < MostPartitions && known[into] is { } candidate; into++)
            {
                if (candidate.Condition.Meets(state.Condition) || candidate.SameAs(state) || known[^1] is not null)
                {
                    break;
                }
            }

            if (known[into] is not { } existing)
            {
                known[into] = state;
                Open(block, into);
                return;
            }

            if (existing.Absorb(state))
            {
                Open(block, into);
            }

            pool.Give(state);
        }

        /// <summary>Comes to the beginning of a handler from anywhere in the block of a state, which is left alone.</summary>
        public void FlowToHandler(int index, State state, bool withException)
        {
            int block = method.BlockAt[index];
            if (_states[block * MostPartitions] is { } known
                && known.Condition.Meets(state.Condition)
                && (!withException || known.Depth == 0 || known.Stack[0] is UnknownValue))
            {
                if (known.AbsorbVariables(state))
                {
                    Open(block, 0);
                }

                return;
            }

            State entry = Copy(state);
            entry.Depth = 0;
            if (withException)
            {
                entry.Push(CodeValue.Unknown);
            }

            Flow(index, entry);
        }

        public bool TryNext(out int block, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out State? state)
        {
            for (block = _first; block < _open.Length; block++)
            {
                if (_open[block] != 0)
                {
                    int waiting = _open[block] & 7;
                    _open[block] >>= 4;
                    _first = block;
                    state = Copy(_states[(block * MostPartitions) + waiting]!);
                    return true;
                }
            }

            _first = block;
            state = null;
            return false;
        }

        public State Copy(State state)
        {
            State copy = pool.Take(method);
            copy.CopyFrom(state);
            return copy;
        }

        public void Return(State state, CodeValue result)
        {
            SettingCondition settings = state.Condition.Settings;
            Outcome = Outcome is { } earlier
                ? new MethodOutcome(SettingTruth.Join(earlier.Result, _returned, result, settings) ?? Defaulting.Join(earlier.Result, _returned, result, settings) ?? Joining.Join(earlier.Result, result), earlier.Heap.Join(state.Heap, _returned, settings))
                : new MethodOutcome(result, state.Heap);
            _returned = _returned.Or(settings);
        }

        /// <summary>Takes back a state that goes nowhere.</summary>
        public void Drop(State state) => pool.Give(state);

        /// <summary>Ends it; its states can be used again.</summary>
        public void GiveBack()
        {
            foreach (State? state in _states)
            {
                if (state is not null)
                {
                    pool.Give(state);
                }
            }
        }

        private void Open(int block, int state)
        {
            int waiting = _open[block];
            int shift = 0;
            for (; waiting != 0; waiting >>= 4, shift += 4)
            {
                if ((waiting & 7) == state)
                {
                    return;
                }
            }

            if (_visits[block] < MostVisits)
            {
                _visits[block]++;
                _open[block] |= (ushort)((state | 8) << shift);
                _first = Math.Min(_first, block);
            }
        }
    }
}
