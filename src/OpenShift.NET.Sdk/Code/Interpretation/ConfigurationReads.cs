using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Reads of the configuration and the environment.</summary>
internal static class ConfigurationReads
{
    public static bool Knows(string type) => type == "System.Environment" || type.StartsWith("Microsoft.Extensions.Configuration.", StringComparison.Ordinal);

    public static CodeValue? Evaluate(CallTarget target, CodeValue? receiver, CodeValue[] arguments) => target.Type switch
    {
        "System.Environment" when target.Name == "GetEnvironmentVariable" && arguments is [{ Text: { } name }, ..] => new ConfigurationValue(name, null, FromEnvironment: true),
        "Microsoft.Extensions.Configuration.IConfiguration" or "Microsoft.Extensions.Configuration.IConfigurationSection" or "Microsoft.Extensions.Configuration.IConfigurationRoot"
            or "Microsoft.Extensions.Configuration.ConfigurationManager" or "Microsoft.Extensions.Configuration.IConfigurationManager" or "Microsoft.Extensions.Configuration.ConfigurationRoot"
            or "Microsoft.Extensions.Configuration.ConfigurationSection" => Member(target.Name, receiver, arguments),
        "Microsoft.Extensions.Configuration.ConfigurationExtensions" => Extension(target.Name, arguments),
        "Microsoft.Extensions.Configuration.ConfigurationBinder" => Binder(target, arguments),
        _ => null,
    };

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
        _ => null,
    };

    private static CodeValue? Binder(CallTarget target, CodeValue[] arguments)
    {
        switch (target.Name)
        {
            case "GetValue":
                int key = target.ParameterTypes.IndexOf("System.String");
                return Key(arguments[0], arguments, key) is { } value ? value with { Default = arguments.Length > key + 1 ? arguments[key + 1] : null } : null;
            case "Get":
                return arguments[0] as ConfigurationValue;
            default:
                return null;
        }
    }

    private static ConfigurationValue? Key(CodeValue? on, CodeValue[] arguments, int index)
    {
        if (index < 0 || index >= arguments.Length || arguments[index].Text is not { } key)
        {
            return null;
        }

        return on is ConfigurationValue { FromEnvironment: false } section ? new ConfigurationValue(section.Key + ":" + key) : new ConfigurationValue(key);
    }
}
