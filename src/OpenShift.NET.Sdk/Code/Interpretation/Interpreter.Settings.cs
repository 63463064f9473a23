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
                case "Get" when target.OwnTypeArguments is [var options] && arguments[0] is ConfigurationValue section:
                    NoteBound(activation, s, site, section.Key, options, 0);
                    break;
                case "Bind" when arguments is [ConfigurationValue section, HeapValue { Object.Definition: { } options }]:
                    NoteBound(activation, s, site, section.Key, options, 0);
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

    private void NoteBound(Activation activation, State s, int site, string section, TypeDefinition options, int depth)
    {
        if (depth > DeepestOptions || options.IsEnum)
        {
            return;
        }

        foreach (PropertyDefinition property in code.BasesWithin(options).SelectMany(static t => t.Properties))
        {
            if (property is not { GetMethod: { IsPublic: true, IsStatic: false }, SetMethod.IsPublic: true, HasParameters: false })
            {
                continue;
            }

            string key = ConfigurationReads.Join(section, KeyOf(property));
            SettingType type = TypeOf(property.PropertyType);
            if (code.Resolve(property.PropertyType) is { IsEnum: false } inner && !type.IsNullable)
            {
                NoteBound(activation, s, site, key, inner, depth + 1);
            }
            else
            {
                Note(activation, s, site, new ConfigurationValue(key) { Type = type.Name }, type);
            }
        }
    }

    private static string KeyOf(PropertyDefinition property) =>
        property.HasCustomAttributes && property.CustomAttributes.FirstOrDefault(static a => a.AttributeType.Name == "ConfigurationKeyNameAttribute") is { ConstructorArguments: [{ Value: string name }] } ? name : property.Name;

    private void Note(Activation activation, State s, int site, ConfigurationValue setting, SettingType type)
    {
        if (type.Name is "System.String" or "System.Object" || setting.Key.Length == 0)
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
