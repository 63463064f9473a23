using System.Collections.Frozen;
using System.Collections.Immutable;
using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Secrets;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Turns what the interpreter met into facts.</summary>
internal sealed class FactsBuilder(OwnCode code, Interpreter interpreter, SourcePlaces places)
{
    private const int MostValues = 1_000;
    private const int MostContextsPerSite = 32;
    private const int MostHandlers = 200;

    private readonly Dictionary<CallRecord, CodeCall> _calls = [];
    private readonly Dictionary<MethodDefinition, CodeMethod> _methods = [];
    private readonly Dictionary<MethodDefinition, FrozenSet<string>?> _handlers = [];
    private int _converted;
    private HashSet<TypeDefinition>? _asked;

    public CodeFacts Build(IReadOnlyList<OpenedAssembly> opened, ImmutableArray<UnreadAssembly> unread, bool complete)
    {
        (ImmutableArray<CodeCall> calls, ImmutableArray<CodeCall> libraryCalls) = Calls();
        ImmutableArray<CodeAssembly> assemblies =
        [
            .. opened.Select(o => new CodeAssembly(o.Module.Assembly.Name.Name, o.Path, o.Symbols is not null, code.Unread.GetValueOrDefault(o.Module) + Failed(o.Module), AssemblyLanguage.Of(o.Module))),
        ];
        return new CodeFacts
        {
            Assemblies = assemblies,
            Unread = unread,
            IsComplete = complete && unread.IsEmpty && assemblies.All(a => a.UnreadMethods == 0),
            NamedMethods = [.. code.MemberReferences.OfType<MethodReference>().Where(static m => !IsOfCompiler(m.DeclaringType)).Select(static m => (TypeNames.Of(m.DeclaringType), m.Name)).Distinct()],
            Calls = calls,
            LibraryCalls = libraryCalls,
            Types = [.. code.Types.Where(IsWritten).Select(Type)],
            Literals = Literals(),
            SettingReads = Reads(),
            BoundProperties = BoundProperties(calls),
            SettingDemands = Demands(),
            Loops = FindLoops(),
            SecretArguments = Arguments(),
            SecretComparisons = Comparisons(),
            Changes = Changes(),
            WorkerNumbers =
            [
                .. new WorkerNumbers(code).Find().Select(w => new CodeWorkerNumber(TypeNames.Of(w.Generator), w.Name, Method(w.Method.Definition), places.Of(w.Method.Definition, w.Method.Instructions[w.Site].Offset))),
            ],
            EndsWithoutArguments = ArgumentGuard.Ends(code),
        };
    }

    private ImmutableArray<CodeLoop> FindLoops()
    {
        var loops = ImmutableArray.CreateBuilder<CodeLoop>();
        var sequences = new Sequences(code);
        foreach (MethodDefinition method in code.Types.SelectMany(static t => t.Methods))
        {
            if (code.Prepare(method) is { VisitedReachably: true } prepared && Loops.Of(prepared, sequences) is { } endless)
            {
                loops.Add(new CodeLoop(Method(method), endless, places.Of(method, 0)));
            }
        }

        return loops.ToImmutable();
    }

    private int Failed(ModuleDefinition module) => module.GetTypes().SelectMany(t => t.Methods).Count(m => code.Prepare(m) is { Failed: true });

