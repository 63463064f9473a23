using System.Collections.Immutable;
using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

internal sealed partial class Interpreter
{
    private void Call(Activation activation, State s, int site, bool isVirtual)
    {
        CallTarget target = activation.Method.TargetAt(site);
        CodeValue[] arguments = s.Pop(target.ParameterCount);
        CodeValue? on = target.HasThis ? s.Pop() : null;
        CodeValue? receiver = on is null ? null : Dereference(activation, s, on);
        MarkTypeArguments(activation, s, target);

        CodeValue result;
        if (OfInlineArray(activation, s, site, target, arguments) is { } element)
        {
            result = element;
        }
        else if (target.Own is { } own)
        {
            NoteSecrets(activation, s, site, target, arguments);
            _ = NoteLibrary(activation, s, site, target, receiver, arguments);
            if (own is { IsStatic: true, IsVirtual: true })
            {
                own = Implemented(activation, s, site, own);
            }

            result = CallOwn(activation, s, site, own, receiver, arguments, isVirtual, typeArguments: TypeArgumentsOf(activation.Context, target));
            Clobber(activation, s, target, arguments);
        }
        else if (receiver is DelegateReference lambda && target.Name == "Invoke")
        {
            result = CallOwn(activation, s, site, lambda.Method, lambda.Method.IsStatic ? null : lambda.Target, arguments, isVirtual: false, lambda.Target);
        }
        else if (isVirtual && receiver is HeapValue { Object.Definition: { } type } && code.Implementation(type, target.Reference) is { } implementation)
        {
            result = CallOwn(activation, s, site, implementation, receiver, arguments, isVirtual: false);
        }
        else
        {
            result = CallForeign(activation, s, site, target, on, receiver, arguments);
        }

        if (!target.ReturnsVoid)
        {
            s.Push(result);
        }
    }

    private void New(Activation activation, State s, int site)
    {
        CallTarget target = activation.Method.TargetAt(site);
        CodeValue[] arguments = s.Pop(target.ParameterCount);
        if (arguments is [var delegateTarget, FunctionPointer pointer])
        {
            s.Push(pointer.Own is { } method ? new DelegateReference(method, delegateTarget) : CodeValue.Unknown);
            return;
        }

        TypeReference type = target.Reference.DeclaringType;
        if (type is ArrayType)
        {
            s.Push(CodeValue.Unknown);
            return;
        }

        if (target.Own is { } own)
        {
            var made = new HeapValue(ObjectAt(activation.Context, site, target.Type, own.DeclaringType));
            MarkTypeArguments(activation, s, target);
            MarkLive(own.DeclaringType, s.Condition, activation.Context.Reachable);

            // Whoever gets it goes through it: a loop of the application, or a library.
            if (IsIterator(own.DeclaringType) && own.DeclaringType.Methods.FirstOrDefault(static m => m.Name == "MoveNext") is { } next)
            {
                Enqueue(next, null, Heap.Empty, s.Condition, activation.Context.Reachable);
            }

            NoteSecrets(activation, s, site, target, arguments);
            if (NoteLibrary(activation, s, site, target, null, arguments) is { } record)
            {
                record.Creates = made.Object;
            }

            CallOwn(activation, s, site, own, made, arguments, isVirtual: false);
            s.Push(made);
            return;
        }

        NoteRead(activation, s, site, target, arguments, null);
        NoteDemand(activation, s, site, target, arguments);
        if ((KnownCalls.Construct(target, arguments) ?? SpanOfOne(activation, s, site, target, arguments)) is { } known)
        {
            s.Push(known);
            return;
        }

        s.Push(Construct(activation, s, site, target, arguments));
    }

    private HeapValue Construct(Activation activation, State s, int site, CallTarget target, CodeValue[] arguments)
    {
        var value = new HeapValue(ObjectAt(activation.Context, site, target.Type, null));
        CallRecord record = Record(activation, s, site, target, null, arguments);
        record.Creates = value.Object;
        for (int i = 0; i < arguments.Length; i++)
        {
            s.Heap = s.Heap.With(value.Object, ConstructorArgument(i), arguments[i]);
        }

        Follow(activation, s, site, record);
        return value;
    }

    internal static string ConstructorArgument(int index) => "#" + (char)('0' + index);

