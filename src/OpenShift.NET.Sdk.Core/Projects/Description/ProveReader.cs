using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads what the project says of its proof: properties <c>OpenShiftProve…</c> and items <c>OpenShiftProveSetting</c>. No message repeats a value.</summary>
internal sealed class ProveReader(ProjectInput input, PropertyReader properties, PropertyPlaces places)
{
    private const string Item = "OpenShiftProveSetting";

    /// <exception cref="OpenShiftException">OSC0026: a property is wrong; OSC0093: an item is.</exception>
    public ProveFacts Read() => new()
    {
        When = properties.Choice(ProofProperties.Prove),
        Engine = properties.Choice(ProofProperties.ProveEngine),
        TimeoutSeconds = (int)properties.Number(ProofProperties.ProveTimeoutSeconds),
        Settings = Settings(),
        Services = new ProveServiceReader(input, places).Read(),
    };

    private ImmutableArray<NamedValue> Settings()
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (InputItem item in input.ItemsOf("ProveSetting"))
        {
            string name = item.Include.Replace(":", "__", StringComparison.Ordinal);
            settings[name] = ObjectName.IsEnvironmentVariable(name)
                ? item["Value"] ?? ""
                : throw Invalid(item, "is not the name of an environment variable", "Use letters, digits, '_', '-' and '.', no digit first, and '__' for ':' in configuration keys.");
        }

        return [.. settings.Select(static s => new NamedValue(s.Key, s.Value))];
    }

    private OpenShiftException Invalid(InputItem item, string seen, string remedy) =>
        new(ToolCodes.InvalidProofItem, $"{Item} '{item.Include}' {seen}", remedy, places.OfItem(Item, item.Include));
}
