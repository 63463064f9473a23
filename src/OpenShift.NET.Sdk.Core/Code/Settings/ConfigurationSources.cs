namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>From where a configuration that the code builds itself takes its values.</summary>
internal static class ConfigurationSources
{
    private const string Namespace = "Microsoft.Extensions.Configuration.";

    private static readonly string[] s_builders =
        [Namespace + "IConfigurationBuilder", Namespace + "IConfigurationManager", Namespace + "ConfigurationBuilder", Namespace + "ConfigurationManager"];

    // The environment, and what stands in the code itself.
    private static readonly string[] s_known = ["AddEnvironmentVariables", "AddInMemoryCollection"];

    private static readonly string[] s_knownTypes = [Namespace + "EnvironmentVariables.", Namespace + "Memory."];

    /// <summary>
    /// Whether values may come from somewhere else than the environment: the code names what adds a file, a folder, arguments or a store to a configuration, whether the program comes there or not.
    /// Whatever an <c>Add…</c> on a builder adds counts as such, but for variables of the environment and values from memory.
    /// </summary>
    public static bool MayBeOthers(CodeFacts code) =>
        code.NamedMethods.Any(static m => IsSource(m.Type, m.Method))
        || code.Calls.Any(static c => IsAdding(c.Method) && c.ParameterTypes.Any(s_builders.Contains));

    private static bool IsSource(string type, string method) => method switch
    {
        // A provider or source that is made, or derived from.
        ".ctor" => type.StartsWith(Namespace, StringComparison.Ordinal) && (type.EndsWith("Source", StringComparison.Ordinal) || type.EndsWith("Provider", StringComparison.Ordinal)) && !s_knownTypes.Any(k => type.StartsWith(k, StringComparison.Ordinal)),

        // What is done to the list of them, nobody can tell by its name.
        "get_Sources" => s_builders.Contains(type),

        // Packages extend it from namespaces of their own too.
        _ => IsAdding(method) && type.Contains("Configuration", StringComparison.Ordinal),
    };

    private static bool IsAdding(string method) => method.StartsWith("Add", StringComparison.Ordinal) && !s_known.Contains(method);
}