    private CodeValue CallForeign(Activation activation, State s, int site, CallTarget target, CodeValue? on, CodeValue? receiver, CodeValue[] arguments)
    {
        // A constructor called on an address makes a structure there.
        if (target.Name == ".ctor" && on is LocalAddress or FieldAddress)
        {
            CodeValue made = KnownCalls.Construct(target, arguments) ?? SpanOfOne(activation, s, site, target, arguments) ?? Construct(activation, s, site, target, arguments);
            Assign(activation, s, on, made);
            return CodeValue.Unknown;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is FieldAddress or LocalAddress && !target.Reference.Parameters[i].ParameterType.IsByReference)
            {
                arguments[i] = Dereference(activation, s, arguments[i]);
            }
        }

        if (target.IsAsynchronous && AsyncCalls.Evaluate(this, target, on, receiver, arguments, s.Heap) is { } asynchronous)
        {
            if (asynchronous.Start is { } machine && machine.Object.Definition is { } definition && definition.Methods.FirstOrDefault(m => m.Name == "MoveNext") is { } moveNext)
            {
                CallOwn(activation, s, site, moveNext, machine, [], isVirtual: false);
            }

            if (asynchronous.Heap is { } heap)
            {
                s.Heap = heap;
            }

            return asynchronous.Result;
        }

        if (target.Name == "TryParse" && arguments is [ConfigurationValue tried, ..] && arguments[^1] is LocalAddress or FieldAddress)
        {
            // What is no value of the type becomes the type's default.
            Assign(activation, s, arguments[^1], tried with { Type = target.Type });
            return CodeValue.Unknown;
        }

        CodeValue? setting = target.IsConfigurationRead ? ConfigurationReads.Evaluate(target, receiver, arguments) : null;
        NoteRead(activation, s, site, target, arguments, setting);
        NoteComparison(activation, s, site, target);
        NoteDemand(activation, s, site, target, arguments);
        NoteDemand(activation, s, site, target, receiver);
        if (target.IsComputed && KnownCalls.Evaluate(this, target, receiver, arguments, s) is { } known)
        {
            return known;
        }

        if (receiver is HeapValue { Object.Definition: null } data && arguments.Length == 0 && target is { Property: { } read } && target.Name[0] == 'g' && ReadField(s.Heap, data.Object, read) is { } property)
        {
            return property;
        }

        if (target.Name == ".ctor")
        {
            // The base constructor.
            return CodeValue.Unknown;
        }

        CallRecord record = Record(activation, s, site, target, receiver, arguments);
        if (receiver is HeapValue { Object.Definition: null } options && arguments.Length == 1 && target is { Property: { } written } && target.Name[0] == 's')
        {
            s.Heap = s.Heap.With(options.Object, written, record.Arguments[0]);
        }

