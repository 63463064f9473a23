using System.Collections.Immutable;
using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Code.Values;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// The properties of the application's own types that something may read: by their getter, their field, an expression, an interface; or because code that is not known gets the object. Members that compilers give records read
/// all of them and tell nothing, nor does the initialiser of a type that nothing uses.
/// </summary>
internal sealed class ReadProperties
{
    // What hands options over and does not look into them.
    private static readonly string[] s_handingOver =
        ["Microsoft.Extensions.Options.", "Microsoft.Extensions.DependencyInjection.", "Microsoft.Extensions.Configuration.", "Microsoft.Extensions.Logging.ILogger`1", "System.Collections.", "System.Linq.", "System.Threading.Tasks.", "System.Func`", "System.Action", "System.Lazy`", "System.Predicate`", "System.Nullable`"];

    private static readonly string[] s_ofRecords = ["PrintMembers", "Equals", "GetHashCode", "Deconstruct", ".ctor"];

    private readonly OwnCode _code;
    private readonly ILookup<string, TypeDefinition> _getters;
    private readonly HashSet<string> _expressions = new(StringComparer.Ordinal);
    private readonly HashSet<FieldDefinition> _fields = [];
    private readonly HashSet<string> _handedOut = new(StringComparer.Ordinal);

    private ReadProperties(OwnCode code, ImmutableArray<CodeCall> calls)
    {
        _code = code;
        var getters = new HashSet<(string Name, TypeDefinition Type)>();
        foreach (MethodDefinition method in code.Types.SelectMany(static t => t.Methods))
        {
            if (code.Prepare(method) is { } prepared && !IsOfRecord(method) && (prepared.VisitedReachably || method is not { IsConstructor: true, IsStatic: true }))
            {
                In(prepared, getters);
            }
        }

        _getters = getters.ToLookup(static g => g.Name, static g => g.Type, StringComparer.Ordinal);
        foreach (CodeCall call in calls.Where(static c => !s_handingOver.Any(p => c.Type.StartsWith(p, StringComparison.Ordinal))))
        {
            foreach (CodeValue argument in call.Arguments)
            {
                HandOut(argument, 0);
            }
        }
    }

    /// <summary>Looks through all of the code.</summary>
    public static ReadProperties Find(OwnCode code, ImmutableArray<CodeCall> calls) => new(code, calls);

    /// <summary>Whether something may read a property of an object that is bound to options.</summary>
    /// <param name="property">The property.</param>
    /// <param name="options">Full name of the type that the section is bound to.</param>
    public bool MayRead(PropertyDefinition property, string options)
    {
        TypeDefinition type = property.DeclaringType;
        return property.GetMethod is not { } getter
            || _handedOut.Contains(options) || _handedOut.Contains(TypeNames.Of(type))
            || _expressions.Contains(getter.Name)
            || _fields.Any(f => f.DeclaringType == type && Interpreter.BoundName(f.Name).Equals(property.Name, StringComparison.OrdinalIgnoreCase))
            || (getter.IsVirtual && (!getter.IsNewSlot || _code.ForeignBasesOf(type).Any(static b => b is not ("System.Object" or "System.IEquatable`1"))))
            || _getters[getter.Name].Any(on => on == type || on.IsInterface || _code.BasesWithin(type).Contains(on) || _code.BasesWithin(on).Contains(type));
    }

    private void In(PreparedMethod method, HashSet<(string Name, TypeDefinition Type)> getters)
    {
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            switch (method.Instructions[i].OpCode.Code)
            {
                case Il.Call or Il.Callvirt or Il.Ldftn or Il.Ldvirtftn or Il.Newobj when method.Instructions[i].Operand is not null:
                    CallTarget target = method.TargetAt(i);
                    if (target.Own is { IsGetter: true } getter)
                    {
                        getters.Add((getter.Name, getter.DeclaringType));
                    }
                    else if (target.Own is null && !s_handingOver.Any(p => target.Type.StartsWith(p, StringComparison.Ordinal)))
                    {
                        foreach (TypeReference argument in target.Reference is GenericInstanceMethod generic ? generic.GenericArguments : [])
                        {
                            HandOut(argument, 0);
                        }

                        HandOut(target.Reference.DeclaringType, 0);
                    }

                    break;
                case Il.Ldtoken when method.Instructions[i].Operand is MethodReference expression:
                    _expressions.Add(expression.Name);
                    break;
                case Il.Ldtoken when method.Instructions[i].Operand is TypeReference named:
                    HandOut(named, 0);
                    break;
                case Il.Ldfld or Il.Ldflda when method.Instructions[i].Operand is not null && !method.Definition.IsGetter && method.FieldAt(i).Own is { } field:
                    _fields.Add(field);
                    break;
                default:
                    break;
            }
        }
    }

    // Serializers, mappers and validators read what they are given.
    private void HandOut(TypeReference type, int depth)
    {
        if (type is GenericInstanceType generic && depth < 4)
        {
            foreach (TypeReference argument in generic.GenericArguments)
            {
                HandOut(argument, depth + 1);
            }
        }
        else if (_code.Resolve(type is TypeSpecification { ElementType: { } element } and not GenericInstanceType ? element : type) is { } own)
        {
            _handedOut.Add(TypeNames.Of(own));
        }
    }

    private void HandOut(CodeValue value, int depth)
    {
        switch (value)
        {
            case ConfigurationValue { Type: { } type }:
                _handedOut.Add(type);
                break;
            case ObjectValue made:
                _handedOut.Add(made.Type);
                break;
            case ArrayValue array when depth < 2:
                foreach (CodeValue item in array.Items)
                {
                    HandOut(item, depth + 1);
                }

                break;
            case OneOfValue one when depth < 2:
                foreach (CodeValue alternative in one.Values)
                {
                    HandOut(alternative, depth + 1);
                }

                break;
            default:
                break;
        }
    }

    private static bool IsOfRecord(MethodDefinition method) => s_ofRecords.Contains(method.Name) && method.DeclaringType.Methods.Any(static m => m.Name == "<Clone>$");
}
