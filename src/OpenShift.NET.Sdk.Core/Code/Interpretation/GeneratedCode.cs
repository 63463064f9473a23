using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>
/// The methods that generators of the framework put in place of its own (interceptors), as Native AOT and trimming want it: they are the framework's methods, called at the same place with the same arguments.
/// </summary>
internal static class GeneratedCode
{
    private const string Routes = "Microsoft.AspNetCore.Http.Generated";
    private const string Binder = "Microsoft.Extensions.Configuration.Binder.SourceGeneration";

    /// <summary>The framework's method that a generated one stands for; <see langword="null"/> for every other.</summary>
    public static Stand? Of(MethodDefinition method)
    {
        TypeDefinition type = method.DeclaringType;
        return method.IsStatic && type.Name.StartsWith('<') && type.Namespace is { Length: > 0 } space && method.Parameters is [var extended, ..]
            ? space switch
            {
                Routes when extended.ParameterType.Name == "IEndpointRouteBuilder" && NameOf(method.Name) is { } map => new Stand("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions", map),
                Binder => OfBinder(method, extended.ParameterType.Name),
                _ => null,
            }
            : null;
    }

    // MapGet0, MapMethods12.
    private static string? NameOf(string name)
    {
        string plain = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return plain.Length < name.Length && plain.StartsWith("Map", StringComparison.Ordinal) ? plain : null;
    }

    private static Stand? OfBinder(MethodDefinition method, string extended) => (extended, method.Name) switch
    {
        ("IConfiguration", "Get" or "GetValue") => new Stand("Microsoft.Extensions.Configuration.ConfigurationBinder", method.Name),
        ("IConfiguration", ['B', 'i', 'n', 'd', ..]) => new Stand("Microsoft.Extensions.Configuration.ConfigurationBinder", "Bind"),
        ("IServiceCollection", "Configure") => new Stand("Microsoft.Extensions.DependencyInjection.OptionsConfigurationServiceCollectionExtensions", "Configure"),
        ("OptionsBuilder`1", "Bind" or "BindConfiguration") => new Stand("Microsoft.Extensions.DependencyInjection.OptionsBuilderConfigurationExtensions", method.Name),
        _ => null,
    };

    /// <summary>A method of the framework.</summary>
    /// <param name="Type">Full name of its type.</param>
    /// <param name="Name">Its name.</param>
    internal readonly record struct Stand(string Type, string Name);
}
