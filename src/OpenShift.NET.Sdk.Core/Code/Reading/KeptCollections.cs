using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// Finds what is put into collections of static fields and of singletons while the program serves. Which field a collection comes from is followed through the stack and the local
/// variables of one method, and through own members that only return it; the interpreter knows values, and all lists look alike to it.
/// </summary>
internal sealed class KeptCollections(OwnCode code, IReadOnlySet<TypeDefinition> singletons)
{
    private const int LongestGetter = 16;
    private const int Deepest = 64;

    private static readonly HashSet<string> s_collections =
    [
        .. ((string[])["List`1", "Dictionary`2", "HashSet`1", "Queue`1", "Stack`1", "LinkedList`1", "SortedDictionary`2", "SortedList`2", "SortedSet`1", "PriorityQueue`2", "IList`1", "ICollection`1", "IDictionary`2", "ISet`1"]).Select(static n => "System.Collections.Generic." + n),
        .. ((string[])["ConcurrentDictionary`2", "ConcurrentBag`1", "ConcurrentQueue`1", "ConcurrentStack`1", "BlockingCollection`1"]).Select(static n => "System.Collections.Concurrent." + n),
        "System.Collections.ObjectModel.ObservableCollection`1", "System.Collections.Hashtable", "System.Collections.ArrayList", "System.Threading.Channels.Channel`1", "System.Threading.Channels.ChannelWriter`1",
    ];

    // What makes one grow or changes an element; GetOrAdd keeps what can be worked out again.
    private static readonly HashSet<string> s_changes =
    [
        "Add", "AddRange", "Insert", "InsertRange", "TryAdd", "set_Item", "AddOrUpdate", "TryUpdate", "Enqueue", "Push", "AddFirst", "AddLast", "TryWrite", "WriteAsync",
    ];

    private readonly Dictionary<FieldReference, FieldDefinition?> _fields = [];
    private readonly Dictionary<MethodDefinition, FieldDefinition?> _returned = [];
    private readonly Dictionary<FieldDefinition, bool> _handedOn = [];
    private readonly Dictionary<FieldDefinition, List<(PreparedMethod Method, int Site)>?> _uses = [];

    /// <summary>Whether a method names such a field, or asks a member that returns one.</summary>
    public IEnumerable<(FieldDefinition Field, int Site)> In(PreparedMethod method)
    {
        bool any = false;
        for (int i = 0; i < method.Instructions.Length && !any; i++)
        {
            any = LoadedAt(method, i) is not null || (method.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt && method.TargetAt(i).Own is { } own && Returned(own) is not null);
        }

        return any ? Follow(method, withInner: true).Where(u => s_changes.Contains(method.TargetAt(u.Site).Name)) : [];
    }

    /// <summary>What a method does with such a field: the calls made on what is in it, where each of the places that load it is one; <see langword="null"/> where it does something else with it, as handing it on.</summary>
    public IReadOnlyList<(PreparedMethod Method, int Site)>? UsesOf(FieldDefinition field)
    {
        if (!_uses.TryGetValue(field, out List<(PreparedMethod, int)>? uses))
        {
            uses = field.IsPrivate ? [] : null;
            foreach (MethodDefinition method in field.IsPrivate ? MethodsOf(field.DeclaringType) : [])
            {
                if (code.Prepare(method) is not { } prepared || LoadSites(prepared, field).Count() is var loads && loads == 0)
                {
                    continue;
                }

                int[] sites = [.. Follow(prepared).Where(u => u.Field == field).Select(static u => u.Site)];
                if (sites.Length < loads)
                {
                    uses = null;
                    break;
                }

                uses!.AddRange(sites.Select(site => (prepared, site)));
            }

            _uses.Add(field, uses);
        }

        return uses;
    }