        Follow(activation, s, site, record);
        Clobber(activation, s, target, arguments);
        Bind(activation, s, site, target, arguments);
        Register(activation, s, target, arguments);
        return EnvironmentTests.Evaluate(target, receiver, arguments) ?? BoundOptions(target) ?? setting ?? new RecordedResult(record);
    }

    private CodeValue CallOwn(Activation activation, State s, int site, MethodDefinition method, CodeValue? receiver, CodeValue[] arguments, bool isVirtual, CodeValue? boundTo = null, ImmutableArray<TypeDefinition?> typeArguments = default)
    {
        bool reachable = activation.Context.Reachable;
        bool isForgiven = activation.Context.IsForgiven || activation.Method.IsForgiven(site);
        if (isVirtual && method.IsVirtual)
        {
            if (receiver is HeapValue { Object: { Definition: { } type, IsFresh: true } })
            {
                method = code.Implementation(type, method) ?? method;
            }
            else if (code.Overrides(method) is { Count: > 0 } candidates)
            {
                if (candidates.Count > 1 || method.HasBody)
                {
                    foreach (MethodDefinition candidate in candidates)
                    {
                        Enqueue(candidate, null, Heap.Empty, s.Condition, reachable, isForgiven: isForgiven);
                    }
                }
                else
                {
                    method = candidates[0];
                    receiver = null;
                }
            }
        }

        if (code.Prepare(method) is not { } prepared)
        {
            return CodeValue.Unknown;
        }

        Context context = activation.Context;
        if (context.Depth >= MostDepth || context.CountOf(prepared) > 1 || (prepared.Activations >= MostActivations && context.Entered > 0))
        {
            Enqueue(method, receiver, s.Heap, s.Condition, reachable, isForgiven: isForgiven);
            return CodeValue.Unknown;
        }

        var all = new CodeValue[prepared.ArgumentCount];
        int offset = 0;
        if (method.HasThis)
        {
            all[offset++] = receiver is null or UnknownValue or RecordedResult or RecordedParameter ? InstanceOf(method.DeclaringType, context) : receiver;
        }
        else if (boundTo is not null && arguments.Length + 1 == all.Length)
        {
            // A delegate to a static method can carry its first argument.
            all[offset++] = boundTo;
        }

        for (int i = 0; i < arguments.Length && offset < all.Length; i++, offset++)
        {
            all[offset] = arguments[i];
        }

        for (; offset < all.Length; offset++)
        {
            all[offset] = CodeValue.Unknown;
        }

        try
        {
            bool plain = Array.TrueForAll(all, IsPlain) && typeArguments.IsDefaultOrEmpty;
            if (plain && prepared.Known(all, s.Condition, reachable) is { } known)
            {
                return known;
            }

            Context child = context.Child(site, prepared);
            child.TypeArguments = typeArguments.IsDefault ? [] : typeArguments;
            MethodOutcome outcome = Invoke(child, all, s.Heap, s.Condition);
            s.Heap = outcome.Heap;
            if (plain && IsPlain(outcome.Result))
            {
                prepared.Remember(all, s.Condition, reachable, outcome.Result);
            }

            return outcome.Result;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or InvalidCastException or NullReferenceException or BadImageFormatException or ArgumentException or InvalidOperationException or AssemblyResolutionException)
        {
            prepared.Failed = true;
            return CodeValue.Unknown;
        }
    }

    // T.Map(app), of a static abstract member: that of the type the method is called with; where that is not known, of each type that has it.
    private MethodDefinition Implemented(Activation activation, State s, int site, MethodDefinition method)
    {
        Step before = site > 0 ? activation.Method.Instructions[site - 1] : default;
        if (before.OpCode.Code == Mono.Cecil.Cil.Code.Constrained && before.Operand is TypeReference constrained && OwnTypeOf(activation.Context, constrained) is { } type)
        {
            return code.StaticImplementation(type, method) ?? method;
        }

        foreach (TypeDefinition implementing in code.DerivedFrom(method.DeclaringType))
        {
            if (code.StaticImplementation(implementing, method) is { } implementation)
            {
                Enqueue(implementation, null, Heap.Empty, s.Condition, activation.Context.Reachable);
            }
        }

        return method;
    }

    // What an own generic method is called with; none when no own type is among it.
    private ImmutableArray<TypeDefinition?> TypeArgumentsOf(Context context, CallTarget target)
    {
        if (target.Reference is not GenericInstanceMethod generic)
        {
            return [];
        }

        ImmutableArray<TypeDefinition?> types = [.. generic.GenericArguments.Select(a => OwnTypeOf(context, a))];
        return types.Any(static t => t is not null) ? types : [];
    }

    private TypeDefinition? OwnTypeOf(Context context, TypeReference type) =>
        type is GenericParameter { Type: GenericParameterType.Method } parameter ? parameter.Position < context.TypeArguments.Length ? context.TypeArguments[parameter.Position] : null : code.Resolve(type);

    // The one own type that a call of a method outside is made with, also where the application's own generic method hands it on.
    private TypeDefinition? OwnTypeArgument(Context context, CallTarget target) =>
        target.OwnTypeArguments is [var only] ? only : target.Reference is GenericInstanceMethod { GenericArguments: [GenericParameter parameter] } ? OwnTypeOf(context, parameter) : null;

    // A value that means the same whatever the heap holds.
    private static bool IsPlain(CodeValue value) => value switch
    {
        HeapValue made => !made.Object.IsFresh,
        DelegateReference or LocalAddress or FieldAddress or OneOfValue => false,
        _ => true,
    };

    private CallRecord Record(Activation activation, State s, int site, CallTarget target, CodeValue? receiver, CodeValue[] arguments)
    {
        CodeValue[] kept = arguments;
        for (int i = 0; i < kept.Length; i++)
        {
            CodeValue typed = Typed(arguments[i], target.Reference.Parameters[i].ParameterType);
            if (!ReferenceEquals(typed, arguments[i]))
            {
                kept = ReferenceEquals(kept, arguments) ? (CodeValue[])arguments.Clone() : kept;
                kept[i] = typed;
            }
        }

        CallRecord? last = null;
        for (CallRecord? known = activation.Context.RecordsAt(site); known is not null; known = known.Next)
        {
            if (known.Condition.Meets(s.Condition))
            {
                // The same call in a later round of a loop: what is known now holds for all rounds.
                known.Receiver = receiver;
                known.Arguments = kept;
                known.Heap = s.Heap;
                known.Condition = known.Condition.Or(s.Condition);
                return known;
            }

            last = known;
        }

        var record = new CallRecord(target, activation.Method, site, _records.Count)
        {
            Receiver = receiver,
            Arguments = kept,
            Heap = s.Heap,
            Condition = s.Condition,
            Reachable = activation.Context.Reachable,
        };
        if (last is null)
        {
            activation.Context.Keep(site, record);
        }
        else
        {
            last.Next = record;
        }

        _records.Add(record);
        return record;
    }

    private static CodeValue Typed(CodeValue value, TypeReference type) => (type.MetadataType, value) switch
    {
        (MetadataType.Boolean, ConstantValue { Value: int i }) => new ConstantValue(i != 0),
        (MetadataType.Char, ConstantValue { Value: int i }) => new ConstantValue((char)i),
        _ => value,
    };

    // Lambdas are followed where they are handed over: they can run from there on.
    private void Follow(Activation activation, State s, int site, CallRecord record)
    {
        for (int i = 0; i < record.Arguments.Length; i++)
        {
            (MethodDefinition? method, CodeValue? target) = record.Arguments[i] switch
            {
                DelegateReference d => (d.Method, d.Target),
                HeapValue { Object.Definition: { BaseType: { } b } type } function when TypeNames.Of(b) is "Microsoft.FSharp.Core.FSharpFunc`2" => (type.Methods.FirstOrDefault(m => m.Name == "Invoke"), (CodeValue)function),
                _ => (null, null),
            };
            if (method is null || code.Prepare(method) is not { } prepared)
            {
                continue;
            }

            Context context = activation.Context;
            if (context.Depth >= MostDepth || context.CountOf(prepared) > 1)
            {
                Enqueue(method, target, s.Heap, s.Condition, context.Reachable);
                continue;
            }

            var arguments = new CodeValue[prepared.ArgumentCount];
            int offset = 0;
            if (method.HasThis)
            {
                arguments[offset++] = target is null or UnknownValue or RecordedResult or RecordedParameter ? InstanceOf(method.DeclaringType, context) : target;
            }

            for (int p = 0; p < method.Parameters.Count; p++)
            {
                arguments[offset + p] = Validated(record.Target, method.Parameters[p].ParameterType) ?? new RecordedParameter(record, p, TypeNames.Of(method.Parameters[p].ParameterType));
            }

            MethodOutcome outcome;
            try
            {
                outcome = Invoke(context.Child(~((site * 16) + i), prepared), arguments, s.Heap, s.Condition);
            }
            catch (Exception e) when (e is IndexOutOfRangeException or InvalidCastException or NullReferenceException or BadImageFormatException or ArgumentException or InvalidOperationException or AssemblyResolutionException)
            {
                prepared.Failed = true;
                continue;
            }

            NoteDemand(activation, s, site, record.Target, outcome);
            _delegateResults[method] = _delegateResults.TryGetValue(method, out CodeValue? earlier) ? Joining.Join(earlier, outcome.Result) : outcome.Result;
            s.Heap = s.Heap.Join(outcome.Heap);
        }
    }

    private void MarkTypeArguments(Activation activation, State s, CallTarget target)
    {
        foreach (TypeDefinition own in target.OwnTypeArguments)
        {
            MarkLive(own, s.Condition, activation.Context.Reachable);
            foreach (MethodDefinition method in FrameworkTypes.CallsByName(target.Type, target.Name) ? code.BasesWithin(own).SelectMany(static t => t.Methods).Where(static m => m is { IsPublic: true, IsConstructor: false }).SelectMany(m => m.IsAbstract ? code.Overrides(m) : [m]) : [])
            {
                Enqueue(method, null, Heap.Empty, s.Condition, activation.Context.Reachable);
            }
        }
    }

    // What a method gets by reference it can change.
    private static void Clobber(Activation activation, State s, CallTarget target, CodeValue[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is LocalAddress or FieldAddress && target.Reference.Parameters[i].ParameterType is ByReferenceType && !target.Reference.Parameters[i].IsIn)
            {
                Assign(activation, s, arguments[i], CodeValue.Unknown);
            }
        }
    }
}
