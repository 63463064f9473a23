using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Addresses;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;

/// <summary>A value an application is deployed with.</summary>
/// <param name="Where">Where it stands.</param>
/// <param name="Name">Name of the setting.</param>
/// <param name="Value">The value.</param>
/// <param name="Container">The container that gets it directly; <see langword="null"/> for the others.</param>
internal sealed record ConfiguredValue(Location Where, string Name, string Value, WorkloadContainer? Container)
{
    /// <summary>The port that a setting beside it names, when it is a host.</summary>
    public int? PortBeside { get; init; }

    /// <summary>Whose address it is.</summary>
    public AddressRole Role { get; init; }

    /// <summary>Whether a deployment gives it, not a settings file of the image.</summary>
    public bool IsDeployed { get; init; }

    /// <summary>The hosts it names.</summary>
    public IEnumerable<HostAddress> Hosts => Role is AddressRole.Filter or AddressRole.Listening or AddressRole.Document
        ? []
        : (PortBeside is null && !AddressRoles.IsOfHost(Name) ? AddressText.ReadAll(Value) : AddressText.Read(Value, isName: true) is { } name ? [name] : []).SelectMany(static a => a.Hosts).Select(h => h with { Port = h.Port ?? PortBeside });

    /// <summary>The values of containers' variables, of ConfigMaps and Secrets, and of the project's settings that the manifests do not set.</summary>
    public static IEnumerable<ConfiguredValue> AllOf(Publication publication)
    {
        var supplied = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        HashSet<string> own = [.. (publication.Project?.Manifests.Settings ?? []).Where(static s => s.Kind == SettingKind.OwnAddress).Select(static s => s.Name)];
        foreach (WorkloadContainer container in publication.Workloads?.Workloads.SelectMany(static w => w.Containers) ?? [])
        {
            var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            foreach (ContainerVariable variable in container.Variables)
            {
                values[variable.Name] = variable.Value;
            }

            foreach (ContainerVariable variable in container.Variables)
            {
                supplied.Add(variable.Name);
                if (variable.Value is { Length: > 0 } value)
                {
                    yield return Of(Location.OfContainer(container, variable.Mark, $"variable {variable.Name}", $"env/{variable.Name}"), variable.Name, value, container, values, own) with { IsDeployed = true };
                }
            }
        }

        foreach (ManifestObject map in publication.Workloads?.OfKind("ConfigMap", "Secret") ?? [])
        {
            var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            supplied.UnionWith(map.Root.MappingAt("data").Entries.Concat(map.Root.MappingAt("stringData").Entries).Select(static e => e.Key));
            (YamlEntry Entry, string Value)[] entries = [.. DecodedData.Of(map)];
            foreach ((YamlEntry entry, string value) in entries)
            {
                values[entry.Key] = value;
            }

            foreach ((YamlEntry entry, string value) in entries)
            {
                if (entry.Value is YamlScalar { Kind: YamlScalarKind.String } && value.Length > 0)
                {
                    yield return Of(Location.OfManifest(map, entry.Value.Mark, $"key {entry.Key}", $"data/{entry.Key}"), entry.Key, value, null, values, own) with { IsDeployed = true };
                }
            }
        }

        Dictionary<string, string?> defaults = [];
        foreach (SettingFact setting in publication.Project?.Manifests.Settings ?? [])
        {
            defaults[setting.Name] = ValueOf(setting);
        }

        foreach (SettingFact setting in publication.Project?.Manifests.Settings ?? [])
        {
            if (ValueOf(setting) is { Length: > 0 } value && !supplied.Contains(setting.Name))
            {
                yield return Of(new Location($"Setting {setting.Name} ({setting.Source})", "setting:" + setting.Name, setting.Place), setting.Name, value, null, defaults, own);
            }
        }
    }

    // Without manifests nothing takes the place of what the image says. A secret's value is not known.
    private static string? ValueOf(SettingFact setting) => setting.Kind == SettingKind.Secret ? null : setting.Replaces ?? setting.Default;

    private static ConfiguredValue Of(Location where, string name, string value, WorkloadContainer? container, Dictionary<string, string?> values, HashSet<string> own)
    {
        AddressRole role = AddressRoles.Of(name);
        return new ConfiguredValue(where, name, value, container)
        {
            Role = role == AddressRole.Peer && own.Contains(name) ? AddressRole.Own : role,
            PortBeside = AddressRoles.PortsBeside(name).Select(n => !n.Equals(name, StringComparison.OrdinalIgnoreCase) && int.TryParse(values.GetValueOrDefault(n), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535 ? port : (int?)null).FirstOrDefault(static p => p is not null),
        };
    }
}
