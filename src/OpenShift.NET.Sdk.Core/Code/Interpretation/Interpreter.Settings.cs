using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Where settings become values of a type.
internal sealed partial class Interpreter
{
    private const int DeepestOptions = 4;
    private const int MostReads = 5_000;

    private static readonly string[] s_parsed =
    [
        "System.Boolean", "System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Decimal",
        "System.Char", "System.TimeSpan", "System.Guid", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.Version",
    ];

    private static readonly KeyValuePair<string, long>[] s_logLevels = [.. ((string[])["Trace", "Debug", "Information", "Warning", "Error", "Critical", "None"]).Select(static (n, i) => KeyValuePair.Create(n, (long)i))];

    private readonly Dictionary<(PreparedMethod Method, int Site, string Key, bool Reachable), ReadRecord> _reads = [];

    private readonly Dictionary<(PreparedMethod Method, int Site, string Key, bool Reachable), OptionRecord> _options = [];

    /// <summary>The properties that the configuration's binder fills, in the order they were met.</summary>
    public IEnumerable<OptionRecord> BoundProperties => _options.Values;

    /// <summary>The settings that are turned into values of a type, in the order they were met.</summary>
    public IEnumerable<ReadRecord> Reads => _reads.Values;

    // What is caught, so that the program goes on, does not count.
    // configuration.GetValue<T>(key), GetSection(key).Get<T>(), .Bind(options), int.Parse(configuration[key]), new Uri(configuration[key])
    private void NoteRead(Activation activation, State s, int site, CallTarget target, CodeValue[] arguments, CodeValue? result)
    {
        if (arguments.Length == 0 || activation.Context.IsForgiven || activation.Method.IsForgiven(site))
        {
            return;
        }

        if (target.Type == "Microsoft.Extensions.Configuration.ConfigurationBinder")
        {
            switch (target.Name)
            {
                case "GetValue" when result is ConfigurationValue { Type: not null } value && target.Reference is GenericInstanceMethod { GenericArguments: [var type] }:
                    Note(activation, s, site, value, TypeOf(type));
                    break;
                case "Get" when SectionOf(arguments[0]) is { } section && OwnTypeArgument(activation.Context, target) is { IsEnum: false } options:
                    NoteBound(activation, s, site, section.Key, options, null);
                    break;
                case "Get" when SectionOf(arguments[0]) is { Key.Length: > 0 } section && target.Reference is GenericInstanceMethod { GenericArguments: [var made] }:
                    NoteMade(activation, s, site, section, made);
                    break;
                case "Bind" when arguments is [var configuration, HeapValue { Object: { Definition: { } options } instance }, ..] && SectionOf(configuration) is { } section:
                    NoteBound(activation, s, site, section.Key, options, (instance, s.Heap));
                    Fill(s, section.Key, options, instance);
                    break;
                case "Bind" when arguments is [var configuration, RecordedParameter parameter, ..] && SectionOf(configuration) is { } section && code.Find(parameter.Type) is { } options:
                    NoteBound(activation, s, site, section.Key, options, null);

                    // services.Configure<T>(options => section.Bind(options))
                    BindAll(options, section);
                    break;
                case "Bind" when arguments is [var root, { Text: { } name }, HeapValue { Object: { Definition: { } options } instance }]:
                    string key = root is ConfigurationValue { FromEnvironment: false } outer ? ConfigurationReads.Join(outer.Key, name) : name;
                    NoteBound(activation, s, site, key, options, (instance, s.Heap));
                    Fill(s, key, options, instance);
                    break;
                default:
                    break;
            }
        }
        else if (arguments[0] is ConfigurationValue text && target.ParameterTypes is ["System.String", ..])
        {
            string? type = target.Name switch
            {
                "Parse" when s_parsed.Contains(target.Type) => target.Type,
                ".ctor" when target.Type is "System.Guid" or "System.Version" || (target.Type == "System.Uri" && arguments.Length == 1) => target.Type,
                _ when target.Type == "System.Convert" && target.Name.StartsWith("To", StringComparison.Ordinal) && s_parsed.Contains("System." + target.Name[2..]) => "System." + target.Name[2..],
                _ => null,
            };
            if (type is not null)
            {
                Note(activation, s, site, text, new SettingType(type) { IsParsed = true });
            }
            else if (target is { Type: "System.Enum", Name: "Parse", Reference: GenericInstanceMethod { GenericArguments: [var of] } })
            {
                Note(activation, s, site, text, TypeOf(of) with { IsParsed = true });
            }
        }
    }

