using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Reads of the configuration and the environment.</summary>
internal static class ConfigurationReads
{
    private const string Features = "Microsoft.FeatureManagement.";
    private const string Configuration = "Microsoft.Extensions.Configuration.";

    public static bool Knows(string type) => type == "System.Environment" || type.StartsWith(Features, StringComparison.Ordinal) || type.StartsWith("Microsoft.Extensions.Configuration.", StringComparison.Ordinal);

    public static CodeValue? Evaluate(CallTarget target, CodeValue? receiver, CodeValue[] arguments) => target.Type switch
    {
        "System.Environment" when target.Name == "GetEnvironmentVariable" && arguments is [{ Text: { } name }, ..] => new ConfigurationValue(name, null, FromEnvironment: true),
        "Microsoft.Extensions.Configuration.IConfiguration" or "Microsoft.Extensions.Configuration.IConfigurationSection" or "Microsoft.Extensions.Configuration.IConfigurationRoot"
            or "Microsoft.Extensions.Configuration.ConfigurationManager" or "Microsoft.Extensions.Configuration.IConfigurationManager" or "Microsoft.Extensions.Configuration.ConfigurationRoot"
            or "Microsoft.Extensions.Configuration.ConfigurationSection" => Member(target.Name, receiver, arguments),
        "Microsoft.Extensions.Configuration.ConfigurationExtensions" => Extension(target.Name, arguments),
        "Microsoft.Extensions.Configuration.ConfigurationBinder" => Binder(target, arguments),
        _ when target.Type.StartsWith(Features, StringComparison.Ordinal) => target.Name is "IsEnabledAsync" or "IsEnabled" && arguments is [{ Text: { } feature }, ..]
            ? new ConfigurationValue("FeatureManagement:" + feature, Numbers.Boolean(false)) { Type = "System.Boolean" }
            : null,
        _ => null,
    };

    /// <summary>Name of a type without <c>Nullable</c>; <see langword="null"/> for a text.</summary>
    public static string? TypeOf(TypeReference? type)
    {
        string? name = type is null ? null : TypeNames.Of(type is GenericInstanceType { ElementType.FullName: "System.Nullable`1", GenericArguments: [var inner] } ? inner : type);
        return name is "System.String" or "System.Object" ? null : name;
    }

    private static CodeValue? Member(string name, CodeValue? receiver, CodeValue[] arguments) => name switch
    {
        "get_Item" or "GetSection" => Key(receiver, arguments, 0),
        "get_Value" => receiver as ConfigurationValue,
        _ => null,
    };

    private static CodeValue? Extension(string name, CodeValue[] arguments) => name switch
    {
        "GetConnectionString" when arguments is [_, { Text: { } key }] => Key(arguments[0], [new ConstantValue("ConnectionStrings:" + key)], 0),
        "GetRequiredSection" => Key(arguments[0], arguments, 1),
        "Exists" => arguments[0] is ConfigurationValue section ? SettingTruth.Of(section, SettingComparison.Exists) : null,
        _ => null,
    };

    private static CodeValue? Binder(CallTarget target, CodeValue[] arguments)
    {
        switch (target.Name)
        {
            case "GetValue":
                int key = target.ParameterTypes.IndexOf("System.String");
                string? type = target.Reference is GenericInstanceMethod { GenericArguments: [var read] } ? TypeOf(read) : arguments is [_, TypeValue named, ..] ? named.Name : null;
                return Key(arguments[0], arguments, key) is { } value ? value with { Type = type, Default = arguments.Length > key + 1 ? arguments[key + 1] : null } : null;
            case "Get":
                return arguments[0] is ConfigurationValue section ? section with { Type = target.Reference is GenericInstanceMethod { GenericArguments: [var bound] } ? TypeOf(bound) : null } : null;
            default:
                return null;
        }
    }

    private static ConfigurationValue? Key(CodeValue? on, CodeValue[] arguments, int index)
    {
        return index >= 0 && index < arguments.Length && arguments[index].Text is { } key && SectionOf(on) is { } section ? new ConfigurationValue(Join(section, key)) : null;
    }

    // Where a key is looked up: "" for the whole configuration, null where the section is known to the running program only.
    private static string? SectionOf(CodeValue? on) => on switch
    {
        ConfigurationValue { FromEnvironment: false } section => section.Key,
        RecordedParameter { Type: Configuration + "IConfigurationSection" } => null,
        RecordedResult { Call.Target: { Name: "GetSection" or "GetRequiredSection" or "get_Current" } } => null,
        RecordedResult { Call.Target.Type: var type } when type.StartsWith("System.Linq.", StringComparison.Ordinal) || type.StartsWith("System.Collections.", StringComparison.Ordinal) => null,
        null or UnknownValue or HeapValue or RecordedParameter or RecordedResult => "",
        _ => null,
    };

    /// <summary>A key in a section; the root has none.</summary>
    public static string Join(string section, string key) => section.Length == 0 ? key : section + ":" + key;
}