    /// <summary>Where a method loads such a field.</summary>
    public IEnumerable<int> LoadSites(PreparedMethod method, FieldDefinition field)
    {
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (LoadedAt(method, i) == field)
            {
                yield return i;
            }
        }
    }

    /// <summary>Whether a method looks something up in such a field.</summary>
    public bool Asks(PreparedMethod method, FieldDefinition field)
    {
        bool names = false, asks = false;
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            names |= LoadedAt(method, i) == field;
            asks |= method.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt && method.Instructions[i].Operand is not null && method.TargetAt(i) is { Name: "TryGetValue" or "ContainsKey" or "get_Item" or "GetValueOrDefault", Type: var type } && s_collections.Contains(type);
        }

        return names && asks;
    }

    /// <summary>Whether the type of a field exchanges what is in it for something new.</summary>
    public bool IsHandedOn(FieldDefinition field)
    {
        if (!_handedOn.TryGetValue(field, out bool known))
        {
            known = MethodsOf(field.DeclaringType).Any(m => code.Prepare(m) is { } prepared && Exchanges(prepared, field));
            _handedOn.Add(field, known);
        }

        return known;
    }

    /// <summary>The numbers that a method counts up and returns: fields of singletons, and static ones.</summary>
    public IEnumerable<(FieldDefinition Field, int Site)> CountsIn(PreparedMethod method)
    {
        for (int i = 0; i + 1 < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].OpCode.Code == Il.Call && method.Instructions[i].Operand is not null && method.TargetAt(i) is { Type: CodeChange.Counter, Name: "Increment" } && i > 0
                && method.Instructions[i - 1].OpCode.Code is Il.Ldsflda or Il.Ldflda && OwnFieldAt(method, i - 1) is { } field && (field.IsStatic || singletons.Contains(field.DeclaringType)) && IsReturned(method, i + 1))
            {
                yield return (field, i);
            }
        }
    }

    // As it is, or kept in a local variable first; a remainder of it only takes turns.
    private static bool IsReturned(PreparedMethod method, int index)
    {
        for (int i = index; i < method.Instructions.Length && i < index + 4; i++)
        {
            switch (method.Instructions[i].OpCode.Code)
            {
                case Il.Ret:
                    return true;
                case Il.Conv_I8 or Il.Conv_I4 or Il.Br or Il.Br_S or Il.Nop or Il.Stloc_0 or Il.Ldloc_0 or Il.Stloc_1 or Il.Ldloc_1:
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private bool Exchanges(PreparedMethod method, FieldDefinition field)
    {
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].OpCode.Code is not (Il.Ldflda or Il.Ldsflda) || OwnFieldAt(method, i) != field)
            {
                continue;
            }

            for (int next = i + 1; next < method.Instructions.Length && next < i + 8; next++)
            {
                if (method.Instructions[next].OpCode.Code == Il.Call && method.Instructions[next].Operand is not null && method.TargetAt(next) is { Type: CodeChange.Counter, Name: "Exchange" })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private FieldDefinition? OwnFieldAt(PreparedMethod method, int index) => method.Instructions[index].Operand switch
    {
        FieldTarget { Own: var known } => known,
        FieldReference reference => code.TargetOf(reference).Own,
        _ => null,
    };

    private static IEnumerable<MethodDefinition> MethodsOf(TypeDefinition type) => type.Methods.Concat(type.NestedTypes.SelectMany(MethodsOf));

    /// <summary>The collection type of a field, without the <c>Lazy</c> around it; <see langword="null"/> for a field of another type.</summary>
    public static TypeReference? CollectionOf(FieldReference field)
    {
        TypeReference type = field.FieldType is GenericInstanceType { ElementType.FullName: "System.Lazy`1", GenericArguments: [var inner] } ? inner : field.FieldType;
        return s_collections.Contains(TypeNames.Of(type)) ? type : null;
    }

    private List<(FieldDefinition Field, int Site)> Follow(PreparedMethod method, bool withInner = false)
    {
        var found = new List<(FieldDefinition, int)>();
        var locals = new FieldDefinition?[method.Locals.Length];
        var stack = new List<FieldDefinition?>();
        var waiting = new Dictionary<int, FieldDefinition?[]>();
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            Step step = method.Instructions[i];
            if (waiting.TryGetValue(i, out FieldDefinition?[]? there) && (stack.Count == 0 || stack.Count == there.Length))
            {
                // What either way brings.
                stack = [.. there.Select((t, n) => t ?? (n < stack.Count ? stack[n] : null))];
            }

            switch (step.OpCode.Code)
            {
                case Il.Ldsfld or Il.Ldfld:
                    Pop(stack, step.OpCode.Code == Il.Ldfld ? 1 : 0);
                    stack.Add(LoadedAt(method, i));
                    break;
                case Il.Stsfld or Il.Stfld:
                    {
                        FieldDefinition? field = FieldOf(method, i);
                        Pop(stack, step.OpCode.Code == Il.Stfld ? 2 : 1);
                        // _items ??= new(): what is left on the stack is the field's.
                        if (field is not null && i > 0 && method.Instructions[i - 1].OpCode.Code == Il.Dup && stack.Count > 0)
                        {
                            stack[^1] = field;
                        }

                        break;
                    }

                case Il.Dup:
                    stack.Add(stack.Count > 0 ? stack[^1] : null);
                    break;
                case Il.Ldloc or Il.Ldloc_S or Il.Ldloc_0 or Il.Ldloc_1 or Il.Ldloc_2 or Il.Ldloc_3:
                    stack.Add(locals.ElementAtOrDefault(LocalOf(step, Il.Ldloc_0)));
                    break;
                case Il.Stloc or Il.Stloc_S or Il.Stloc_0 or Il.Stloc_1 or Il.Stloc_2 or Il.Stloc_3:
                    {
                        int local = LocalOf(step, Il.Stloc_0);
                        if ((uint)local < (uint)locals.Length)
                        {
                            locals[local] = stack.Count > 0 ? stack[^1] : null;
                        }

                        Pop(stack, 1);
                        break;
                    }

                case Il.Call or Il.Callvirt or Il.Newobj:
                    Call(method, i, stack, found, withInner);
                    break;
                case Il.Br or Il.Br_S:
                    waiting.TryAdd(step.Index, [.. stack]);
                    stack.Clear();
                    break;
                case Il.Ret or Il.Throw or Il.Rethrow or Il.Leave or Il.Leave_S or Il.Endfinally or Il.Endfilter:
                    stack.Clear();
                    break;
                case Il.Brtrue or Il.Brtrue_S or Il.Brfalse or Il.Brfalse_S:
                    Pop(stack, 1);
                    waiting.TryAdd(step.Index, [.. stack]);
                    break;
                case Il.Box or Il.Castclass or Il.Isinst or Il.Unbox_Any or Il.Nop or Il.Volatile or Il.Constrained or Il.Readonly or Il.Tail:
                    break;
                default:
                    Other(step, stack, waiting);
                    break;
            }

            if (stack.Count > Deepest)
            {
                stack.RemoveRange(0, stack.Count - Deepest);
            }
        }

        return found;
    }

    private void Call(PreparedMethod method, int site, List<FieldDefinition?> stack, List<(FieldDefinition, int)> found, bool withInner)
    {
        CallTarget target = method.TargetAt(site);
        bool isNew = method.Instructions[site].OpCode.Code == Il.Newobj;
        Pop(stack, target.ParameterCount);
        FieldDefinition? on = null;
        if (target.HasThis && !isNew)
        {
            on = stack.Count > 0 ? stack[^1] : null;
            Pop(stack, 1);
        }

        if (on is not null && target.Own is null)
        {
            found.Add((on, site));
        }

        if (isNew || !target.ReturnsVoid)
        {
            stack.Add(target.Own is { } own ? Returned(own) : on is not null && (target.Name is "get_Value" or "get_Writer" || (withInner && target.Name is "GetOrAdd" or "get_Item" && HoldsCollections(on))) ? on : null);
        }
    }

    // _values.GetOrAdd(name, _ => new List<double>()).Add(value): what is put into one of its collections is put into it.
    private static bool HoldsCollections(FieldReference field) =>
        CollectionOf(field) is GenericInstanceType { GenericArguments: [.., var held] } && s_collections.Contains(TypeNames.Of(held));

    private static void Other(Step step, List<FieldDefinition?> stack, Dictionary<int, FieldDefinition?[]> waiting)
    {
        Pop(stack, step.OpCode.StackBehaviourPop switch
        {
            Mono.Cecil.Cil.StackBehaviour.Pop0 or Mono.Cecil.Cil.StackBehaviour.Varpop => 0,
            Mono.Cecil.Cil.StackBehaviour.Pop1 or Mono.Cecil.Cil.StackBehaviour.Popi or Mono.Cecil.Cil.StackBehaviour.Popref => 1,
            Mono.Cecil.Cil.StackBehaviour.PopAll => stack.Count,
            Mono.Cecil.Cil.StackBehaviour.Pop1_pop1 or Mono.Cecil.Cil.StackBehaviour.Popi_pop1 or Mono.Cecil.Cil.StackBehaviour.Popi_popi or Mono.Cecil.Cil.StackBehaviour.Popi_popi8 or Mono.Cecil.Cil.StackBehaviour.Popi_popr4
                or Mono.Cecil.Cil.StackBehaviour.Popi_popr8 or Mono.Cecil.Cil.StackBehaviour.Popref_pop1 or Mono.Cecil.Cil.StackBehaviour.Popref_popi => 2,
            _ => 3,
        });
        if (step.OpCode.FlowControl == Mono.Cecil.Cil.FlowControl.Cond_Branch && step.OpCode.Code != Il.Switch)
        {
            waiting.TryAdd(step.Index, [.. stack]);
        }

        if (step.OpCode.StackBehaviourPush is not Mono.Cecil.Cil.StackBehaviour.Push0)
        {
            stack.Add(null);
        }
    }

    // A member that does nothing but return the field, making it first when it has to.
    private FieldDefinition? Returned(MethodDefinition method)
    {
        if (_returned.TryGetValue(method, out FieldDefinition? known))
        {
            return known;
        }

        _returned.Add(method, null);
        if (method.Parameters.Count > 0 || method.ReturnType.MetadataType == MetadataType.Void || !s_collections.Contains(TypeNames.Of(method.ReturnType)) || code.Prepare(method) is not { } prepared || prepared.Instructions.Length > LongestGetter)
        {
            return null;
        }

        FieldDefinition? only = null;
        for (int i = 0; i < prepared.Instructions.Length; i++)
        {
            if (LoadedAt(prepared, i) is { } field)
            {
                if (only is not null && only != field)
                {
                    return null;
                }

                only = field;
            }
        }

        return _returned[method] = only;
    }

    private FieldDefinition? LoadedAt(PreparedMethod method, int index) => method.Instructions[index].OpCode.Code is Il.Ldsfld or Il.Ldfld ? FieldOf(method, index) : null;

    private FieldDefinition? FieldOf(PreparedMethod method, int index)
    {
        object? operand = method.Instructions[index].Operand;
        if (operand is FieldTarget { Own: var known })
        {
            return known is not null && IsKept(known) ? known : null;
        }

        if (operand is not FieldReference reference)
        {
            return null;
        }

        if (!_fields.TryGetValue(reference, out FieldDefinition? field))
        {
            field = CollectionOf(reference) is null ? null : code.TargetOf(reference).Own is { } own && IsKept(own) ? own : null;
            _fields.Add(reference, field);
        }

        return field;
    }

    private bool IsKept(FieldDefinition field) =>
        CollectionOf(field) is not null && !MethodNames.IsGenerated(field.DeclaringType) && (field.IsStatic ? !field.CustomAttributes.Any(static a => a.AttributeType.Name == "ThreadStaticAttribute") : singletons.Contains(field.DeclaringType));

    private static int LocalOf(Step step, Il first) => step.OpCode.Code is >= Il.Ldloc_0 and <= Il.Stloc_3 ? step.OpCode.Code - first : step.Index;

    private static void Pop(List<FieldDefinition?> stack, int count) => stack.RemoveRange(Math.Max(0, stack.Count - count), Math.Min(count, stack.Count));
}
