using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Objects that the program gives to the container: services.AddSingleton(settings). Who asks for their type in a constructor gets them.
internal sealed partial class Interpreter
{
    private const int DeepestRegistration = 3;

    // null where several are registered for a type.
    private readonly Dictionary<TypeDefinition, HeapValue?> _registered = [];

    private void Register(Activation activation, State s, CallTarget target, CodeValue[] arguments)
    {
        if (arguments is [_])
        {
            RegisterByType(activation, target);
            return;
        }

        if (!target.Type.StartsWith(Registrations, StringComparison.Ordinal) || !target.Type.EndsWith("Extensions", StringComparison.Ordinal) || arguments is not [_, var given]
            || target.Name is not ("AddSingleton" or "TryAddSingleton" or "AddScoped" or "TryAddScoped" or "AddTransient" or "TryAddTransient") || OwnTypeArgument(activation.Context, target) is not { } service)
        {
            return;
        }

        HeapValue? made = (given is DelegateReference factory ? ResultOf(factory.Method) : given) as HeapValue;
        if (made is not { Object: { IsFresh: true, Definition: not null } } || (_registered.TryGetValue(service, out HeapValue? known) && known != made))
        {
            _registered[service] = null;
            return;
        }

        _registered[service] = made;
        Keep(s.Heap, made.Object, 0);
    }

    // services.AddScoped<Variables>(): the container makes it, and what its constructor reads of the environment is in it. Only of what is nothing but such values.
    private void RegisterByType(Activation activation, CallTarget target)
    {
        if (target.Type.StartsWith(Registrations, StringComparison.Ordinal) && target.Type.EndsWith("Extensions", StringComparison.Ordinal)
            && target.Name is "AddSingleton" or "TryAddSingleton" or "AddScoped" or "TryAddScoped" or "AddTransient" or "TryAddTransient"
            && OwnTypeArgument(activation.Context, target) is { } type && !_registered.ContainsKey(type)
            && type.Methods.All(static m => m.IsGetter || m.IsSetter || m.IsConstructor) && Initial(type, activation.Context) is { } made
            && code.BasesWithin(type).SelectMany(static t => t.Fields).Any(f => !f.IsStatic && made.Heap[made.Object, code.TargetOf(f).Index] is ConfigurationValue))
        {
            _registered[type] = new HeapValue(made.Object);
            Keep(made.Heap, made.Object, 0);
        }
    }

    // What holds of an object wherever it comes to: fields that nothing changes once it is made, and those that the configuration's binder has filled.
    private void Keep(Heap heap, HeapObject made, int depth)
    {
        foreach (FieldDefinition field in code.BasesWithin(made.Definition!).SelectMany(static t => t.Fields).Where(static f => !f.IsStatic))
        {
            FieldTarget target = code.TargetOf(field);
            CodeValue? value = ReadField(heap, made, target.Index);
            if (target.WrittenLater && value is not ConfigurationValue && !IsSetOnce(field))
            {
                value = CodeValue.Unknown;
            }
            else if (value is HeapValue { Object: var inner })
            {
                bool isKept = inner is { Definition: not null, IsFresh: true } && depth < DeepestRegistration;
                value = isKept ? value : CodeValue.Unknown;
                if (isKept && _background.TryAdd(made.Key(target.Index), value))
                {
                    Keep(heap, inner, depth + 1);
                }
            }

            if (value is not null)
            {
                _background.TryAdd(made.Key(target.Index), value);
            }
        }
    }

    // A property that is set while the object is made, and not after: { get; init; }, those of records among them.
    private static bool IsSetOnce(FieldDefinition field) =>
        field.DeclaringType.Properties.FirstOrDefault(p => BackingField(p) == field) is { SetMethod.ReturnType: RequiredModifierType { ModifierType.FullName: "System.Runtime.CompilerServices.IsExternalInit" } };

    // What a constructor is given that the container calls.
    private void Inject(MethodDefinition constructor, CodeValue[] arguments)
    {
        for (int i = 0; _registered.Count > 0 && i < constructor.Parameters.Count; i++)
        {
            if (code.Resolve(constructor.Parameters[i].ParameterType) is { } asked && _registered.GetValueOrDefault(asked) is { } given)
            {
                arguments[i + 1] = given;
            }
        }
    }
}