    // section.Get<ushort>(), section.Get<List<string>>(), section.Get<List<Job>>()
    private void NoteMade(Activation activation, State s, int site, ConfigurationValue section, TypeReference made)
    {
        if (ItemOf(made) is { } item && code.Resolve(item) is { IsEnum: false, IsInterface: false } entry)
        {
            NoteBound(new Binding(activation, s, site, TypeNames.Of(entry), section.Key), ConfigurationReads.Join(section.Key, "0"), entry, null, 0, isEntry: true);
            return;
        }

        string key = ItemOf(made) is null ? section.Key : ConfigurationReads.Join(section.Key, "0");
        SettingType type = TypeOf(ItemOf(made) ?? made);
        if (!IsOfText(type))
        {
            return;
        }

        var at = (activation.Method, site, key, activation.Context.Reachable);
        if (_options.TryGetValue(at, out OptionRecord? known))
        {
            known.Condition = known.Condition.Or(s.Condition);
        }
        else if (_options.Count < MostReads)
        {
            _options.Add(at, new OptionRecord(new ConfigurationValue(key) { Type = type.IsText ? null : type.Name }, type, TypeNames.Of(made), section.Key, activation.Method, site, activation.Context.Reachable)
            {
                Condition = s.Condition,
                IsNullable = true,
            });
        }
    }

    private static bool IsOfText(SettingType type) => type.IsText || !type.Members.IsEmpty || type.Name == "System.Uri" || s_parsed.Contains(type.Name);

    // var options = new Options(); section.Bind(options): from there on its texts and numbers are the settings'.
    private void Fill(State s, string section, TypeDefinition options, HeapObject instance)
    {
        foreach (PropertyDefinition property in code.BasesWithin(options).SelectMany(static t => t.Properties))
        {
            if (property is not { SetMethod: { IsPublic: true, IsStatic: false }, HasParameters: false } || BackingField(property) is not { } field || (code.Resolve(property.PropertyType) is { } own && !own.IsEnum) || ItemOf(property.PropertyType) is not null)
            {
                continue;
            }

            FieldTarget target = code.TargetOf(field);
            CodeValue? given = ReadField(s.Heap, instance, target.Index);
            s.Heap = s.Heap.With(instance, target.Index, new ConfigurationValue(ConfigurationReads.Join(section, KeyOf(property)), given is ConstantValue { Value: not null } ? given : null) { Type = ConfigurationReads.TypeOf(property.PropertyType) });
        }
    }

    private void NoteBound(Activation activation, State s, int site, string section, TypeDefinition options, (HeapObject Object, Heap Heap)? instance) =>
        NoteBound(new Binding(activation, s, site, TypeNames.Of(options), section), section, options, instance, 0);

    private void NoteBound(Binding binding, string section, TypeDefinition options, (HeapObject Object, Heap Heap)? instance, int depth, bool isEntry = false)
    {
        if (depth > DeepestOptions || options.IsEnum)
        {
            return;
        }

        foreach (PropertyDefinition property in code.BasesWithin(options).SelectMany(static t => t.Properties))
        {
            if (property is not { GetMethod: { IsPublic: true, IsStatic: false }, HasParameters: false })
            {
                continue;
            }

            bool isSet = property.SetMethod is { IsPublic: true };
            string key = ConfigurationReads.Join(section, KeyOf(property));
            SettingType type = TypeOf(property.PropertyType);
            if (code.Resolve(property.PropertyType) is { IsEnum: false } inner && !type.IsNullable)
            {
                // What is there already is filled.
                if (isSet || BackingField(property) is not null)
                {
                    NoteBound(binding, key, inner, null, depth + 1, isEntry);
                }
            }
            else if (isSet && ItemOf(property.PropertyType) is { } item && code.Resolve(item) is { IsEnum: false, IsInterface: false } entry)
            {
                // Jobs:0:Name, of List<Job> Jobs: an entry more or less is nothing the program stops without.
                if (!isEntry)
                {
                    NoteBound(binding, ConfigurationReads.Join(key, "0"), entry, null, depth + 1, isEntry: true);
                }
            }
            else if (isSet)
            {
                Note(binding.Activation, binding.State, binding.Site, new ConfigurationValue(key) { Type = type.Name }, type);
                NoteOption(binding, key, property, type, instance ?? Initial(options, binding.Activation.Context), isEntry);
            }
        }
    }

