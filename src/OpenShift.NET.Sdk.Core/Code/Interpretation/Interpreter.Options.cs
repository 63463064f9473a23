using System.Collections.Immutable;
using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Options: objects that the configuration's binder fills from a section.
internal sealed partial class Interpreter
{
    private const string Registrations = "Microsoft.Extensions.DependencyInjection.";

    // null where several sections are bound to a type.
    private readonly Dictionary<TypeDefinition, ConfigurationValue?> _bound = [];
    private readonly Dictionary<TypeDefinition, (HeapObject Object, Heap Heap)?> _initial = [];

    // services.Configure<T>(section), AddOptions<T>().Bind(section), .BindConfiguration("Section")
    private void Bind(Activation activation, State s, int site, CallTarget target, CodeValue[] arguments)
    {
        if (!target.Type.StartsWith(Registrations, StringComparison.Ordinal) || OwnTypeArgument(activation.Context, target) is not { } options)
        {
            return;
        }

        ConfigurationValue? section = (target.Type[Registrations.Length..], target.Name) switch
        {
            ("OptionsConfigurationServiceCollectionExtensions", "Configure") => SectionOf(target, arguments),
            ("OptionsBuilderConfigurationExtensions", "Bind") => SectionOf(target, arguments),
            ("OptionsBuilderConfigurationExtensions", "BindConfiguration") when arguments is [_, { Text: { } path }, ..] => new ConfigurationValue(path),
            _ => null,
        };
        if (section is not null)
        {
            NoteBound(activation, s, site, section.Key, options, null);
            BindAll(options, section);
        }
    }

    // From here on every object of the type that the container hands out is the section's.
    private void BindAll(TypeDefinition options, ConfigurationValue section)
    {
        section = section with { Type = TypeNames.Of(options) };
        _bound[options] = _bound.TryGetValue(options, out ConfigurationValue? known) && known != section ? null : section;
    }

    private static ConfigurationValue? SectionOf(CallTarget target, CodeValue[] arguments)
    {
        int index = target.ParameterTypes.IndexOf("Microsoft.Extensions.Configuration.IConfiguration");
        return index < 0 ? null : SectionOf(arguments[index]);
    }

    // The whole configuration is the section without a key: that of the builder, one that is injected, and what Startup keeps of it. Sections that only the running program knows are none.
    private static ConfigurationValue? SectionOf(CodeValue configuration) => configuration switch
    {
        ConfigurationValue { FromEnvironment: false } section => section,
        UnknownValue
            or RecordedResult { Call.Target.Name: "get_Configuration" or "GetRequiredService" or "GetService" }
            or RecordedParameter { Type: "Microsoft.Extensions.Configuration.IConfiguration" or "Microsoft.Extensions.Configuration.IConfigurationRoot" or "Microsoft.Extensions.Configuration.IConfigurationManager" or "Microsoft.Extensions.Configuration.ConfigurationManager" } => new ConfigurationValue(""),
        _ => null,
    };

    // IOptions<T>.Value
    private ConfigurationValue? BoundOptions(CallTarget target) =>
        target is { OwnTypeArguments: [var options], Name: "get_Value" or "get_CurrentValue", Type: "Microsoft.Extensions.Options.IOptions`1" or "Microsoft.Extensions.Options.IOptionsSnapshot`1" or "Microsoft.Extensions.Options.IOptionsMonitor`1" }
            ? _bound.GetValueOrDefault(options)
            : null;

    // What the lambda of OptionsBuilder<T>.Validate gets; null for every other lambda.
    private CodeValue? Validated(CallTarget target, TypeReference type) =>
        target is { Type: "Microsoft.Extensions.Options.OptionsBuilder`1", Name: "Validate" } && code.Resolve(type) is { } options ? _bound.GetValueOrDefault(options) : null;

    // A property that the binder has filled, over what the type's constructor gives it.
    private ConfigurationValue BoundField(Context context, ConfigurationValue section, FieldDefinition field)
    {
        CodeValue? initial = Initial(field.DeclaringType, context) is { } made && code.FieldNames.Find(field.Name) is { } number ? made.Heap[made.Object, number] ?? Defaults.Of(field.FieldType) : null;
        return new ConfigurationValue(ConfigurationReads.Join(section.Key, BoundName(field.Name)), initial is ConstantValue { Value: not null } ? initial : null) { Type = ConfigurationReads.TypeOf(field.FieldType) };
    }

    // <Path>k__BackingField, VB's _Path, F#'s Path@.
    internal static string BoundName(string field) => field[0] == '<' && field.IndexOf('>', StringComparison.Ordinal) is > 1 and var close ? field[1..close] : field.Trim('_', '@');

    private (HeapObject Object, Heap Heap)? Initial(TypeDefinition type, Context context)
    {
        if (!_initial.TryGetValue(type, out (HeapObject Object, Heap Heap)? made))
        {
            _initial.Add(type, null);
            HeapObject instance = NewObject(TypeNames.Of(type), type);
            MethodDefinition? constructor = type.Methods.FirstOrDefault(static m => m is { IsConstructor: true, IsStatic: false, HasParameters: false });
            if (constructor is not null && code.Prepare(constructor) is { } prepared && context.CountOf(prepared) == 0)
            {
                made = (instance, Invoke(new Context(null, prepared, context.Reachable), [new HeapValue(instance)], Heap.Empty, PathCondition.Always).Heap);
                _initial[type] = made;
            }
        }

        return made;
    }
}
