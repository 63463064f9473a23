using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;

/// <summary>A value an application is deployed with.</summary>
/// <param name="Where">Where it stands.</param>
/// <param name="Name">Name of the setting.</param>
/// <param name="Value">The value.</param>
/// <param name="Container">The container that gets it directly; <see langword="null"/> for the others.</param>
internal sealed record ConfiguredValue(Location Where, string Name, string Value, WorkloadContainer? Container)
{
    /// <summary>The values of containers' variables, of ConfigMaps, and of the project's settings that the manifests do not set.</summary>
    public static IEnumerable<ConfiguredValue> AllOf(Publication publication)
    {
        var supplied = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (WorkloadContainer container in publication.Workloads?.Workloads.SelectMany(static w => w.Containers) ?? [])
        {
            foreach (ContainerVariable variable in container.Variables)
            {
                supplied.Add(variable.Name);
                if (variable.Value is { Length: > 0 } value && !ListeningPorts.IsSetting(variable.Name))
                {
                    yield return new ConfiguredValue(Location.OfContainer(container, variable.Mark, $"variable {variable.Name}", $"env/{variable.Name}"), variable.Name, value, container);
                }
            }
        }

        foreach (ManifestObject map in publication.Workloads?.OfKind("ConfigMap", "Secret") ?? [])
        {
            foreach (YamlEntry entry in map.Root.MappingAt("data").Entries.Concat(map.Root.MappingAt("stringData").Entries))
            {
                supplied.Add(entry.Key);
                if (map.Kind == "ConfigMap" && entry.Value is YamlScalar { Kind: YamlScalarKind.String, Text.Length: > 0 } value && !ListeningPorts.IsSetting(entry.Key))
                {
                    yield return new ConfiguredValue(Location.OfManifest(map, value.Mark, $"key {entry.Key}", $"data/{entry.Key}"), entry.Key, value.Text, null);
                }
            }
        }

        foreach (SettingFact setting in publication.Project?.Manifests.Settings ?? [])
        {
            if (setting.Default is { Length: > 0 } value && !supplied.Contains(setting.Name))
            {
                yield return new ConfiguredValue(new Location($"Setting {setting.Name} ({setting.Source})", "setting:" + setting.Name, setting.Place), setting.Name, value, null);
            }
        }
    }
}
