using Mono.Cecil;
using Mono.Cecil.Cil;
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

    private readonly List<CallRecord> _records = [];
    private readonly Queue<Root> _roots = [];
    private readonly HashSet<TypeDefinition> _live = [];
    private readonly Dictionary<TypeDefinition, HeapObject> _statics = [];
    private readonly Dictionary<TypeDefinition, HeapObject> _instances = [];
    private readonly Dictionary<long, CodeValue> _background = [];
    private readonly Dictionary<MethodDefinition, CodeValue> _delegateResults = [];
    private int _objects;

    public IReadOnlyList<CallRecord> Records => _records;

    public IReadOnlySet<TypeDefinition> LiveTypes => _live;

    /// <summary>What a lambda returned; unknown when it differs.</summary>
    public CodeValue ResultOf(MethodDefinition method) => _delegateResults.GetValueOrDefault(method) ?? CodeValue.Unknown;

    /// <summary>A field as it stands without the heap: static fields of their type's constructor, fields that only constructors write.</summary>
    public CodeValue? Background(long key) => _background.GetValueOrDefault(key);

    /// <summary>Follows everything, what can be reached first.</summary>
    public void Run()
    {
        bool entered = false;
        foreach (ModuleDefinition module in code.Modules.Take(1))
        {
            if (module.EntryPoint is { } entry)
            {
                entered = true;
                Enqueue(entry, null, Heap.Empty, EnvironmentCondition.Always, reachable: true);
            }
        }

        Drain();
        foreach (TypeDefinition type in code.Types.Where(t => !entered ? t.IsPublic : FrameworkTypes.IsFound(code, t)))
        {
            MarkLive(type, EnvironmentCondition.Always, reachable: true);
            foreach (MethodDefinition method in type.Methods.Where(m => m is { IsPublic: true, IsConstructor: false, IsGetter: false, IsSetter: false }))
            {
                Enqueue(method, null, Heap.Empty, EnvironmentCondition.Always, reachable: true);
            }
        }

        Drain();
        foreach (MethodDefinition method in code.Types.SelectMany(t => t.Methods))
        {
            Enqueue(method, null, Heap.Empty, EnvironmentCondition.Always, reachable: false);
            Drain();
        }
    }

    private void Drain()
    {
        while (_roots.TryDequeue(out Root? root))
        {
            if (root.Reachable ? !root.Method.VisitedReachably : !root.Method.Visited)
            {
                Follow(root);
            }
        }
    }

    private void Follow(Root root)
    {
        budget.StartRoot();
        var context = new Context(null, root.Method, root.Reachable);
        MethodDefinition definition = root.Method.Definition;
        var arguments = new CodeValue[root.Method.ArgumentCount];
        Array.Fill(arguments, CodeValue.Unknown);
        if (definition.HasThis)
        {
            arguments[0] = root.This ?? (definition.IsConstructor ? new HeapValue(NewObject(TypeNames.Of(definition.DeclaringType), definition.DeclaringType)) : InstanceOf(definition.DeclaringType, context));
        }

        try
        {
            Invoke(context, arguments, root.Heap, root.Environment);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or InvalidCastException or NullReferenceException or BadImageFormatException or ArgumentException or InvalidOperationException or AssemblyResolutionException)
        {
            // Code that is no valid IL: what was met before it stays.
            root.Method.Failed = true;
        }
    }

    private void Enqueue(MethodDefinition method, CodeValue? self, Heap heap, EnvironmentCondition environment, bool reachable)
    {
        if (code.Prepare(method) is { } prepared && (reachable ? !prepared.VisitedReachably : !prepared.Visited))
        {
            _roots.Enqueue(new Root(prepared, self, heap, environment, reachable));
        }
    }

    // A type that the program makes or names can be called by the framework through what it overrides or implements.
    private void MarkLive(TypeDefinition type, EnvironmentCondition environment, bool reachable)
    {
        if (!reachable || type.IsInterface || !_live.Add(type))
        {
            return;
        }

        // Closures and state machines are entered where they are used.
        if (type.Name.StartsWith('<') && !type.HasInterfaces)
        {
            return;
        }

        bool foreign = FrameworkTypes.HasForeignParent(code, type);
        foreach (MethodDefinition method in type.Methods)
        {
            bool called = foreign && method.IsVirtual && !IsStateMachine(type);
            called |= method.IsPublic && FrameworkTypes.IsConvention(method.Name);
            if (called)
            {
                Enqueue(method, null, Heap.Empty, environment, reachable);
            }
        }
    }

    private static bool IsStateMachine(TypeDefinition type) => type.Name.StartsWith('<') || type.Name.StartsWith("VB$StateMachine", StringComparison.Ordinal);

    private HeapObject NewObject(string type, TypeDefinition? definition, bool fresh = true) => new(_objects++, type, definition) { IsFresh = fresh };

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
        MethodDefinition[] constructors = [.. type.Methods.Where(m => m is { IsConstructor: true, IsStatic: false })];
        if (constructors.Length == 1 && code.Prepare(constructors[0]) is { } prepared && context.CountOf(prepared) == 0)
        {
            var arguments = new CodeValue[prepared.ArgumentCount];
            Array.Fill(arguments, CodeValue.Unknown);
            arguments[0] = new HeapValue(instance);
            MethodOutcome outcome = Invoke(new Context(null, prepared, context.Reachable), arguments, Heap.Empty, EnvironmentCondition.Always);
            Remember(outcome.Heap, instance, type, isStatic: false);
        }

        return new HeapValue(instance);
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
            MethodOutcome outcome = Invoke(new Context(null, prepared, context.Reachable), [], Heap.Empty, EnvironmentCondition.Always);
            Remember(outcome.Heap, statics, type, isStatic: true);
        }

        return statics;
    }

    private void Remember(Heap heap, HeapObject owner, TypeDefinition type, bool isStatic)
    {
        var volatileKeys = new HashSet<long>();
        foreach (FieldDefinition field in type.Fields.Where(f => f.IsStatic == isStatic))
        {
            if (code.TargetOf(field).WrittenLater && owner.Fields.ContainsKey(field.Name))
            {
                volatileKeys.Add(owner.Key(field.Name));
            }
        }

        foreach ((long key, CodeValue value) in heap.Fields)
        {
            if (!volatileKeys.Contains(key))
            {
                _background.TryAdd(key, value);
            }
        }
    }

    private MethodOutcome Invoke(Context context, CodeValue[] arguments, Heap heap, EnvironmentCondition environment)
    {
        PreparedMethod method = context.Method;
        if (context.LastArguments is { } last && ReferenceEquals(context.LastHeap, heap) && environment.Equals(context.LastEnvironment) && last.AsSpan().SequenceEqual(arguments))
        {
            return context.LastOutcome;
        }

        method.Visited = true;
        method.VisitedReachably |= context.Reachable;
        context.LastArguments = (CodeValue[])arguments.Clone();
        context.LastHeap = heap;
        context.LastEnvironment = environment;
        context.LastOutcome = new MethodOutcome(CodeValue.Unknown, heap);
        if (context.Entered++ == 0)
        {
            method.Activations++;
        }

        var locals = new CodeValue[method.LocalCount];
        for (int i = 0; i < locals.Length; i++)
        {
            locals[i] = Defaults.Of(method.Definition.Body.Variables[i].VariableType);
        }

        var activation = new Activation(context, method);
        activation.Flow(0, new State(environment, arguments, locals, new CodeValue[method.MaxStack], 0, heap));
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

        // A method that never comes back (a loop, an exception) says nothing of what it returns.
        MethodOutcome outcome = activation.Outcome ?? new MethodOutcome(CodeValue.Unknown, heap);
        context.LastOutcome = outcome;
        return outcome;
    }

    private static void SeedHandlers(Activation activation, int start, State state)
    {
        PreparedMethod method = activation.Method;
        int offset = method.Instructions[start].Offset;
        foreach (ExceptionHandler handler in method.Handlers)
        {
            if (handler.TryStart.Offset > offset || (handler.TryEnd is { } end && end.Offset <= offset))
            {
                continue;
            }

            State entry = state.Copy();
            entry.Depth = 0;
            if (handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter)
            {
                entry.Push(CodeValue.Unknown);
            }

            if (handler.FilterStart is not null)
            {
                activation.Flow(method.IndexOf(handler.FilterStart), entry.Copy());
            }

            activation.Flow(method.IndexOf(handler.HandlerStart), entry);
        }
    }

    /// <summary>The blocks of one method that are still to be followed.</summary>
    private sealed class Activation(Context context, PreparedMethod method)
    {
        private readonly List<State>?[] _states = new List<State>?[method.BlockStarts.Length];
        private readonly Queue<State>?[] _open = new Queue<State>?[method.BlockStarts.Length];
        private readonly int[] _visits = new int[method.BlockStarts.Length];

        public Context Context => context;

        public PreparedMethod Method => method;

        public MethodOutcome? Outcome { get; private set; }

        /// <summary>Comes to an instruction that begins a block. The state belongs to the activation from then on.</summary>
        public void Flow(int index, State state)
        {
            int block = method.BlockAt[index];
            List<State> known = _states[block] ??= [];
            State? into = null;
            foreach (State candidate in known)
            {
                EnvironmentCondition both = candidate.Environment.And(state.Environment);
                if (!both.IsNever || candidate.SameAs(state) || known.Count >= MostPartitions)
                {
                    into = candidate;
                    break;
                }
            }

            if (into is null)
            {
                known.Add(state);
                Open(block, state);
            }
            else if (into.Absorb(state))
            {
                Open(block, into);
            }
        }

        public bool TryNext(out int block, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out State? state)
        {
            for (block = 0; block < _open.Length; block++)
            {
                if (_open[block] is { Count: > 0 } open)
                {
                    state = open.Dequeue().Copy();
                    return true;
                }
            }

            state = null;
            return false;
        }

        public void Return(State state, CodeValue result) =>
            Outcome = Outcome is { } earlier ? new MethodOutcome(Joining.Join(earlier.Result, result), earlier.Heap.Join(state.Heap)) : new MethodOutcome(result, state.Heap);

        private void Open(int block, State state)
        {
            Queue<State> open = _open[block] ??= [];
            if (!open.Contains(state) && _visits[block]++ < MostVisits)
            {
                open.Enqueue(state);
            }
        }
    }
}