    private (ImmutableArray<CodeCall> Calls, ImmutableArray<CodeCall> OfLibraries) Calls()
    {
        var order = new Dictionary<ModuleDefinition, int>();
        foreach (ModuleDefinition module in code.Modules)
        {
            order.Add(module, order.Count);
        }

        var made = new List<(CallRecord Record, CodeCall Call)>();
        var sites = new Dictionary<(PreparedMethod, int), List<CodeCall>>();
        foreach (CallRecord record in interpreter.Records)
        {
            if (!sites.TryGetValue((record.Method, record.Site), out List<CodeCall>? same))
            {
                sites.Add((record.Method, record.Site), same = []);
            }

            CodeValue? receiver = record.Receiver is null ? null : Convert(record.Receiver, record.Heap, 0);
            ImmutableArray<CodeValue> arguments = [.. record.Arguments.Select(a => Convert(a, record.Heap, 0))];
            int index = 0;
            while (index < same.Count && !(Equals(same[index].Receiver, receiver) && same[index].Arguments.AsSpan().SequenceEqual(arguments.AsSpan())))
            {
                index++;
            }

            index = index == same.Count ? -1 : index;
            if (index < 0 && same.Count >= MostContextsPerSite)
            {
                index = same.Count - 1;
            }

            if (index >= 0)
            {
                same[index].Widen(record.Condition, record.Reachable);
                _calls.Add(record, same[index]);
                continue;
            }

            CodeCall call = Call(record, receiver, arguments);
            same.Add(call);
            _calls.Add(record, call);
            made.Add((record, call));
        }

        (CallRecord Record, CodeCall Call)[] sorted =
        [
            .. made.OrderBy(m => order[m.Record.Method.Definition.Module]).ThenBy(m => m.Record.Method.Definition.MetadataToken.RID).ThenBy(m => m.Record.Site).ThenBy(m => m.Record.Order),
        ];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i].Call.Order = i;
        }

        return ([.. sorted.Where(static m => IsForeign(m.Record)).Select(static m => m.Call)], [.. sorted.Where(static m => !IsForeign(m.Record)).Select(static m => m.Call)]);

        static bool IsForeign(CallRecord record) => record.Target.Own is null || record.HandsAddress;
    }

    private CodeCall Call(CallRecord record, CodeValue? receiver, ImmutableArray<CodeValue> arguments) => new()
    {
        Type = record.Target.Type,
        Method = record.Target.Name,
        Assembly = record.Target.Assembly,
        IsNative = record.Target.IsNative,
        TypeArguments = record.Target.TypeArguments,
        ParameterTypes = record.Target.ParameterTypes,
        Receiver = receiver,
        Arguments = arguments,
        Place = places.Of(record.Method.Definition, record.Method.Instructions[record.Site].Offset),
        In = Method(record.Method.Definition),
        Reachable = record.Reachable,
        Environment = record.Condition.Environment,
        HandlerMethods = HandlerMethods(record),
        Ways = [record.Condition],
        IsDropped = record.Site + 1 < record.Method.Instructions.Length && record.Method.Instructions[record.Site + 1].OpCode.Code == Il.Pop,
    };

    private ImmutableArray<SettingRead> Reads() =>
    [
        .. interpreter.Reads.Select(r => new SettingRead(
            (ConfigurationValue)Convert(r.Setting, Heap.Empty, 0),
            r.Type,
            Method(r.Method.Definition),
            places.Of(r.Method.Definition, r.Method.Instructions[r.Site].Offset)) { Reachable = r.Reachable, Ways = [r.Condition] }),
    ];

    private ImmutableArray<BoundProperty> BoundProperties(ImmutableArray<CodeCall> calls)
    {
        OptionRecord[] records = [.. interpreter.BoundProperties];
        ReadProperties? read = records.Length == 0 ? null : ReadProperties.Find(code, calls);
        return
        [
            .. records.Select(p => new BoundProperty(p.Setting, p.Type, p.Options, p.Section, Method(p.Method.Definition), places.Of(p.Method.Definition, p.Method.Instructions[p.Site].Offset))
            {
                HasRequired = p.HasRequired,
                IsNullable = p.IsNullable,
                IsNeverRead = p.Property is { } property && !read!.MayRead(property, p.Options),
                Reachable = p.Reachable,
                Condition = p.Condition,
            }),
        ];
    }

    private ImmutableArray<SettingDemand> Demands() =>
    [
        .. interpreter.Demands.Select(d => new SettingDemand(Method(d.Method.Definition), places.Of(d.Method.Definition, d.Method.Instructions[d.Site].Offset)) { Reachable = d.Reachable, Condition = d.Condition, IsCheck = d.IsCheck }),
    ];

    private ImmutableArray<CodeArgument> Arguments() =>
    [
        .. interpreter.Arguments.Select(a => new CodeArgument(
            a.Value,
            SecretName.NamesOne(a.Target.Own!.Parameters[a.Parameter].Name) ? a.Target.Own.Parameters[a.Parameter].Name : a.Target.KeepsPassword ? a.Target.Property! : SecretName.SetBy(a.Target.Name) ?? "",
            a.Target.KeepsPassword ? a.Target.Property! : a.Target.Name == ".ctor" ? "a new " + a.Target.Type[(a.Target.Type.LastIndexOfAny(['.', '+']) + 1)..] : a.Target.Name,
            Method(a.Method.Definition),
            places.Of(a.Method.Definition, a.Method.Instructions[a.Site].Offset),
            a.InProduction)),
    ];

    private ImmutableArray<CodeComparison> Comparisons() =>
    [
        .. interpreter.Comparisons.Select(c => new CodeComparison(c.Value, c.Name, Method(c.Method.Definition), places.Of(c.Method.Definition, c.Method.Instructions[c.Site].Offset), c.InProduction)),
        .. new SecretTables(code).Find().Select(e => new CodeComparison(e.Value, e.Table, Method(e.Method.Definition), places.Of(e.Method.Definition, e.Method.Instructions[e.Site].Offset), e.Method.VisitedReachably) { IsOfTable = true }),
    ];

    private ImmutableArray<CodeChange> Changes()
    {
        HashSet<TypeDefinition> singletons = Singletons();
        var collections = new KeptCollections(code, singletons);
        var unshared = new UnsharedCollections(code, collections);
        var once = new OnceOnly(code, singletons);
        var computations = new Computations(code);
        ServingMethods? serving = null;
        var changes = ImmutableArray.CreateBuilder<CodeChange>();
        foreach (MethodDefinition method in code.Types.SelectMany(static t => t.Methods).Where(static m => m is { HasBody: true, IsConstructor: false }))
        {
            if (code.Prepare(method) is not { VisitedReachably: true } prepared)
            {
                continue;
            }

            foreach ((FieldDefinition field, int site) in collections.CountsIn(prepared))
            {
                serving ??= new ServingMethods(code, once);
                if (serving.Contains(method))
                {
                    changes.Add(new CodeChange(TypeNames.Of(field.DeclaringType), MethodNames.OfField(field.Name), CodeChange.Counter, [], field.IsStatic, "Increment", Method(method), places.Of(method, prepared.Instructions[site].Offset)));
                }
            }

            foreach ((FieldDefinition field, int site) in collections.In(prepared))
            {
                serving ??= new ServingMethods(code, once);
                if (serving.Contains(method) && !IsOfTheProgram(prepared) && !once.In(prepared).Any(part => site >= part.From && site < part.To))
                {
                    TypeReference collection = KeptCollections.CollectionOf(field)!;
                    changes.Add(new CodeChange(
                        TypeNames.Of(field.DeclaringType),
                        MethodNames.OfField(field.Name),
                        TypeNames.Of(collection),
                        collection is GenericInstanceType generic ? [.. generic.GenericArguments.SelectMany(Parts).Select(TypeNames.Of)] : [],
                        field.IsStatic,
                        prepared.TargetAt(site).Name,
                        Method(method),
                        places.Of(method, prepared.Instructions[site].Offset))
                    {
                        IsHandedOn = collections.IsHandedOn(field),
                        IsUnshared = unshared.Contains(field),
                        IsComputed = site > 0 && !IsArgument(prepared.Instructions[site - 1]) && collections.Asks(prepared, field) && computations.IsOne(method),
                    });
                }
            }
        }

        return changes.ToImmutable();
    }

    // A tuple is what it is made of.
    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type is GenericInstanceType { GenericArguments: var parts } tuple && (TypeNames.Of(tuple).StartsWith("System.ValueTuple`", StringComparison.Ordinal) || TypeNames.Of(tuple).StartsWith("System.Tuple`", StringComparison.Ordinal)) ? [type, .. parts.SelectMany(Parts)] : [type];

    private static bool IsArgument(Step step) => step.OpCode.Code is Il.Ldarg_0 or Il.Ldarg_1 or Il.Ldarg_2 or Il.Ldarg_3 or Il.Ldarg or Il.Ldarg_S;

    // What reflection finds, and what is embedded, is the same in every process that runs the program.
    private static bool IsOfTheProgram(PreparedMethod method)
    {
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt && method.Instructions[i].Operand is not null && (method.TargetAt(i).Type, method.TargetAt(i).Name) is
                    ("System.Reflection.Assembly", "GetTypes" or "GetExportedTypes" or "get_DefinedTypes" or "get_ExportedTypes" or "GetManifestResourceStream" or "GetManifestResourceNames")
                    or ("System.AppDomain", "GetAssemblies"))
            {
                return true;
            }
        }

        return false;
    }

    // AddSingleton<IStore, Store>(), AddSingleton(new Store()), AddSingleton<IStore>(_ => new Store()).
    private HashSet<TypeDefinition> Singletons()
    {
        var types = new HashSet<TypeDefinition>();
        foreach (CallRecord record in interpreter.Records.Where(static r => r.Target.Name is "AddSingleton" or "TryAddSingleton" or "AddKeyedSingleton" or "AddHostedService"))
        {
            if (record.Target.OwnTypeArguments is [.., var implementation])
            {
                types.Add(implementation);
            }

            foreach (CodeValue argument in record.Arguments)
            {
                CodeValue made = argument is DelegateReference factory ? interpreter.ResultOf(factory.Method) : argument;
                if (made is HeapValue { Object.Definition: { } definition })
                {
                    types.Add(definition);
                }
            }
        }

        types.RemoveWhere(static t => t.IsInterface);
        return types;
    }

    private CodeMethod Method(MethodDefinition method)
    {
        if (!_methods.TryGetValue(method, out CodeMethod? named))
        {
            named = MethodNames.Of(method);
            _methods.Add(method, named);
        }

        return named;
    }

    private CodeValue Convert(CodeValue value, Heap heap, int depth)
    {
        // Objects that know each other (a generated client and its nine hundred operations) are a tree without end.
        _converted = depth == 0 ? 0 : _converted + 1;
        if (depth > 6 || _converted > MostValues)
        {
            return CodeValue.Unknown;
        }

        switch (value)
        {
            case RecordedResult result:
                return _calls.TryGetValue(result.Call, out CodeCall? call) ? new ResultValue(call) : CodeValue.Unknown;
            case RecordedParameter parameter:
                return _calls.TryGetValue(parameter.Call, out CodeCall? outer) ? new ParameterValue(outer, parameter.Index, parameter.Type) : CodeValue.Unknown;
            case HeapValue made:
                return Convert(made.Object, heap, depth);
            case DelegateReference lambda:
                return new DelegateValue(MethodNames.Key(Body(lambda.Method)), Convert(Returned(lambda.Method), heap, depth + 1));
            case OneOfValue one:
                return new OneOfValue([.. one.Values.Select(v => Convert(v, heap, depth + 1))]);
            case TextValue text:
                return new TextValue([.. text.Parts.Select(p => Convert(p, heap, depth + 1))]);
            case ConfigurationValue { Default: { } otherwise } setting:
                return setting with { Default = Convert(otherwise, heap, depth + 1) };
            case CoalescedValue coalesced:
                return Convert(coalesced.Value, heap, depth);
            case ConstantValue or ConfigurationValue or UnknownSectionValue or TypeValue or StaticFieldValue or BytesValue:
                return value;
            default:
                return CodeValue.Unknown;
        }
    }

    // What an asynchronous lambda does stands in its state machine.
    private MethodDefinition Body(MethodDefinition method)
    {
        CustomAttribute? machine = method.HasCustomAttributes ? method.CustomAttributes.FirstOrDefault(static a => a.AttributeType.FullName == "System.Runtime.CompilerServices.AsyncStateMachineAttribute") : null;
        return machine is { HasConstructorArguments: true, ConstructorArguments: [{ Value: TypeReference type }, ..] } && code.Resolve(type)?.Methods.FirstOrDefault(static m => m.Name == "MoveNext") is { } moveNext ? moveNext : method;
    }

    private CodeValue Returned(MethodDefinition method)
    {
        CodeValue value = interpreter.ResultOf(method);
        return value is ConstantValue { Value: int i } && method.ReturnType.MetadataType == MetadataType.Boolean ? new ConstantValue(i != 0) : value;
    }

    private CodeValue Convert(HeapObject made, Heap heap, int depth)
    {
        if (made.Type.EndsWith("[]", StringComparison.Ordinal))
        {
            return interpreter.ReadField(heap, made, StaticData.Content) is BytesValue bytes ? bytes : ArrayFields.Items(heap, made, interpreter) is { } items ? new ArrayValue([.. items.Select(i => Convert(i, heap, depth + 1))]) : CodeValue.Unknown;
        }

        if (made.Type.StartsWith("<>z__ReadOnly", StringComparison.Ordinal))
        {
            CodeValue? content = interpreter.ReadField(heap, made, "_item") is { } single ? new ArrayValue([Convert(single, heap, depth + 1)])
                : interpreter.ReadField(heap, made, "_items") is { } list ? Convert(list, heap, depth + 1) : null;
            return content ?? CodeValue.Unknown;
        }

        ImmutableArray<CodeValue>.Builder arguments = ImmutableArray.CreateBuilder<CodeValue>();
        ImmutableSortedDictionary<string, CodeValue>.Builder properties = ImmutableSortedDictionary.CreateBuilder<string, CodeValue>(StringComparer.Ordinal);
        for (int i = 0; interpreter.ReadField(heap, made, Interpreter.ConstructorArgument(i)) is { } argument; i++)
        {
            arguments.Add(Convert(argument, heap, depth + 1));
        }

        foreach (string field in interpreter.FieldsOf(heap, made))
        {
            if (field[0] is '#' or '$' || interpreter.ReadField(heap, made, field) is not { } set)
            {
                continue;
            }

            CodeValue value = Convert(set, heap, depth + 1);
            if (value is not UnknownValue)
            {
                properties[MethodNames.OfField(field)] = value;
            }
        }

        return new ObjectValue(made.Type, arguments.ToImmutable(), properties.ToImmutable());
    }

    // Generic types of the application's own are named as those of others are: that of a collection expression, of an anonymous object, the state machine of a generic type's method.
    private static bool IsOfCompiler(TypeReference type) => type.GetElementType() is TypeDefinition own && !IsWritten(own);

    private static bool IsWritten(TypeDefinition type) =>
        !MethodNames.IsGenerated(type) && (type.DeclaringType is null || IsWritten(type.DeclaringType));

    private CodeType Type(TypeDefinition type) => new(
        TypeNames.Of(type),
        type.Module.Assembly.Name.Name,
        [.. code.BasesOf(type).Order(StringComparer.Ordinal)],
        Attributes(type),
        [.. type.Methods.Where(m => m is { IsPublic: true, HasCustomAttributes: true }).Select(m => new CodeMember(Method(m), Attributes(m), places.Of(m, 0)) { IsSelfContained = OwnCalls(m) is { Count: 0 }, CallsOtherTypes = OwnCalls(m)?.Exists(c => c != type && !code.BasesOf(type).Contains(TypeNames.Of(c))) == true })],
        places.Of(type),
        type.IsAbstract,
        interpreter.LiveTypes.Contains(type))
    {
        IsNeverAskedFor = IsContext(type) && !IsAskedFor(type),
        WorksInMemory = IsService(type) && new MemoryWork(code).IsAllOf(type),
        Work = IsService(type) && Reached(code.BasesWithin(type).SelectMany(static t => t.Methods).Where(static m => !m.IsConstructor), withHandlers: false) is { } work ? work : FrozenSet<string>.Empty,
        InheritedWork = IsService(type) ? [.. new InheritedWork(code).Of(type).Select(m => Method(m).ToString()).Distinct().Order(StringComparer.Ordinal)] : [],
    };

    private FrozenSet<string>? Reached(IEnumerable<MethodDefinition> methods, bool withHandlers) =>
        new ReachedMethods(code).From(methods, withHandlers)?.Select(m => Method(m).Key).ToFrozenSet(StringComparer.Ordinal);

    // MapGet("/health", handler), AddCheck("database", check)
    private FrozenSet<string>? HandlerMethods(CallRecord record)
    {
        if (!(record.Target.Name is "AddCheck" or "AddAsyncCheck" || record.Target.Name.StartsWith("Map", StringComparison.Ordinal)) || record.Arguments.OfType<DelegateReference>().LastOrDefault() is not { } handler)
        {
            return null;
        }

        if (!_handlers.TryGetValue(handler.Method, out FrozenSet<string>? methods) && _handlers.Count < MostHandlers)
        {
            methods = Reached([handler.Method], withHandlers: true);
            _handlers.Add(handler.Method, methods);
        }

        return methods;
    }

    private bool IsService(TypeDefinition type) => interpreter.LiveTypes.Contains(type) && code.BasesOf(type).Any(static b => b is "Microsoft.Extensions.Hosting.IHostedService" or "Microsoft.Extensions.Hosting.BackgroundService");

    // By itself, or by what it is to its users.
    private bool IsAskedFor(TypeDefinition type)
    {
        _asked ??= AskedForTypes.Find(code);
        return _asked.Contains(type) || code.BasesOf(type).Any(b => code.Find(b) is { } above && _asked.Contains(above));
    }


    private bool IsContext(TypeDefinition type) => !type.IsAbstract && code.BasesOf(type).Contains("Microsoft.EntityFrameworkCore.DbContext");

    // The types of the application whose methods a method calls; null where it cannot be read. Objects without behaviour and what compilers make tell nothing.
    private List<TypeDefinition>? OwnCalls(MethodDefinition method)
    {
        if (code.Prepare(Body(method)) is not { } body)
        {
            return null;
        }

        var types = new List<TypeDefinition>();
        for (int i = 0; i < body.Instructions.Length; i++)
        {
            if (body.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt && body.Instructions[i].Operand is not null && body.TargetAt(i) is { Own: { IsGetter: false, IsSetter: false, IsConstructor: false } own })
            {
                types.Add(own.DeclaringType);
            }
        }

        return types;
    }

    private static ImmutableArray<CodeAttribute> Attributes(ICustomAttributeProvider of)
    {
        if (!of.HasCustomAttributes)
        {
            return [];
        }

        var attributes = ImmutableArray.CreateBuilder<CodeAttribute>();
        foreach (CustomAttribute attribute in of.CustomAttributes)
        {
            string name = TypeNames.Of(attribute.AttributeType);
            if (name.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal) || name.StartsWith("System.Diagnostics.", StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                if (!AttributeBlob.IsBounded(attribute))
                {
                    throw new BadImageFormatException();
                }

                attributes.Add(new CodeAttribute(
                    name,
                    [.. attribute.ConstructorArguments.Select(Argument)],
                    attribute.Properties.ToImmutableSortedDictionary(p => p.Name, p => Argument(p.Argument), StringComparer.Ordinal)));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // An enum of another assembly cannot be decoded without it, and a damaged value not at all.
                attributes.Add(new CodeAttribute(name, [], ImmutableSortedDictionary<string, CodeValue>.Empty));
            }
        }

        return attributes.ToImmutable();
    }

    private static CodeValue Argument(CustomAttributeArgument argument) => argument.Value switch
    {
        CustomAttributeArgument inner => Argument(inner),
        CustomAttributeArgument[] items => new ArrayValue([.. items.Select(Argument)]),
        TypeReference type => new TypeValue(TypeNames.Of(type)),
        null => ConstantValue.Null,
        string or bool or int or long or double or char => new ConstantValue(argument.Value),
        _ => CodeValue.Unknown,
    };

    private ImmutableArray<CodeLiteral> Literals()
    {
        var literals = ImmutableArray.CreateBuilder<CodeLiteral>();
        foreach (TypeDefinition type in code.Types)
        {
            foreach (FieldDefinition field in type.Fields)
            {
                if (field is { HasConstant: true, Constant: string { Length: > 0 } constant })
                {
                    literals.Add(new CodeLiteral(constant, field.Name, null, TypeNames.Of(type), IsSecret(field.Name) ? places.Of(type, field.Name) : null, interpreter.LiveTypes.Contains(type)));
                }
            }

            foreach (MethodDefinition method in type.Methods)
            {
                if (code.Prepare(method) is { } prepared)
                {
                    Literals(prepared, literals);
                }
            }
        }

        return literals.ToImmutable();
    }

    // To find a declaration its file has to be read.
    private static bool IsSecret(string name) => SecretName.NamesOne(name) || SecretName.IsSecret(name) || SecretName.Words(name) is [.., "key"];

    private void Literals(PreparedMethod method, ImmutableArray<CodeLiteral>.Builder literals)
    {
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].OpCode.Code == Il.Ldstr && method.ConstantAt(i).Text is { Length: > 0 } text)
            {
                CodeMethod inside = Method(method.Definition);
                SourceLocation? place = places.Of(method.Definition, method.Instructions[i].Offset);
                literals.Add(new CodeLiteral(text, i + 1 < method.Instructions.Length ? MemberAt(method, i + 1) : null, inside, inside.Type, place, method.VisitedReachably) { IsPart = IsPart(method, i) });
            }
        }
    }

    // What gets the text next is a call that puts texts together; in between only the other texts are loaded.
    private static bool IsPart(PreparedMethod method, int index)
    {
        if (index > 0 && method.Instructions[index - 1].OpCode.Code == Il.Pop)
        {
            return false;
        }

        for (int i = index + 1; i < method.Instructions.Length && i <= index + FarthestPart; i++)
        {
            switch (method.Instructions[i].OpCode.Code)
            {
                case Il.Call or Il.Callvirt or Il.Newobj when method.Instructions[i].Operand is not null:
                    CallTarget target = method.TargetAt(i);
                    if (target is { Type: "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler", Name: "AppendLiteral" } or { Type: "System.String", Name: "Concat" or "Format" } or { Type: "System.Text.StringBuilder", Name: "Append" or "AppendLine" or "AppendFormat" }
                        || target is { Type: "Microsoft.FSharp.Core.PrintfFormat`5", Name: ".ctor" })
                    {
                        return target.Name != "AppendLiteral" || i == index + 1;
                    }

                    // x.ToString(), order.Id: what is between is loaded by its getters.
                    if (target.ParameterCount > 0 || target.ReturnsVoid)
                    {
                        return false;
                    }

                    break;
                case Il.Stloc or Il.Stloc_0 or Il.Stloc_1 or Il.Stloc_2 or Il.Stloc_3 or Il.Stloc_S or Il.Stfld or Il.Stsfld or Il.Ret or Il.Br or Il.Br_S or Il.Brtrue or Il.Brtrue_S or Il.Brfalse or Il.Brfalse_S or Il.Throw:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    private const int FarthestPart = 12;

    private static string? MemberAt(PreparedMethod method, int index) => method.Instructions[index].OpCode.Code switch
    {
        Il.Stfld or Il.Stsfld => MethodNames.OfField(method.FieldAt(index).Name),
        Il.Call or Il.Callvirt when method.TargetAt(index).Reference.Name is ['s', 'e', 't', '_', .. var property] => property,
        _ => null,
    };
}
