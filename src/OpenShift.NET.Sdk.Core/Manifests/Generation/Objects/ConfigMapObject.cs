using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The ConfigMap (Kubernetes API, core/v1) with the settings that are no secrets.</summary>
internal static class ConfigMapObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values)
    {
        if (!workload.Values.Any())
        {
            return null;
        }

        var data = new MappingBuilder();
        foreach (WorkloadSetting setting in workload.Values)
        {
            data.Add(setting.Name, values.Setting(setting), ToBeSet.Meaning(setting.Fact), setting.Fact.Place);
        }

        return new MappingBuilder
        {
            { "apiVersion", "v1" },
            { "kind", "ConfigMap" },
            { "metadata", Metadata.Of(workload, values, values.SettingsName) },
            { "data", data, Missing(workload, values) },
        };
    }

    private static string? Missing(WorkloadPlan workload, ManifestValues values)
    {
        string[] names = [.. workload.Values.Where(s => values.Setting(s) is null).Select(s => s.Name)];
        return names.Length == 0 ? null : $"Required, without a default, to be added before the pods start: {string.Join(", ", names)}";
    }
}