    private void NoteOption(Binding binding, string key, PropertyDefinition property, SettingType type, (HeapObject Object, Heap Heap)? made, bool isEntry)
    {
        if (ItemOf(property.PropertyType) is { } item)
        {
            key = ConfigurationReads.Join(key, "0");
            type = TypeOf(item);
        }

        if (!IsOfText(type))
        {
            return;
        }

        CodeValue? given = made is { } instance && BackingField(property) is { } field && code.FieldNames.Find(field.Name) is { } number ? instance.Heap[instance.Object, number] : null;
        var at = (binding.Activation.Method, binding.Site, key, binding.Activation.Context.Reachable);
        if (_options.TryGetValue(at, out OptionRecord? known))
        {
            known.Condition = known.Condition.Or(binding.State.Condition);
        }
        else if (_options.Count < MostReads)
        {
            var setting = new ConfigurationValue(key, given is ConstantValue { Value: not null } ? given : null) { Type = type.IsText ? null : type.Name };
            _options.Add(at, new OptionRecord(setting, type, binding.Options, binding.Section, binding.Activation.Method, binding.Site, binding.Activation.Context.Reachable)
            {
                Property = property,
                Condition = binding.State.Condition,
                HasRequired = !isEntry && property.HasCustomAttributes && property.CustomAttributes.Any(static a => a.AttributeType.FullName == "System.ComponentModel.DataAnnotations.RequiredAttribute"),
                IsNullable = isEntry || type.IsNullable || property.PropertyType.IsValueType || given is not (null or ConstantValue { Value: null }) || SaysNull(property),
            });
        }
    }

    // The compiler writes 2 for a reference that can be null: on the property, or on its type for all of them.
    private static bool SaysNull(PropertyDefinition property) =>
        (NullableFlag(property, "NullableAttribute") ?? NullableFlag(property.DeclaringType, "NullableContextAttribute")) == 2;

    private static int? NullableFlag(ICustomAttributeProvider of, string attribute)
    {
        if (!of.HasCustomAttributes || of.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == attribute) is not { } found || !Reading.AttributeBlob.IsBounded(found))
        {
            return null;
        }

        return found.ConstructorArguments is [{ Value: byte flag }] ? flag : null;
    }

    // T of T[], List<T> and the interfaces that the binder makes lists for.
    private static TypeReference? ItemOf(TypeReference type) => type switch
    {
        ArrayType { Rank: 1 } array => array.ElementType,
        GenericInstanceType { GenericArguments: [var item] } list when TypeNames.Of(list) is "System.Collections.Generic.List`1" or "System.Collections.Generic.IList`1" or "System.Collections.Generic.ICollection`1"
            or "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IReadOnlyList`1" or "System.Collections.Generic.IReadOnlyCollection`1" or "System.Collections.Generic.HashSet`1" or "System.Collections.Generic.ISet`1" => item,
        _ => null,
    };

    private static FieldDefinition? BackingField(PropertyDefinition property) =>
        property.DeclaringType.Fields.FirstOrDefault(f => !f.IsStatic && BoundName(f.Name).Equals(property.Name, StringComparison.OrdinalIgnoreCase));

    private static string KeyOf(PropertyDefinition property) =>
        property.HasCustomAttributes && property.CustomAttributes.FirstOrDefault(static a => a.AttributeType.Name == "ConfigurationKeyNameAttribute") is { ConstructorArguments: [{ Value: string name }] } ? name : property.Name;

    /// <summary>A section that is bound to an options type.</summary>
    private sealed record Binding(Activation Activation, State State, int Site, string Options, string Section);

    private void Note(Activation activation, State s, int site, ConfigurationValue setting, SettingType type)
    {
        if (type.IsText || setting.Key.Length == 0)
        {
            return;
        }

        var key = (activation.Method, site, setting.Key, activation.Context.Reachable);
        if (_reads.TryGetValue(key, out ReadRecord? known))
        {
            known.Condition = known.Condition.Or(s.Condition);
        }
        else if (_reads.Count < MostReads)
        {
            _reads.Add(key, new ReadRecord(setting, type, activation.Method, site, activation.Context.Reachable) { Condition = s.Condition });
        }
    }

    private SettingType TypeOf(TypeReference type)
    {
        bool nullable = type is GenericInstanceType { ElementType.FullName: "System.Nullable`1" };
        TypeReference inner = nullable ? ((GenericInstanceType)type).GenericArguments[0] : type;
        string name = TypeNames.Of(inner);
        TypeDefinition? own = code.Resolve(inner);
        return new SettingType(name)
        {
            IsNullable = nullable,
            Members = own is { IsEnum: true } ? [.. own.Fields.Where(static f => f is { IsStatic: true, HasConstant: true }).Select(static f => KeyValuePair.Create(f.Name, Convert.ToInt64(f.Constant is ulong large ? unchecked((long)large) : f.Constant, System.Globalization.CultureInfo.InvariantCulture)))]
                : name == "Microsoft.Extensions.Logging.LogLevel" ? [.. s_logLevels] : [],
        };
    }
}
